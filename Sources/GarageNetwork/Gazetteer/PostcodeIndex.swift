/// Postal codes in their order, each with the places it serves.
struct PostcodeIndex: Sendable {
    private struct Entry: Sendable {
        let code: UInt64
        let place: Int
    }

    private let entries: [Entry]

    /// The characters of a French postal code.
    static let length = 5
    /// The fewest characters of one that a search takes: the department's.
    static let prefixLengthMin = 2

    /// Indexes the codes of each place; one that is not of five characters is left out.
    init(_ codesOfPlaces: [[String]]) {
        var entries: [Entry] = []
        for (place, codes) in codesOfPlaces.enumerated() {
            for code in codes where code.utf8.count == Self.length {
                entries.append(Entry(code: Self.number(code, filledWith: 0), place: place))
            }
        }
        entries.sort { ($0.code, $0.place) < ($1.code, $1.place) }
        self.entries = entries
    }

    /// The places of every code that starts so, by code; one with several codes comes several
    /// times.
    func places(startingWith prefix: String) -> some Sequence<Int> {
        let low = Self.number(prefix, filledWith: 0)
        let high = Self.number(prefix, filledWith: 0xFF)
        let from = entries.firstIndex(fromWhich: { $0.code >= low })
        let to = entries.firstIndex(fromWhich: { $0.code > high })
        return entries[from..<Swift.max(from, to)].lazy.map(\.place)
    }

    /// The characters of a code as one number that orders as they do.
    private static func number(_ code: String, filledWith filler: UInt64) -> UInt64 {
        var bytes = code.utf8.prefix(length).makeIterator()
        return (0..<length).reduce(0) { number, _ in
            number << 8 | (bytes.next().map(UInt64.init) ?? filler)
        }
    }
}
