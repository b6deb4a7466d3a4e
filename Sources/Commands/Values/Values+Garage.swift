package import GarageNetwork

/// A telephone number: digits, with an optional `+` before them.
package struct PhoneNumber: Equatable, Sendable, ProtocolValue {
    package let text: String

    package static var notation: String { "digits, as 0321000000 or +33321000000" }

    package init(argument text: String) throws(Misreading) {
        let kept = text.filter { $0 != " " && $0 != "." && $0 != "-" }
        let digits = kept.hasPrefix("+") ? kept.dropFirst() : kept[...]
        guard (4...15).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { throw .unreadable("a telephone number is 4 to 15 digits, with an optional +") }
        self.text = kept
    }
}

/// The kinds of work that a garage takes.
package enum WorkTaken: String, CaseIterable, Sendable, ProtocolWord {
    case light, heavy, both

    /// Reads one word, or the two kinds joined as a file's cell has them: `light|heavy`.
    package init(argument text: String) throws(Misreading) {
        let words = Set(text.split { $0 == "," || $0 == "|" })
        if words == ["light", "heavy"] {
            self = .both
            return
        }
        guard let word = WorkTaken(rawValue: text) else {
            throw .outOfRange("it is not one of light, heavy, both")
        }
        self = word
    }
}

/// Whether a garage is in the network.
package enum StatusWord: String, CaseIterable, Sendable, ProtocolWord {
    case active, left

    var status: Garage.Status { self == .active ? .active : .left }
}

/// Days on which a garage is shut: one day, the first and the last, or `none` to forget them all.
package enum ShutDays: Equatable, Sendable, ProtocolValue {
    case none
    case period(ClosedPeriod)

    package static var notation: String { "days, as 2026-08-01..2026-08-15, or none" }

    package init(argument text: String) throws(Misreading) {
        if text == "none" {
            self = .none
            return
        }
        let ends = text.split(separator: "..", omittingEmptySubsequences: false)
        guard (1...2).contains(ends.count), let first = Day(ends[0]),
            let last = Day(ends[ends.count - 1])
        else { throw .unreadable("closed days are written 2026-08-01..2026-08-15") }
        guard let period = ClosedPeriod(first: first, last: last) else {
            throw .outOfRange("the first closed day comes first")
        }
        self = .period(period)
    }
}
