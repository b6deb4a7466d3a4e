/// Both partners' indicators as one HTML file that a committee reads and prints: charts, and beside
/// each a table with the same figures.
///
/// It has no script, no font and no reference to anything outside; it is well-formed XML.
struct ImpactPage {
    let figures: ImpactFigures
    let words: ImpactPhrases

    init(_ figures: ImpactFigures, language: Language) {
        self.figures = figures
        words = ImpactPhrases(language)
    }

    /// The file.
    var document: String {
        let html = SVGElement("html", ["lang": SVGValue(words.language.rawValue)]).containing([
            SVGElement("head").containing([
                SVGElement("meta", ["charset": "utf-8"]),
                SVGElement(
                    "meta",
                    ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
                SVGElement("title").saying(words.title),
                SVGElement("style").saying(Self.style.replacing("\n", with: " ")),
            ]),
            SVGElement("body").containing([main]),
        ])
        return "<!DOCTYPE html>\n" + html.xml + "\n"
    }

    /// Black and dark colours on white: contrast above 7 to 1.
    ///
    /// No character that XML escapes; lines are joined, because a line end would be escaped too.
    static let style = """
        body{font:16px/1.5 system-ui,Arial,DejaVu Sans,sans-serif;color:#1B2430;margin:0}
        main{max-width:72rem;margin:0 auto;padding:1.5rem}
        h1{font-size:1.8rem;margin:0}h2{font-size:1.25rem;margin:2rem 0 .5rem}
        .side{display:flex;flex-wrap:wrap;gap:1.5rem}.side .part{flex:1 1 28rem;min-width:0}
        table{border-collapse:collapse;width:100%;font-size:.9rem}
        caption{text-align:left;font-weight:bold;padding:.25rem 0}
        th,td{border-bottom:1px solid #AEB6C0;padding:.2rem .4rem;text-align:right}
        th:first-child,td:first-child{text-align:left}
        .note{border-left:4px solid #1F5FA8;padding:.25rem 1rem;background:#EDF3FA}
        svg{width:100%;height:auto}
        @media print{body{font-size:11px}section{break-inside:avoid}}
        """

    private var main: SVGElement {
        guard let all = figures.groups.first else {
            return SVGElement("main").containing([
                SVGElement("h1").saying(words.title), paragraph(words.period(figures)),
                paragraph(words.tooFew),
            ])
        }
        let people = all.figure("people")?.cases.map { "\($0)" } ?? "-"
        return SVGElement("main").containing(
            [
                SVGElement("h1").saying(words.title),
                paragraph("\(words.period(figures)): \(people)."),
                paragraph(figures.total("note") ?? "", kind: "note"),
            ] + [standing(all), course(all), exits(all), work(all)] + comparison
                + [section(words.say("Méthode", "Method"), words.method.map { paragraph($0) })])
    }

    private func paragraph(_ text: String, kind: String? = nil) -> SVGElement {
        (kind.map { SVGElement("p", ["class": SVGValue($0)]) } ?? SVGElement("p"))
            .saying(text.isEmpty ? " " : text)
    }

    private func section(_ title: String, _ contents: [SVGElement]) -> SVGElement {
        SVGElement("section").containing([SVGElement("h2").saying(title)] + contents)
    }

    /// A chart on the left, its figures on the right.
    private func pair(_ title: String, _ chart: ImpactChart, _ table: SVGElement) -> SVGElement {
        section(
            title,
            [
                SVGElement("div", ["class": "side"]).containing([
                    SVGElement("div", ["class": "part"]).containing([chart.picture]),
                    SVGElement("div", ["class": "part"]).containing([table]),
                ])
            ])
    }

    private func table(_ caption: String, _ rows: [ImpactFigures.Figure]) -> SVGElement {
        table(
            caption, header: ["\u{A0}"] + words.columns("").dropFirst(), rows.map(words.cells))
    }

    private func table(
        _ caption: String, header: [String], _ rows: [[String]]
    ) -> SVGElement {
        func line(_ cells: [String], _ kind: String) -> SVGElement {
            SVGElement("tr").containing(
                cells.enumerated().map { index, cell in
                    index == 0 && kind == "td"
                        ? SVGElement("th", ["scope": "row"]).saying(cell)
                        : kind == "th"
                            ? SVGElement("th", ["scope": "col"]).saying(cell)
                            : SVGElement(kind).saying(cell)
                })
        }
        return SVGElement("table").containing([
            SVGElement("caption").saying(caption),
            SVGElement("thead").containing([line(header, "th")]),
            SVGElement("tbody").containing(rows.map { line($0, "td") }),
        ])
    }

    private func standing(_ all: ImpactFigures.Group) -> SVGElement {
        let title = words.say(
            "L'association : où les personnes étaient, où elles en sont",
            "The association: where people stood, where they stand")
        let rows = all.figures.filter {
            ["entry", "exit", "change", "rise", "same", "fall"].contains($0.measure)
                && !$0.dimension.isEmpty
        }
        return pair(title, .standing(all, words), table(title, rows))
    }

    private func course(_ all: ImpactFigures.Group) -> SVGElement {
        let title = words.say(
            "L'entreprise : les cinq étapes au garage", "The company: the five steps at the garage")
        let rows = all.figures.filter { $0.partner == "company" }
        let steps = [
            "reception", "file", "quote", "repaired", "not-repaired", "satisfaction",
        ].compactMap { all.figure($0) }
        let people = all.figure("people").map { [$0] } ?? []
        return pair(
            title, .bars(people + steps, of: all.figure("people")?.cases, title, words),
            table(title, rows))
    }

    private func exits(_ all: ImpactFigures.Group) -> SVGElement {
        let title = words.say(
            "Bilans : faits, et manquants", "Assessments: made, and missing")
        let rows = [
            "no-entry", "exit-due", "exit-overdue", "exit-other-version", "exit-incomparable",
        ]
        .compactMap { all.figure($0) }
        let paired =
            all.figure("change", "index").map {
                [$0.labelled(words.say("comparés, entrée et sortie", "compared, entry and exit"))]
            } ?? []
        return pair(
            title, .bars(paired + rows, of: all.figure("people")?.cases, title, words),
            table(title, rows))
    }

    private func work(_ all: ImpactFigures.Group) -> SVGElement {
        let title = words.say("Retour à l'emploi", "Return to work")
        let shares = [0, 3, 6].compactMap { all.figure("work-\($0)") }
        let rows = all.figures.filter { figure in
            ["-0", "-3", "-6"].contains { figure.measure.hasSuffix($0) }
        }
        return pair(title, .shares(shares, title, words), table(title, rows))
    }

    /// The groups side by side, if there are several.
    private var comparison: [SVGElement] {
        guard figures.groups.count > 1 else { return [] }
        let measures = [
            ("people", ""), ("change", "index"), ("work-6", ""), ("reception", ""),
            ("repaired", ""), ("satisfaction", ""),
        ]
        let title = words.say("Groupe par groupe", "Group by group")
        let header = measures.map { measure, dimension in
            figures.groups[0].figure(measure, dimension)?.label ?? measure
        }
        let rows = figures.groups.map { group in
            [words.group(group.name)]
                + measures.map { measure, dimension in
                    guard let figure = group.figure(measure, dimension) else { return "-" }
                    let count = figure.cases.map { "\($0)" } ?? "-"
                    guard figure.value != nil else { return count }
                    return "\(words.value(figure)) (\(words.interval(figure)); n \(count))"
                }
        }
        return [section(title, [table(title, header: ["\u{A0}"] + header, rows)])]
    }
}
