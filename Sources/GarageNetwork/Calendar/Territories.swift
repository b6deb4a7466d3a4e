/// The hours of every territory, by the beginning of a garage's postal code.
package struct Territories: Equatable, Sendable {
    /// Longest beginnings first, so that the first that fits is the nearest.
    private let rows: [Row]
    /// Whether anything is known of postal codes that begin with these two digits; most do not.
    private let isNamed: [Bool]

    private struct Row: Equatable, Sendable {
        let beginning: [UInt8]
        let hours: TerritoryHours
    }

    /// Those of the whole country, with what a network says of its own.
    ///
    /// A key is 1 to 5 digits; keys that are not are left out.
    package init(_ own: [String: TerritoryHours] = [:]) {
        let named = Self.builtIn.merging(own.filter { Self.isBeginning($0.key) }) { $1 }
        rows = named.map { Row(beginning: Array($0.key.utf8), hours: $0.value) }
            .sorted { a, b in
                a.beginning.count != b.beginning.count
                    ? a.beginning.count > b.beginning.count
                    : a.beginning.lexicographicallyPrecedes(b.beginning)
            }
        var isNamed = [Bool](repeating: false, count: 100)
        for row in rows {
            let first = Int(row.beginning[0] - 0x30) * 10
            guard row.beginning.count > 1 else {
                for digit in first..<first + 10 { isNamed[digit] = true }
                continue
            }
            isNamed[first + Int(row.beginning[1] - 0x30)] = true
        }
        self.isNamed = isNamed
    }

    /// Whether a text can name a territory: 1 to 5 digits.
    package static func isBeginning(_ text: String) -> Bool {
        (1...5).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// The hours where a garage is; those of metropolitan France where nothing else is said, and
    /// for a garage whose postal code is not known.
    package func hours(at postcode: String) -> TerritoryHours {
        index(of: postcode).map { rows[$0].hours } ?? .standard
    }

    /// Which of the territories a postal code is in; nil for the rest of the country.
    ///
    /// Most garages are told apart by two digits; the others in O(territories).
    package func index(of postcode: String) -> Int? {
        var digits = postcode.utf8.makeIterator()
        guard let tens = digits.next(), let ones = digits.next(),
            (0x30...0x39).contains(tens), (0x30...0x39).contains(ones),
            isNamed[Int(tens - 0x30) * 10 + Int(ones - 0x30)]
        else { return nil }
        return rows.firstIndex { postcode.utf8.starts(with: $0.beginning) }
    }

    /// What is known of a beginning without being told: the hours of the territory around it.
    package static func builtIn(at beginning: String) -> TerritoryHours {
        let known = (1...max(1, beginning.count)).reversed().lazy
            .compactMap { builtIn[String(beginning.prefix($0))] }.first
        return known ?? .standard
    }

    /// Alsace and Moselle have two holidays more; overseas departments one, and their own clock.
    private static let builtIn: [String: TerritoryHours] = {
        var territories: [String: TerritoryHours] = [:]
        for department in ["57", "67", "68"] {
            territories[department] = .standard
            territories[department]?.holidays = [.goodFriday, .fixed(month: 12, day: 26)]
        }
        for (department, hours, month, day) in overseas {
            territories[department] = .standard
            territories[department]?.clock = .fixed(offsetSeconds: hours * 3_600)
            territories[department]?.holidays = [.fixed(month: month, day: day)]
        }
        return territories
    }()

    /// Hours east of Greenwich, and the day that remembers the end of slavery there (article
    /// L3422-2 of the Labour Code).
    private static let overseas = [
        ("971", -4, 5, 27), ("972", -4, 5, 22), ("973", -3, 6, 10), ("974", 4, 12, 20),
        ("976", 3, 4, 27),
    ]
}
