/// Text written so that it can never end a line, close a quote or turn the reading direction.
extension [UInt8] {
    /// Writes a JSON string with its quotes.
    ///
    /// Beyond what JSON asks, every character that a request may not hold is escaped.
    mutating func appendJSON(_ text: String) {
        append(0x22)
        appendEscaped(text) { byte in
            switch byte {
            case 0x22: (0x5C, 0x22)
            case 0x5C: (0x5C, 0x5C)
            default: nil
            }
        }
        append(0x22)
    }

    /// Writes a value as a request would: bare where that is possible, in quotes where not.
    ///
    /// What a request can hold reads back as itself. Other characters become `\uXXXX`, which a
    /// request refuses.
    mutating func appendValue(_ text: String) {
        if Self.canStandBare(text) {
            append(contentsOf: text.utf8)
        } else {
            appendJSON(text)
        }
    }

    /// Writes one cell of a table: tab, line end and backslash escaped, quotes left alone.
    mutating func appendCell(_ text: String) {
        appendEscaped(text) { byte in byte == 0x5C ? (0x5C, 0x5C) : nil }
    }

    /// Writes a sentence on one line.
    mutating func appendSentence(_ text: String) { appendEscaped(text) { _ in nil } }

    private static func canStandBare(_ text: String) -> Bool {
        guard !text.isEmpty else { return false }
        return text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 }
            || text.unicodeScalars.allSatisfy { scalar in
                scalar != " " && scalar != "\"" && CharacterRule.fault(of: scalar.value) == nil
            }
    }

    /// Copies runs of ordinary bytes whole; escapes controls, what `special` names, and the
    /// characters outside ASCII that may not stand in a line.
    private mutating func appendEscaped(
        _ text: String, special: (UInt8) -> (UInt8, UInt8)?
    ) {
        var text = text
        text.withUTF8 { utf8 in
            let bytes = UnsafeRawBufferPointer(utf8)
            var run = 0
            var position = 0
            while position < bytes.count {
                let byte = bytes[position]
                if byte >= 0x20, byte < 0x7F {
                    if let pair = special(byte) {
                        append(contentsOf: bytes[run..<position])
                        append(pair.0)
                        append(pair.1)
                        run = position + 1
                    }
                    position += 1
                    continue
                }
                let scalar = byte < 0x80 ? nil : UTF8Scalar(bytes, at: position)
                let width = scalar?.width ?? 1
                let value = scalar?.value ?? UInt32(byte)
                if CharacterRule.fault(of: value) != nil {
                    append(contentsOf: bytes[run..<position])
                    appendEscape(of: value)
                    run = position + width
                }
                position += width
            }
            append(contentsOf: bytes[run...])
        }
    }

    private mutating func appendEscape(of value: UInt32) {
        append(0x5C)
        switch value {
        case 0x09: append(0x74)
        case 0x0A: append(0x6E)
        default:
            append(0x75)
            appendHexadecimal(value)
        }
    }
}
