/// What somebody probably meant to type.
enum Spelling {
    /// The nearest of some words, when it is near enough to be worth proposing.
    ///
    /// Near enough is two changes, or a third of the word's length where that is more. Of
    /// equally near ones the first wins.
    static func nearest(to word: String, among words: [String]) -> String? {
        let limit = max(2, word.count / 3)
        let ranked = words.map { (word: $0, changes: changes(from: word, to: $0)) }
        let best = ranked.min { $0.changes < $1.changes }
        return best.flatMap { $0.changes <= limit ? $0.word : nil }
    }

    /// How many characters must be put in, taken out or replaced: the Levenshtein distance,
    /// row by row, O(n · m) time and O(m) space.
    static func changes(from one: String, to other: String) -> Int {
        let other = Array(other)
        var row = Array(0...other.count)
        for (index, character) in one.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in other.indices {
                let replaced = diagonal + (character == other[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, row[column] + 1, row[column + 1] + 1)
            }
        }
        return row[other.count]
    }
}
