extension LoadPicture {
    /// The three honest numbers, side by side so that none is read without the others.
    func numbers(top: Double) -> [SVGElement] {
        let numbers = load.numbers
        let counted =
            numbers.inBand.flatMap { inBand in
                numbers.garages.map { words.say("\(inBand) sur \($0)", "\(inBand) of \($0)") }
            } ?? ""
        let moment =
            load.isOver ? words.say("à la fin", "at the end") : words.say("à ce jour", "now")
        let cells = [
            (words.percent(numbers.share), [words.standing(.inside), moment, counted]),
            (
                words.percent(numbers.attainable),
                words.say(
                    ["au mieux, avec cette", "demande et géographie"],
                    ["at best, at this", "demand and geography"])
            ),
            (
                numbers.mean.map { words.decimal($0, places: 2) } ?? words.unknown,
                words.say(["personnes", "par garage (moyenne)"], ["people", "a garage (mean)"])
            ),
        ]
        return zip(cells, [0.0, 0.3, 0.69]).flatMap { cell, share -> [SVGElement] in
            let x = Self.panel.x + share * Self.panel.width
            let size = cell.0.count > 6 ? 18.0 : 32.0
            let lines = cell.1.enumerated().map { index, line in
                SVGElement.text(
                    line, x, top + 50 + Double(index) * 15, size: 11, colour: Self.quiet)
            }
            return [.text(cell.0, x, top + 30, size: size, weight: "bold")] + lines
        }
    }

    /// What the marks mean, with how many garages stand there; sizes; where the month is heading.
    func legend(top: Double) -> [SVGElement] {
        let x = Self.panel.x
        var elements = [
            SVGElement.text(
                words.say("Où ils en sont", "Where they stand"), x, top, size: 14, weight: "bold")
        ]
        for (index, standing) in Standing.allCases.enumerated() {
            let y = top + 24 + Double(index) * 22
            elements += [
                standing.mark(at: PicturePoint(x: x + 8, y: y - 4), radius: 5.5),
                .text(String(load.count(standing)), x + 54, y, anchor: "end", weight: "bold"),
                .text(words.standing(standing), x + 62, y),
            ]
        }
        return elements + verdicts(top: top) + sizes(top: top + 152)
    }

    private func verdicts(top: Double) -> [SVGElement] {
        let x = Self.panel.x + 222
        let title =
            load.isOver
            ? words.say("Fin du mois", "How it ended") : words.say("Fin prévue", "Expected end")
        var elements = [SVGElement.text(title, x, top, size: 14, weight: "bold")]
        for (index, verdict) in LoadWords.verdicts.enumerated() {
            let y = top + 24 + Double(index) * 18.5
            let count = load.garages.count { $0.verdict == verdict }
            elements += [
                .text(String(count), x + 26, y, anchor: "end", weight: "bold"),
                .text(words.verdict(verdict), x + 34, y),
            ]
        }
        return elements
    }

    private func sizes(top: Double) -> [SVGElement] {
        var x = Self.panel.x
        var elements: [SVGElement] = []
        for people in [1, 5, 10, 20] {
            let radius = LoadMap.radius(people: people)
            x += radius
            elements += [
                SVGElement(
                    "circle",
                    [
                        "cx": SVGValue(x + 2), "cy": SVGValue(top), "r": SVGValue(radius),
                        "fill": "none", "stroke": SVGValue(Self.quiet),
                    ]),
                .text(String(people), x + radius + 7, top + 4, size: 11, colour: Self.quiet),
            ]
            x += radius + 30
        }
        let unit = words.say("personnes ce mois", "people this month")
        return elements + [.text(unit, x, top + 4, size: 11, colour: Self.quiet)]
    }

    /// Garages by their people; the usual band lies behind the columns.
    func histogram(top: Double) -> [SVGElement] {
        let histogram = PeopleHistogram(load.garages, columnsMax: 21)
        let plot = HistogramPlot(
            histogram: histogram, left: Self.panel.x, width: Self.panel.width, top: top + 56,
            height: 208)
        let title = words.say("Garages par nombre de personnes", "Garages by number of people")
        return [.text(title, Self.panel.x, top, size: 14, weight: "bold")] + bandMark(plot)
            + plot.columns + plot.labels
            + [
                .text(
                    words.say("personnes ce mois", "people this month"),
                    Self.panel.x + Self.panel.width, plot.bottom + 34, size: 11, anchor: "end",
                    colour: Self.quiet)
            ]
    }

    private func bandMark(_ plot: HistogramPlot) -> [SVGElement] {
        guard let band = plot.histogram.band, let span = plot.span(of: band) else { return [] }
        let text = words.say(
            "objectif \(band.lowerBound) à \(band.upperBound)",
            "band \(band.lowerBound) to \(band.upperBound)")
        return [
            .rectangle(
                span.left, plot.top - 36, span.width, plot.height + 36, fill: "#DDF1EA"),
            .text(
                text, span.left + span.width / 2, plot.top - 22, size: 11, anchor: "middle",
                colour: "#00664A"),
        ]
    }
}

/// Where the columns of a histogram stand in the picture.
struct HistogramPlot {
    let histogram: PeopleHistogram
    let left: Double
    let width: Double
    let top: Double
    let height: Double

    var bottom: Double { top + height }
    private var step: Double { width / Double(histogram.columns.count) }

    /// Left edge and width of a band, as far as its columns are shown.
    func span(of band: ClosedRange<Int>) -> (left: Double, width: Double)? {
        let last = Swift.min(band.upperBound, histogram.columns.count - 1)
        guard band.lowerBound <= last else { return nil }
        return (left + Double(band.lowerBound) * step, Double(last - band.lowerBound + 1) * step)
    }

    /// The columns, each in pieces by where its garages stand.
    var columns: [SVGElement] {
        let unit = height / Double(Swift.max(1, histogram.tallest))
        return histogram.columns.enumerated().flatMap { index, column -> [SVGElement] in
            let x = left + Double(index) * step + step * 0.1
            var y = bottom
            var pieces: [SVGElement] = []
            for standing in Standing.allCases {
                guard let count = column.counts[standing] else { continue }
                y -= Double(count) * unit
                pieces.append(
                    .rectangle(
                        x, y, step * 0.8, Double(count) * unit, fill: standing.columnFill,
                        stroke: standing.colour))
            }
            guard column.garages > 0 else { return pieces }
            let label = SVGElement.text(
                String(column.garages), x + step * 0.4, y - 4, size: step < 17 ? 8 : 10,
                anchor: "middle", colour: LoadPicture.quiet)
            return pieces + [label]
        }
    }

    /// The base line, and under each column how many people it means.
    var labels: [SVGElement] {
        let size = step < 20 ? 9.5 : 11.0
        let texts = histogram.columns.enumerated().map { index, column -> SVGElement in
            let text = "\(column.people)\(column.isOpenEnded ? "+" : "")"
            return .text(
                text, left + (Double(index) + 0.5) * step, bottom + 15, size: size,
                anchor: "middle")
        }
        let base = SVGElement.line(
            PicturePoint(x: left, y: bottom), PicturePoint(x: left + width, y: bottom),
            stroke: LoadPicture.quiet)
        return [base] + texts
    }
}
