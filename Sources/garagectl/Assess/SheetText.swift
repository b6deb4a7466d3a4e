/// A person's sheet in letters: a bar for each dimension, and where it stood.
struct SheetText {
    let sheet: PersonSheet
    let words: SheetWords
    var isPlain = false

    static let barWidth = 25

    var lines: [String] {
        var lines = ["", "\(words.title) · \(sheet.person)", words.dates(sheet)]
        lines += sheet.sentence.wrapped(to: 78) + [""]
        let longest = sheet.dimensions.map(\.name.count).max() ?? 0
        for dimension in sheet.dimensions {
            let name = dimension.name.padded(to: longest)
            lines.append("  \(name)  \(bar(dimension))  \(figures(dimension))")
        }
        lines += [""] + legend + words.foot(sheet).wrapped(to: 78)
        return isPlain ? lines.map(PlainText.ascii) : lines
    }

    private var legend: [String] {
        guard sheet.dimensions.contains(where: { $0.stood != nil }) else { return [] }
        return ["  | \(words.stood)   █ \(words.stands)"]
    }

    /// Full blocks up to where it stands, a stroke where it stood.
    private func bar(_ dimension: PersonSheet.Dimension) -> String {
        guard let stands = dimension.stands else {
            return String(repeating: "·", count: Self.barWidth)
        }
        let filled = Self.cells(stands)
        var cells = Array(
            repeating: Character("█"), count: filled)
        cells += Array(repeating: Character("░"), count: Self.barWidth - filled)
        if let stood = dimension.stood {
            let place = Int(min(max(stood, 0), 100) * Double(Self.barWidth) / 100)
            cells[min(place, Self.barWidth - 1)] = "|"
        }
        return String(cells)
    }

    private static func cells(_ points: Double) -> Int {
        Int((min(max(points, 0), 100) * Double(barWidth) / 100).rounded())
    }

    private func figures(_ dimension: PersonSheet.Dimension) -> String {
        guard dimension.stands != nil else { return words.unknown }
        let now = "\(words.points(dimension.standsText).leftPadded(to: 5)) \(dimension.band)"
        guard dimension.stood != nil else { return now }
        let before = "\(words.points(dimension.stoodText)) \(dimension.bandStood)"
        return "\(now) (\(words.stood) \(before))"
    }
}
