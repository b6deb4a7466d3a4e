package import GarageNetwork
import Matching

// A sentence about one of these never repeats what was written.

extension PersonName: ProtocolValue {
    package static var notation: String { "letters, at most \(lengthMax)" }
    package init(argument text: String) throws(Misreading) {
        guard let name = PersonName(text) else {
            throw .outOfRange("it is 1 to \(Self.lengthMax) letters, spaces, ' - or .")
        }
        self = name
    }
}

extension PersonPhone: ProtocolValue {
    package static var notation: String { "digits, as 0612345678 or +33612345678" }
    package init(argument text: String) throws(Misreading) {
        guard let phone = PersonPhone(text) else {
            throw .outOfRange("a telephone number is 6 to 15 digits, with an optional +")
        }
        self = phone
    }
}

extension BirthDate: ProtocolValue {
    package static var notation: String { "a day, as 1980-02-29" }
    package init(argument text: String) throws(Misreading) {
        guard let day = Day(text) else { throw .unreadable("a day is written 1980-02-29") }
        guard let birth = BirthDate(day) else {
            throw .outOfRange("a birth date is from \(Self.yearMin) to today")
        }
        self = birth
    }
}

extension PersonWords: ProtocolValue {
    package static var notation: String {
        "text, at most \(lengthMax) characters, no national number"
    }
    package init(argument text: String) throws(Misreading) {
        let line = try Line(argument: text)
        guard let words = PersonWords(line.text) else {
            throw .outOfRange("13 or 15 digits in a row: no national number here")
        }
        self = words
    }
}

/// The electronic address of a person.
package struct PersonEmail: Equatable, Sendable, ProtocolValue {
    package let address: EmailAddress

    package static var notation: String { "an address, as name@host.example" }
    package init(argument text: String) throws(Misreading) {
        guard let address = EmailAddress(text) else {
            throw .outOfRange("an address is written name@host.example")
        }
        self.address = address
    }
}

/// The version of the information that persons are given: numbers only, since it is kept in clear
/// and a name or a telephone must not fit into it.
struct NoticeVersion: Equatable, Sendable, ProtocolValue {
    let text: String
    private static let partsMax = 4
    private static let digitsMax = 4

    static var notation: String { "numbers with - or . between them, as 2026-1" }

    init(argument text: String) throws(Misreading) {
        let parts = text.utf8.split(omittingEmptySubsequences: false) {
            $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
        }
        guard parts.count <= Self.partsMax,
            parts.allSatisfy({ part in
                (1...Self.digitsMax).contains(part.count)
                    && part.allSatisfy { (0x30...0x39).contains($0) }
            })
        else { throw .outOfRange("it is \(Self.notation), each of 1 to 4 digits") }
        self.text = text
    }
}

/// How far is far for a person: a length or a time within what a garage may be away.
package struct FarExtent: Equatable, Sendable, ProtocolValue {
    package let extent: Extent
    /// As `max_minutes`.
    package static let minutesMax: Double = 240

    package static var notation: String { "20km or 30min" }
    package init(argument text: String) throws(Misreading) {
        extent = try Extent(argument: text)
        switch extent {
        case .kilometres(let km) where km > 0 && km <= Reach.ceilingKm: break
        case .minutes(let minutes) where minutes > 0 && minutes <= Self.minutesMax: break
        default:
            throw .outOfRange(
                "more than 0, and at most \(Int(Reach.ceilingKm))km or \(Int(Self.minutesMax))min")
        }
    }
}

extension ContactPreference: ProtocolWord {}
extension CarState: ProtocolWord {}

/// A value that may be taken away by giving an empty one.
package enum Clearable<Value: ProtocolValue>: ProtocolValue {
    case cleared
    case value(Value)

    package static var notation: String { Value.notation + ", or \"\" for none" }
    package init(argument text: String) throws(Misreading) {
        self = text.isEmpty ? .cleared : .value(try Value(argument: text))
    }

    /// What to write: nil where it was cleared.
    package var kept: Value? {
        if case .value(let value) = self { value } else { nil }
    }
}
