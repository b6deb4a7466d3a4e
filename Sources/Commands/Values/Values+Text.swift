package import LineProtocol
package import Matching

extension ReplyFormat: ProtocolWord {}

extension Language: ProtocolWord {}

/// `yes` or `no`.
package enum Choice: String, CaseIterable, Sendable, ProtocolWord {
    case yes, no
}

/// A line of text of at most 200 characters, without control characters.
package struct Line: Equatable, Sendable, ProtocolValue {
    package let text: String
    package static let lengthMax = 200

    package static var notation: String { "text, at most \(lengthMax) characters" }

    package init(argument text: String) throws(Misreading) {
        guard (1...Self.lengthMax).contains(text.unicodeScalars.count) else {
            throw .outOfRange("it has 1 to \(Self.lengthMax) characters")
        }
        guard text.unicodeScalars.allSatisfy({ !$0.properties.isControlOrUnseen }) else {
            throw .unreadable("control characters are not allowed in it")
        }
        self.text = text
    }
}

/// The caller's own name for a request, by which a repetition is known.
package struct RequestKey: Equatable, Sendable, ProtocolValue {
    package let text: String
    package static let lengthMax = 64

    package static var notation: String { "1 to \(lengthMax) characters without spaces" }

    package init(argument text: String) throws(Misreading) {
        guard (1...Self.lengthMax).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw .outOfRange("a key is 1 to \(Self.lengthMax) ASCII characters, no spaces") }
        self.text = text
    }
}

/// Words separated by commas.
package struct WordList: Equatable, Sendable, ProtocolValue {
    package let words: [String]

    package static var notation: String { "words separated by commas" }

    package init(argument text: String) throws(Misreading) {
        words = text.split(omittingEmptySubsequences: false) { $0 == "," || $0 == "|" }
            .map(String.init)
        guard words.count <= 40, words.allSatisfy({ !$0.isEmpty }) else {
            throw .unreadable("it is 1 to 40 words separated by commas")
        }
    }
}

/// A postal code, as France writes it.
package struct Postcode: Equatable, Sendable, ProtocolValue {
    package let text: String

    package static var notation: String { "five digits, as 62300" }

    package init(argument text: String) throws(Misreading) {
        guard text.utf8.count == 5, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw .unreadable("a postal code is five digits, as 62300")
        }
        self.text = text
    }
}

extension Unicode.Scalar.Properties {
    /// Control, format, line-separating and unassigned characters: what a terminal may obey.
    fileprivate var isControlOrUnseen: Bool {
        switch generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned,
            .privateUse:
            true
        default: false
        }
    }
}
