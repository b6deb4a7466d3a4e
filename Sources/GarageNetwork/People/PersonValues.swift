/// A family name or a first name: letters with their marks, `'`, `-`, `.` and spaces.
package struct PersonName: Equatable, Sendable {
    package let text: String

    package static let lengthMax = 80

    /// Spaces around it are taken off, and one stands between words.
    ///
    /// - Returns: nil when it has anything else, no letter at all, or more than ``lengthMax``
    ///   characters.
    package init?(_ text: String) {
        let words = text.split(separator: " ").joined(separator: " ")
        guard (1...Self.lengthMax).contains(words.unicodeScalars.count),
            words.unicodeScalars.allSatisfy(Self.isAllowed),
            words.unicodeScalars.contains(where: \.properties.isAlphabetic)
        else { return nil }
        self.text = words
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .nonspacingMark, .spacingMark:
            true
        default: " '’-.".unicodeScalars.contains(scalar)
        }
    }
}

/// The telephone of a person: 6 to 15 digits, with an optional `+` before them.
package struct PersonPhone: Equatable, Sendable {
    /// As it was written, without spaces around it.
    package let text: String

    /// ITU-T E.164 has 15 at most.
    package static let digitsRange = 6...15

    /// - Returns: nil when it has anything but digits and spaces, `.`, `-`, `/` or brackets between
    ///   them.
    package init?(_ text: String) {
        var digits = 0
        for (place, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
            case UInt8(ascii: "+") where place == 0: break
            case UInt8(ascii: " "), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "/"),
                UInt8(ascii: "("), UInt8(ascii: ")"):
                break
            default: return nil
            }
        }
        guard Self.digitsRange.contains(digits), text.utf8.count <= 2 * Self.digitsRange.upperBound
        else { return nil }
        self.text = text
    }
}

/// The day a person was born.
package struct BirthDate: Equatable, Sendable {
    package let day: Day

    package static let yearMin: Int32 = 1900

    /// - Returns: nil before ``yearMin``.
    package init?(_ day: Day) {
        guard let first = Day("\(Self.yearMin)-01-01"), day >= first else { return nil }
        self.day = day
    }
}

/// Words about a person: one line, in which no national number may stand.
package struct PersonWords: Equatable, Sendable {
    package let text: String

    package static let lengthMax = 200
    /// A French social-security number without and with its control key.
    package static let nationalLengths: Set = [13, 15]

    /// - Returns: nil when it is empty or too long, or holds as many digits in a row as a national
    ///   number has, spaces and punctuation between them ignored.
    package init?(_ text: String) {
        guard (1...Self.lengthMax).contains(text.unicodeScalars.count),
            !Self.holdsNationalNumber(text)
        else { return nil }
        self.text = text
    }

    /// Whether something that may be a national number stands in a text.
    ///
    /// One of Corsica has a letter, `2A` or `2B`, among its digits.
    package static func holdsNationalNumber(_ text: String) -> Bool {
        var run: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars {
            if scalar.properties.numericType == .decimal
                || ("AaBb".unicodeScalars.contains(scalar) && run.count == 6)
            {
                run.append(scalar)
            } else if !Self.parts(scalar) {
                if nationalLengths.contains(run.count) { return true }
                run = []
            }
        }
        return nationalLengths.contains(run.count)
    }

    private static func parts(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || ".-/_".unicodeScalars.contains(scalar)
    }
}
