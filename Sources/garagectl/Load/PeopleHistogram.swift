/// How many garages have 0, 1, 2, … people, with the usual band marked.
struct PeopleHistogram: Equatable {
    struct Column: Equatable {
        let people: Int
        /// Whether garages with more people are counted here too.
        let isOpenEnded: Bool
        /// Garages by where they stand.
        var counts: [Standing: Int] = [:]

        var garages: Int { counts.values.reduce(0, +) }
    }

    private(set) var columns: [Column]
    /// The band that most garages have; nil without garages.
    let band: ClosedRange<Int>?

    /// Counts in at most so many columns; the last one takes all who have more.
    init(_ garages: [GarageLoad], columnsMax: Int) {
        let highest = garages.reduce(0) { Swift.max($0, $1.committed) }
        let band = Self.usualBand(garages)
        let wanted = Swift.max(highest, (band?.upperBound ?? 0) + 1) + 1
        let count = Swift.max(1, Swift.min(wanted, columnsMax))
        columns = (0..<count).map { people in
            Column(people: people, isOpenEnded: people == count - 1 && highest > people)
        }
        for garage in garages {
            let index = Swift.min(garage.committed, count - 1)
            columns[index].counts[garage.standing, default: 0] += 1
        }
        self.band = band
    }

    /// The most frequent band; of equally frequent ones, the one that begins lowest.
    private static func usualBand(_ garages: [GarageLoad]) -> ClosedRange<Int>? {
        var counts: [ClosedRange<Int>: Int] = [:]
        for garage in garages where garage.standing != .closed {
            counts[garage.min...garage.max, default: 0] += 1
        }
        return counts.min { a, b in
            a.value != b.value
                ? a.value > b.value
                : (a.key.lowerBound, a.key.upperBound) < (b.key.lowerBound, b.key.upperBound)
        }?.key
    }

    /// The tallest column.
    var tallest: Int { columns.map(\.garages).max() ?? 0 }
}

extension PeopleHistogram {
    private static let barRows = 8
    private static let eighths = Array(" ▁▂▃▄▅▆▇█")

    /// Characters that a column takes as text: what is written below it, and a blank.
    static func cellWidth(_ garages: [GarageLoad]) -> Int {
        let hasMany = garages.contains { $0.committed > 19 }
        return Swift.max(hasMany ? 4 : 3, String(garages.count).count + 1)
    }

    /// The histogram as lines of text: bars, then people, then garages below each other.
    ///
    /// `titles` are written before the last two lines.
    func lines(
        _ titles: (people: String, garages: String), cellWidth: Int
    ) -> [String] {
        let margin = Swift.max(titles.people.count, titles.garages.count) + 1
        func line(_ title: String, _ cells: [String]) -> String {
            title.padded(to: margin) + cells.joined()
        }
        let bars = (0..<Self.barRows).map { row in
            line("", columns.map { bar($0, row: Self.barRows - 1 - row, width: cellWidth) })
        }
        let people = columns.map { column -> String in
            let label = "\(column.people)\(column.isOpenEnded ? "+" : "")"
            return String(repeating: " ", count: Swift.max(0, cellWidth - label.count)) + label
        }
        let counts = columns.map { column -> String in
            let label = column.garages == 0 ? "·" : String(column.garages)
            return String(repeating: " ", count: cellWidth - label.count) + label
        }
        return bars + [line(titles.people, bracketed(people)), line(titles.garages, counts)]
    }

    /// One cell of a bar: a row of eight steps; what is not filled is dotted inside the band.
    private func bar(_ column: Column, row: Int, width: Int) -> String {
        let steps = Self.barRows * 8
        let height =
            tallest == 0 ? 0 : (column.garages * steps + tallest - 1) / Swift.max(1, tallest)
        let filled = Swift.min(8, Swift.max(0, height - row * 8))
        let isInBand = band?.contains(column.people) ?? false
        let glyph = filled > 0 ? Self.eighths[filled] : isInBand ? "·" : " "
        return " " + String(repeating: glyph, count: width - 1)
    }

    /// `  4 [5  6 …  10] 11`: the band's ends in brackets, where its columns are shown.
    private func bracketed(_ labels: [String]) -> [String] {
        guard let band, band.upperBound < columns.count - 1 else { return labels }
        var labels = labels
        labels[band.lowerBound] = Self.withFirstBlank("[", of: labels[band.lowerBound])
        labels[band.upperBound + 1] = "]" + labels[band.upperBound + 1].dropFirst()
        return labels
    }

    private static func withFirstBlank(_ sign: String, of label: String) -> String {
        let blanks = label.prefix { $0 == " " }.count
        return String(repeating: " ", count: Swift.max(0, blanks - 1)) + sign
            + label.dropFirst(blanks)
    }
}
