/// Text written so that it can never end a line, close a quote or turn the reading direction.
extension ByteSink {
    /// Writes a JSON string with its quotes.
    ///
    /// Beyond what JSON asks, every character that a request may not hold is escaped.
    mutating func appendJSON(_ text: String) {
        append(0x22)
        appendEscaped(text, escapingQuotes: true, escapingBackslashes: true)
        append(0x22)
    }

    /// Writes a JSON string of UTF-8 that is well formed, with its quotes.
    mutating func appendJSON(utf8: UnsafeBufferPointer<UInt8>) {
        append(0x22)
        appendEscaped(utf8, escapingQuotes: true, escapingBackslashes: true)
        append(0x22)
    }

    /// Writes a value as a request would: bare where that is possible, in quotes where not.
    ///
    /// What a request can hold reads back as itself. Other characters become `\uXXXX`, which a
    /// request refuses.
    mutating func appendValue(_ text: String) {
        if Self.canStandBare(text) {
            append(text)
        } else {
            appendJSON(text)
        }
    }

    /// Writes one cell of a table: tab, line end and backslash escaped, quotes left alone.
    mutating func appendCell(_ text: String) {
        appendEscaped(text, escapingQuotes: false, escapingBackslashes: true)
    }

    /// Writes a sentence on one line.
    mutating func appendSentence(_ text: String) {
        appendEscaped(text, escapingQuotes: false, escapingBackslashes: false)
    }

    private static func canStandBare(_ text: String) -> Bool {
        guard !text.isEmpty else { return false }
        return text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 }
            || text.unicodeScalars.allSatisfy { scalar in
                scalar != " " && scalar != "\"" && CharacterRule.fault(of: scalar.value) == nil
            }
    }

    /// Copies runs of ordinary bytes whole; escapes what may not stand in a line, and quotes and
    /// backslashes where asked to.
    private mutating func appendEscaped(
        _ text: String, escapingQuotes: Bool, escapingBackslashes: Bool
    ) {
        var text = text
        text.withUTF8 { bytes in
            appendEscaped(
                bytes, escapingQuotes: escapingQuotes, escapingBackslashes: escapingBackslashes)
        }
    }

    private mutating func appendEscaped(
        _ bytes: UnsafeBufferPointer<UInt8>, escapingQuotes: Bool, escapingBackslashes: Bool
    ) {
        var run = 0
        var position = 0
        let words = UnsafeRawBufferPointer(bytes)
        while position < bytes.count {
            while position + 8 <= bytes.count,
                CharacterRule.isPlain(
                    words.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            {
                position += 8
            }
            guard position < bytes.count else { break }
            let byte = bytes[position]
            let isSpecial =
                byte < 0x20 || byte >= 0x7F || (byte == 0x22 && escapingQuotes)
                || (byte == 0x5C && escapingBackslashes)
            guard isSpecial else {
                position += 1
                continue
            }
            let scalar =
                byte < 0x80 ? nil : UTF8Scalar(words, at: position)
            let width = scalar?.width ?? 1
            let value = scalar?.value ?? UInt32(byte)
            if byte < 0x80 || CharacterRule.fault(of: value) != nil {
                append(UnsafeBufferPointer(rebasing: bytes[run..<position]))
                appendEscape(of: value)
                run = position + width
            }
            position += width
        }
        append(UnsafeBufferPointer(rebasing: bytes[run...]))
    }

    private mutating func appendEscape(of value: UInt32) {
        append(0x5C)
        switch value {
        case 0x09: append(0x74)
        case 0x0A: append(0x6E)
        case 0x22, 0x5C: append(UInt8(value))
        default:
            append(0x75)
            appendHexadecimal(value)
        }
    }
}
