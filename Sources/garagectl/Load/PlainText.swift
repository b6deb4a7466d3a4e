/// Text for a terminal that has ASCII only: each character becomes one that looks like it.
enum PlainText {
    /// As many characters as there were, so that columns stay aligned; what has no likeness is `?`.
    static func ascii(_ text: String) -> String {
        String(text.map { $0.isASCII ? $0 : likeness[$0] ?? "?" })
    }

    private static let likeness: [Character: Character] = {
        let groups: [(Character, String)] = [
            ("#", "█"), ("-", "░–—"), (".", "·…"), ("_", "▁▂▃"), ("=", "▄▅▆▇"), (">", "→»"),
            ("<", "«"), ("'", "’‘"), ("\"", "“”"), (" ", "\u{A0}\u{202F}"),
            ("a", "àâäáãå"), ("c", "ç"), ("e", "éèêëœæ"), ("i", "îïíì"), ("n", "ñ"),
            ("o", "ôöóòõø"), ("u", "ùûüú"), ("y", "ÿý"),
            ("A", "ÀÂÄÁÃÅÆ"), ("C", "Ç"), ("E", "ÉÈÊË"), ("I", "ÎÏÍÌ"), ("N", "Ñ"),
            ("O", "ÔÖÓÒÕØŒ"), ("U", "ÙÛÜÚ"), ("Y", "ŸÝ"),
        ]
        var table: [Character: Character] = [:]
        for (plain, characters) in groups {
            for character in characters { table[character] = plain }
        }
        return table
    }()
}

extension String {
    /// This text without blanks at its end.
    var trimmedEnd: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }

    func leftPadded(to width: Int) -> String {
        String(repeating: " ", count: Swift.max(0, width - count)) + self
    }

    /// Lines of at most so many characters, broken at blanks; a longer word has its own line.
    func wrapped(to width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in split(separator: " ", omittingEmptySubsequences: false) {
            if line.isEmpty {
                line = String(word)
            } else if line.count + 1 + word.count <= width {
                line += " " + word
            } else {
                lines.append(line)
                line = String(word)
            }
        }
        return lines + [line]
    }
}
