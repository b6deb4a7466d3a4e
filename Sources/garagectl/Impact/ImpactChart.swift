/// A chart of the page: an SVG element with a title and a description in words.
struct ImpactChart {
    let picture: SVGElement

    private static let width = 560.0
    private static let left = 190.0
    private static let right = 520.0
    private static let colours = (stood: "#8A5A00", stands: "#1F5FA8", axis: "#AEB6C0")

    private init(_ title: String, _ description: String, height: Double, _ shapes: [SVGElement]) {
        picture = SVGElement(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": SVGValue("0 0 \(XMLText.number(Self.width)) \(XMLText.number(height))"),
                "role": "img", "aria-label": SVGValue(title),
            ]
        ).containing(
            [SVGElement("title").saying(title), SVGElement("desc").saying(description)] + shapes)
    }

    private static func x(_ value: Double, _ range: ClosedRange<Double>) -> Double {
        let share = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
        return left + Swift.min(Swift.max(share, 0), 1) * (right - left)
    }

    private static func axis(
        _ range: ClosedRange<Double>, step: Double, bottom: Double, unit: String = ""
    ) -> [SVGElement] {
        stride(from: range.lowerBound, through: range.upperBound, by: step).flatMap { value in
            let place = x(value, range)
            return [
                SVGElement.line(
                    PicturePoint(x: place, y: 30), PicturePoint(x: place, y: bottom),
                    stroke: value == 0 ? "#5B6470" : colours.axis, width: value == 0 ? 1.5 : 0.7),
                .text(XMLText.number(value) + unit, place, bottom + 16, size: 12, anchor: "middle"),
            ]
        }
    }

    private static func interval(
        _ figure: ImpactFigures.Figure, _ range: ClosedRange<Double>, y: Double, scale: Double = 1
    ) -> [SVGElement] {
        guard let low = figure.low, let high = figure.high else { return [] }
        let ends = [low, high].map { x($0 * scale, range) }
        return [
            .line(
                PicturePoint(x: ends[0], y: y), PicturePoint(x: ends[1], y: y),
                stroke: "#1B2430", width: 2)
        ]
            + ends.map {
                .line(
                    PicturePoint(x: $0, y: y - 5), PicturePoint(x: $0, y: y + 5),
                    stroke: "#1B2430", width: 2)
            }
    }

    private static func dot(_ x: Double, _ y: Double, fill: String, stroke: String) -> SVGElement {
        SVGElement(
            "circle",
            [
                "cx": SVGValue(x), "cy": SVGValue(y), "r": 5, "fill": SVGValue(fill),
                "stroke": SVGValue(stroke), "stroke-width": 2,
            ])
    }

    /// Each dimension's medians at entry and exit, with their intervals; a line leads from one to
    /// the other.
    static func standing(_ group: ImpactFigures.Group, _ words: ImpactPhrases) -> ImpactChart {
        let entries = group.figures.filter { $0.measure == "entry" }
        let range = 0.0...100.0
        let bottom = 44 + 44 * Double(entries.count)
        var shapes = axis(range, step: 25, bottom: bottom)
        var told: [String] = []
        for (index, entry) in entries.enumerated() {
            let y = 56 + 44 * Double(index)
            let name = entry.label.split(separator: ":").first.map { String($0).trimmedEnd } ?? ""
            shapes.append(
                .text(name, 4, y + 4, weight: entry.dimension == "index" ? "bold" : "normal"))
            let exit = group.figure("exit", entry.dimension)
            shapes += interval(entry, range, y: y - 8)
            if let exit { shapes += interval(exit, range, y: y + 8) }
            if let value = entry.value {
                shapes.append(dot(x(value, range), y - 8, fill: "#FFFFFF", stroke: colours.stood))
            }
            if let value = exit?.value {
                shapes.append(
                    dot(x(value, range), y + 8, fill: colours.stands, stroke: colours.stands))
            }
            told.append("\(name) \(words.value(entry)), \(exit.map(words.value) ?? "-")")
        }
        shapes += [
            dot(left + 6, 14, fill: "#FFFFFF", stroke: colours.stood),
            .text(words.say("à l'entrée", "at entry"), left + 18, 18),
            dot(left + 126, 14, fill: colours.stands, stroke: colours.stands),
            .text(
                words.say("à la sortie (points, médiane)", "at exit (points, median)"), left + 138,
                18),
        ]
        let title = words.say("Indice et dimensions, médianes", "Index and dimensions, medians")
        return ImpactChart(title, told.joined(separator: "; "), height: bottom + 24, shapes)
    }

    /// Counts as bars of all the people.
    static func bars(
        _ figures: [ImpactFigures.Figure], of people: Int?, _ title: String, _ words: ImpactPhrases
    ) -> ImpactChart {
        let range = 0.0...Double(Swift.max(people ?? 1, 1))
        var shapes: [SVGElement] = []
        for (index, figure) in figures.enumerated() {
            let y = 10 + 34 * Double(index)
            shapes.append(.text(cut(figure.label), 4, y + 16))
            guard let cases = figure.cases else {
                shapes.append(.text("-", left, y + 16))
                continue
            }
            let end = x(Double(cases), range)
            shapes += [
                .rectangle(left, y, Swift.max(end - left, 1), 22, fill: colours.stands),
                end > right - 40
                    ? .text("\(cases)", end - 6, y + 16, anchor: "end", colour: "#FFFFFF")
                    : .text("\(cases)", end + 6, y + 16),
            ]
        }
        return ImpactChart(
            title, description(figures, words), height: 20 + 34 * Double(figures.count), shapes)
    }

    /// Shares with their intervals.
    static func shares(
        _ figures: [ImpactFigures.Figure], _ title: String, _ words: ImpactPhrases
    ) -> ImpactChart {
        let range = 0.0...100.0
        let bottom = 40 + 44 * Double(figures.count)
        var shapes = axis(range, step: 25, bottom: bottom, unit: " %")
        for (index, figure) in figures.enumerated() {
            let y = 56 + 44 * Double(index)
            let when = figure.label.split(separator: ",").last.map(String.init) ?? figure.label
            shapes.append(.text(String(when.drop { $0 == " " }), 4, y + 4))
            shapes += interval(figure, range, y: y, scale: 100)
            if let value = figure.value {
                shapes.append(
                    dot(x(value * 100, range), y, fill: colours.stands, stroke: colours.stands))
            }
        }
        return ImpactChart(title, description(figures, words), height: bottom + 24, shapes)
    }

    private static func description(
        _ figures: [ImpactFigures.Figure], _ words: ImpactPhrases
    ) -> String {
        figures.map { figure in
            let count = figure.cases.map { "\($0)" } ?? "-"
            return "\(figure.label) \(figure.unit == "share" ? words.value(figure) : count)"
        }.joined(separator: "; ")
    }

    /// What fits left of the bars.
    private static func cut(_ label: String) -> String {
        label.count > 27 ? label.prefix(26) + "…" : label
    }
}
