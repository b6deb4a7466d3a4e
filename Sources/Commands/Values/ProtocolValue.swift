/// A type that can be one argument of a request: it reads itself and says how it is written.
package protocol ProtocolValue: Sendable {
    /// What to write, as the reference page says it: `latitude,longitude`.
    static var notation: String { get }

    /// Reads the value, or throws one sentence saying what is wrong with it.
    init(argument text: String) throws(Misreading)
}

/// Why a piece of text is not the value it should be.
package struct Misreading: Error, Equatable {
    package let kind: Kind
    package let reason: String

    package enum Kind: Sendable {
        /// It cannot be read at all.
        case unreadable
        /// A number was expected and this is none.
        case notANumber
        /// It can be read and is not allowed.
        case outOfRange
    }

    package static func unreadable(_ reason: String) -> Misreading {
        Misreading(kind: .unreadable, reason: reason)
    }
    package static func notANumber(_ reason: String) -> Misreading {
        Misreading(kind: .notANumber, reason: reason)
    }
    package static func outOfRange(_ reason: String) -> Misreading {
        Misreading(kind: .outOfRange, reason: reason)
    }
}

/// Reads a number written with `.`; a French decimal comma gets its own sentence.
func number(_ text: some StringProtocol) throws(Misreading) -> Double {
    let isPlain = text.utf8.allSatisfy {
        (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2D || $0 == 0x2B
    }
    if isPlain, let value = Double(String(text)), value.isFinite { return value }
    if text.contains(","), Double(text.split(separator: ",").joined(separator: ".")) != nil {
        throw .notANumber("it is not a number here: use '.' not ','")
    }
    throw .notANumber("it is not a number")
}

/// Reads a whole number within a range.
func whole(
    _ text: some StringProtocol, in range: ClosedRange<Int>
) throws(Misreading) -> Int {
    guard let value = Int(text), text.utf8.first != UInt8(ascii: "+") else {
        throw .notANumber("it is not a whole number")
    }
    guard range.contains(value) else {
        throw .outOfRange("it is not in \(range.lowerBound)…\(range.upperBound)")
    }
    return value
}

/// A word of the protocol that a client typed, short enough to be quoted in a sentence.
///
/// Only ever the name of a key: a value may be a person's name, typed into the wrong place.
func shortened(_ text: some StringProtocol) -> String {
    text.count <= 40 ? String(text) : text.prefix(40) + "…"
}
