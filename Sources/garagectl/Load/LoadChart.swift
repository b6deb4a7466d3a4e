/// A month of the whole network as lines for a terminal: the summary, the histogram, one bar a
/// garage with the worst first, and the honest numbers last.
struct LoadChart {
    let load: NetworkLoad
    let words: LoadWords
    /// Characters a line may have.
    let width: Int
    /// Bars at most; the summary counts all garages.
    let limit: Int
    /// How letters and colours may look where it is printed.
    let ink: Ink

    var lines: [String] {
        let garages = load.garages.sorted(by: GarageLoad.worstFirst)
        let shown = Array(garages.prefix(limit))
        let above = headline + [""] + histogram
        let bars = shown.isEmpty ? [] : table(shown)
        let caption = shown.isEmpty ? [] : [""] + caption(shown: shown.count, of: garages.count)
        let honest = words.sentence(load.numbers, isOver: load.isOver).joined(separator: " ")
        let lines =
            (above + caption).map { InkLine($0) } + bars
            + ([""] + honest.wrapped(to: width)).map { InkLine($0) }
        return lines.map(ink.rendered)
    }

    private var headline: [String] {
        let month = load.month.map(words.month)
        let title = [month, words.moment(load)].compactMap { $0 }.joined(separator: " · ")
        let people = load.garages.reduce(0) { $0 + $1.committed }
        let counted = "\(words.garages(load.garages.count)), \(words.people(people))"
        let standings = Standing.allCases.map { standing in
            "\(load.count(standing)) \(words.standing(standing))"
        }
        let verdicts = LoadWords.verdicts.map { verdict in
            let count = load.garages.count { $0.verdict == verdict }
            return "\(count) \(words.verdict(verdict))"
        }
        let names = (words.say("Compte", "Count"), words.say("Tendance", "Heading"))
        let margin = Swift.max(names.0.count, names.1.count) + 2
        return (title.isEmpty ? [] : [title.cut(to: width)]) + [counted]
            + items(standings, after: names.0.padded(to: margin))
            + items(verdicts, after: names.1.padded(to: margin))
    }

    /// Items in lines of the width, all indented as the first is by its title.
    private func items(_ items: [String], after title: String) -> [String] {
        let indent = String(repeating: " ", count: title.count)
        var lines: [String] = []
        var line = title
        for (index, item) in items.enumerated() {
            let separated = index == 0 ? item : " · \(item)"
            if line.count + separated.count > width, line != title {
                lines.append(line)
                line = indent + item
            } else {
                line += separated
            }
        }
        return lines + [line]
    }

    private var histogram: [String] {
        let titles = (people: words.say("personnes", "people"), garages: "garages")
        let margin = Swift.max(titles.people.count, titles.garages.count) + 1
        let cellWidth = PeopleHistogram.cellWidth(load.garages)
        let columns = Swift.max(2, (width - margin) / cellWidth)
        return PeopleHistogram(load.garages, columnsMax: columns)
            .lines(titles, cellWidth: cellWidth)
    }

    private func caption(shown: Int, of all: Int) -> [String] {
        let text = words.say(
            "Le plus urgent d'abord. █ adressées  ░ prévues d'ici la fin  [\u{A0}]\u{A0}objectif",
            "Worst first. █ referred  ░ expected by the end  [\u{A0}]\u{A0}band")
        let left = words.say(
            "\(shown) garages sur \(all)\u{A0}; --limit \(all) les montre tous.",
            "\(shown) of \(all) garages; --limit \(all) shows them all.")
        return text.wrapped(to: width) + (shown < all ? [left] : [])
    }

    private func table(_ garages: [GarageLoad]) -> [InkLine] {
        let columns = ChartColumns(garages, words: words, width: width)
        let bar = LoadBar(garages, width: columns.bar)
        let bars = garages.map(bar.pieces)
        let longest = bars.reduce(0) { Swift.max($0, $1.count) }
        return zip(garages, bars).map {
            columns.line($0, bar: $1, padded: longest, words: words)
        }
    }
}

/// How wide each column of the bars is.
struct ChartColumns {
    private let id: Int
    private let name: Int
    let bar: Int
    private let count: Int
    private let forecast: Int
    private let band: Int
    private let verdict: Int

    /// Names get a quarter of the line, up to 32 characters; bars get what is left.
    init(_ garages: [GarageLoad], words: LoadWords, width: Int) {
        func widest(_ text: (GarageLoad) -> String) -> Int {
            garages.map { text($0).count }.max() ?? 0
        }
        id = Swift.min(8, widest(\.id))
        name = Swift.min(32, width / 5, widest(\.name))
        count = widest { String($0.committed) }
        forecast = widest { words.decimal($0.forecast, places: 1) }
        band = widest(Self.band)
        verdict = widest { words.verdict($0.verdict) }
        let others = id + name + count + forecast + band + verdict
        bar = Swift.min(64, Swift.max(12, width - others - 5 * 2 - 3))
    }

    private static func band(_ garage: GarageLoad) -> String { "\(garage.min)–\(garage.max)" }

    /// The line of one garage; `padded` is how long the longest bar beside it is.
    func line(
        _ garage: GarageLoad, bar pieces: LoadBar.Pieces, padded: Int, words: LoadWords
    ) -> InkLine {
        let paint = Ink.colour(of: garage.verdict)
        let before =
            garage.id.cut(to: id).padded(to: id) + "  " + garage.name.cut(to: name).padded(to: name)
        let count = String(garage.committed).leftPadded(to: count)
        let forecast = words.decimal(garage.forecast, places: 1).leftPadded(to: forecast)
        let space = String(repeating: " ", count: padded - pieces.count)
        let numbers = "\(count) → \(forecast)  " + Self.band(garage).padded(to: band)
        return InkLine(before + "  ") + InkLine(pieces.came, paint)
            + InkLine(pieces.expected, .faint) + InkLine("\(pieces.rest)\(space)  \(numbers)  ")
            + InkLine(words.verdict(garage.verdict), paint)
    }
}
