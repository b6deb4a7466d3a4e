/// Both partners' indicators as text, one table a group.
struct ImpactTables {
    private let figures: ImpactFigures
    private let words: ImpactPhrases

    init(_ figures: ImpactFigures, language: Language) {
        self.figures = figures
        words = ImpactPhrases(language)
    }

    /// `width` is how many characters a line may have; nil for as many as it takes.
    func lines(width: Int?) -> [String] {
        var lines = [words.period(figures), ""]
        for group in figures.groups {
            if !group.name.isEmpty { lines += [words.group(group.name), ""] }
            for partner in ["association", "company"] {
                lines += table(group.figures.filter { $0.partner == partner }, partner)
                    .lines(width: width)
                lines.append("")
            }
        }
        if figures.groups.isEmpty { lines += [words.tooFew, ""] }
        return lines + (figures.total("note")?.wrapped(to: width ?? 80) ?? [])
    }

    private func table(_ figures: [ImpactFigures.Figure], _ partner: String) -> Table {
        Table(
            columns: words.columns(partner).enumerated().map {
                Table.Column(title: $0.element, isNumber: $0.offset > 0)
            }, cells: figures.map(words.cells))
    }
}
