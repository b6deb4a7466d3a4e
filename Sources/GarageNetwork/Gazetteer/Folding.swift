extension StringProtocol {
    /// This text reduced to what a person hears: lower case, no accents, one space between words.
    ///
    /// `Sainte-Marie-aux-Mines`, `STE MARIE AUX MINES` and `ste. marie  aux mines` all give
    /// `sainte marie aux mines`. Letters of Latin-1 and Latin Extended-A lose their marks,
    /// ligatures are spelled out, and loose combining marks are dropped, so that composed and
    /// decomposed input fold alike. Apostrophes, hyphens, stops, commas, slashes, brackets and
    /// every kind of space part words. The whole words `st` and `ste` become `saint` and `sainte`.
    /// Folding what is folded changes nothing. Linear in the length.
    package var folded: String {
        var folder = Folder(capacity: utf8.count)
        for scalar in unicodeScalars { folder.take(scalar) }
        return folder.finish()
    }
}

/// The state of one folding: the text so far and where its last word began.
private struct Folder {
    private var bytes: [UInt8] = []
    private var wordStart = 0
    private var spaceOwed = false

    init(capacity: Int) {
        bytes.reserveCapacity(capacity + 4)
    }

    mutating func take(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x61...0x7A, 0x30...0x39: append(UInt8(truncatingIfNeeded: scalar.value))
        case 0x41...0x5A: append(UInt8(truncatingIfNeeded: scalar.value) | 0x20)
        case 0x300...0x36F: return
        case 0xC0...0x17F:
            let letters = latin[Int(scalar.value) - 0xC0]
            append(letters.0)
            if letters.1 != 0 { append(letters.1) }
        case 0x1E9E:
            append(UInt8(ascii: "s"))
            append(UInt8(ascii: "s"))
        default:
            if partsWords(scalar) { endWord() } else { takeRare(scalar) }
        }
    }

    mutating func finish() -> String {
        endWord()
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A scalar outside the tables: its lower case, as Unicode has it.
    private mutating func takeRare(_ scalar: Unicode.Scalar) {
        for lower in scalar.properties.lowercaseMapping.unicodeScalars {
            for byte in UTF8.encode(lower) ?? UTF8.encodedReplacementCharacter { append(byte) }
        }
    }

    private mutating func append(_ byte: UInt8) {
        if spaceOwed {
            bytes.append(UInt8(ascii: " "))
            wordStart = bytes.count
            spaceOwed = false
        }
        bytes.append(byte)
    }

    private mutating func endWord() {
        if spaceOwed || bytes.isEmpty { return }
        let word = bytes[wordStart...]
        if word.elementsEqual("st".utf8) || word.elementsEqual("ste".utf8) {
            bytes.insert(contentsOf: "ain".utf8, at: wordStart + 1)
        }
        spaceOwed = true
    }
}

private func partsWords(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "'", "-", ".", ",", "/", "(", ")", "[", "]", "\"", ";", ":", "_", "`": true
    case "\u{B4}", "\u{AB}", "\u{BB}", "\u{2BC}", "\u{2010}"..."\u{201F}", "\u{2212}": true
    default: scalar.properties.isWhitespace || scalar.value < 0x20
    }
}

/// The folded letters of U+00C0 to U+017F; the second byte is 0 where there is one letter.
private let latin: [(UInt8, UInt8)] = {
    let capitals = "a6 ae1 c1 e4 i4 d1 n1 o5 x1 o1 u4 y1 th1 "
    let latin1 = capitals + "ss1 " + capitals + "y1 "
    let extendedA =
        "a6 c8 d4 e10 g8 h4 i10 ij2 j2 k3 l10 n9 o6 oe2 r6 s8 t6 u12 w2 y3 z6 s1"
    return (latin1 + extendedA).split(separator: " ").flatMap { run in
        let letters = Array(run.utf8.prefix { $0 >= UInt8(ascii: "a") })
        let pair = (letters[0], letters.count > 1 ? letters[1] : 0)
        return Array(repeating: pair, count: Int(run.dropFirst(letters.count)) ?? 0)
    }
}()
