/// Folded names in the order of the alphabet, by their start and by the start of each later word.
struct NameIndex: Sendable {
    /// One place in the order: a name from one of its words on.
    struct Entry: Sendable {
        /// The first 8 bytes, the first one highest: most comparisons end here.
        ///
        /// Behind the end of a short name they are the next one's, and order only equal names.
        let head: UInt64
        let offset: Int
        /// The position of the name in the array that the index was built from.
        let place: Int
        /// Whether what stands before it is `le`, `la`, `les` or `l` alone.
        let followsArticle: Bool
    }

    /// All the names, each followed by a zero byte, which no folded name has within.
    private let text: [UInt8]
    /// Every name from its start, and from behind its article: `Le Mans` is also at `mans`.
    private let wholes: [Entry]
    /// Every name from each word behind these.
    private let laters: [Entry]

    init(_ folded: [String]) {
        var text: [UInt8] = []
        var wholes: [(Int, place: Int, followsArticle: Bool)] = []
        var laters: [(Int, place: Int, followsArticle: Bool)] = []
        for (place, name) in folded.enumerated() where !name.isEmpty {
            wholes.append((text.count, place, false))
            let words = name.split(separator: " ")
            var offset = text.count
            for word in words.dropLast() {
                offset += word.utf8.count + 1
                if word.startIndex == name.startIndex, Self.articles.contains(word) {
                    wholes.append((offset, place, true))
                } else {
                    laters.append((offset, place, false))
                }
            }
            text.append(contentsOf: name.utf8)
            text.append(0)
        }
        // So that eight bytes can be read wherever a name starts.
        text.append(contentsOf: repeatElement(0, count: 8))
        self.text = text
        self.wholes = Self.sorted(wholes, in: text)
        self.laters = Self.sorted(laters, in: text)
    }

    private static let articles: Set<Substring> = ["l", "la", "le", "les"]

    /// The names that start so, their article aside; the shorter ones first.
    func whole(startingWith prefix: [UInt8]) -> ArraySlice<Entry> {
        range(of: prefix, in: wholes)
    }

    /// The names of which a later word, and what follows it, start so.
    func later(startingWith prefix: [UInt8]) -> ArraySlice<Entry> {
        range(of: prefix, in: laters)
    }

    /// Whether a name has nothing behind the first `count` bytes of an entry.
    func ends(_ entry: Entry, after count: Int) -> Bool { text[entry.offset + count] == 0 }

    private static func sorted(
        _ starts: [(Int, place: Int, followsArticle: Bool)], in text: [UInt8]
    ) -> [Entry] {
        var entries = starts.map { offset, place, followsArticle in
            var head: UInt64 = 0
            for byte in text[offset..<offset + 8] { head = head << 8 | UInt64(byte) }
            return Entry(head: head, offset: offset, place: place, followsArticle: followsArticle)
        }
        entries.sort { one, other in
            if one.head != other.head { return one.head < other.head }
            var (a, b) = (one.offset, other.offset)
            while text[a] == text[b], text[a] != 0 { (a, b) = (a + 1, b + 1) }
            return text[a] != text[b] ? text[a] < text[b] : one.place < other.place
        }
        return entries
    }

    private func range(of prefix: [UInt8], in entries: [Entry]) -> ArraySlice<Entry> {
        let from = entries.firstIndex(fromWhich: { order($0, prefix) >= 0 })
        let to = entries.firstIndex(fromWhich: { order($0, prefix) > 0 })
        return entries[from..<to]
    }

    /// Below 0, 0 or above: the entry comes before the prefix, starts with it, comes after.
    private func order(_ entry: Entry, _ prefix: [UInt8]) -> Int {
        for (index, byte) in prefix.enumerated() {
            let own = text[entry.offset + index]
            if own != byte { return Int(own) - Int(byte) }
        }
        return 0
    }
}

extension Array {
    /// The first index from which on a condition holds, in an array where it never ceases to.
    ///
    /// - Complexity: O(log *n*).
    func firstIndex(fromWhich holds: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
