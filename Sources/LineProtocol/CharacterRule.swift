/// Which characters may stand in a line, and what to say of those that may not.
enum CharacterRule {
    /// What is wrong with a character, or `nil` where it may stand in a value.
    ///
    /// Controls, line separators and marks that change the reading direction are refused on the way
    /// in and escaped on the way out, so that no stored text can forge a line or hide part of one.
    static func fault(of scalar: UInt32) -> StaticString? {
        switch scalar {
        case 0x20...0x7E: nil
        case 0x00: "a NUL character is never allowed"
        case 0x09: "a tab is written \\t, inside quotes"
        case 0x0A: "a line end is written \\n, inside quotes"
        case 0x0D: "a carriage return may only stand right before the line end"
        case 0x01...0x1F, 0x7F...0x9F: "a control character is not allowed"
        case 0x2028, 0x2029: "a Unicode line separator is not allowed; write \\n, inside quotes"
        case 0xFEFF: "a byte-order mark is not allowed; send UTF-8 without one"
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069:
            "a character that changes the reading direction is not allowed"
        case 0xD800...0xDFFF: "half of a surrogate pair is not a character"
        default: nil
        }
    }

    /// Whether eight bytes are ASCII that is never escaped: no control, quote or backslash.
    ///
    /// The high bit of each byte tells: it is set in a byte above 0x7E, and a subtraction borrows
    /// into it from one that is below the space or equal to a mark. A borrow may reach the next
    /// byte too, which then is looked at for nothing.
    static func isPlain(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quotes = word ^ (ones &* 0x22)
        let slashes = word ^ (ones &* 0x5C)
        let deletes = word &+ ones
        let found =
            word | (word &- ones &* 0x20) | (quotes &- ones) | (slashes &- ones) | deletes
        return found & (ones &* 0x80) == 0
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    static func isLowerCase(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 }

    /// Letters, digits and `- _ . :`.
    static func mayStandInTag(_ byte: UInt8) -> Bool {
        isLetter(byte) || isDigit(byte) || byte == 0x2D || byte == 0x5F || byte == 0x2E
            || byte == 0x3A
    }

    static func mayStandInVerb(_ byte: UInt8) -> Bool { isLetter(byte) || byte == 0x2D }

    static func mayStandInKey(_ byte: UInt8) -> Bool {
        isLowerCase(byte) || isDigit(byte) || byte == 0x5F || byte == 0x2D
    }

    /// The value of a hexadecimal digit.
    static func hexadecimal(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte) - 0x30
        case 0x41...0x46: UInt32(byte) - 0x41 + 10
        case 0x61...0x66: UInt32(byte) - 0x61 + 10
        default: nil
        }
    }
}
