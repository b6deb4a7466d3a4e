/// The verbs of the daemon, as far as this tool knows them.
///
/// A daemon may be newer than the tool: what is not here is sent all the same, unless it looks
/// like a slip of the keyboard.
struct Vocabulary {
    let verbs: [VerbEntry]
    /// Keys that every verb takes.
    let universalKeys: [KeyEntry]

    struct VerbEntry: Equatable {
        /// In capitals.
        let verb: String
        let summary: String
        let roles: [String]
        let keys: [KeyEntry]
        let errors: [String]
        let example: String
    }

    struct KeyEntry: Equatable {
        let name: String
        let notation: String
        let isRequired: Bool
        let fallback: String?
        let meaning: String
    }

    func entry(_ verb: String) -> VerbEntry? {
        let capitals = verb.uppercased()
        return verbs.first { $0.verb == capitals }
    }

    /// What a verb that nobody knows was probably meant to be.
    func suggestion(forVerb verb: String) -> String? {
        guard entry(verb) == nil else { return nil }
        let words = verbs.map { $0.verb.lowercased() } + ArgumentOrder.subcommands.sorted()
        let typed = verb.lowercased()
        return words.contains(typed) ? nil : nearest(to: typed, among: words)
    }

    /// What a key that the verb does not have was probably meant to be.
    func suggestion(forKey key: String, of verb: String) -> String? {
        guard let entry = entry(verb) else { return nil }
        let names = (entry.keys + universalKeys).map(\.name)
        return names.contains(key) ? nil : nearest(to: key, among: names)
    }

    private func nearest(to word: String, among words: [String]) -> String? {
        let allowed = word.count <= 3 ? 1 : 2
        return words.map { (word: $0, slips: editDistance(word, $0)) }
            .filter { $0.slips <= allowed }
            .min { ($0.slips, $0.word) < ($1.slips, $1.word) }?.word
    }
}

/// How many slips make one word out of the other.
///
/// A slip is a letter added, lost or changed, or two neighbours swapped (Damerau 1964, restricted
/// form). Quadratic in the lengths.
func editDistance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a), Array(b))
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in a.indices {
        var current = [i + 1]
        for j in b.indices {
            var best = min(last[j + 1] + 1, current[j] + 1)
            best = min(best, last[j] + (a[i] == b[j] ? 0 : 1))
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                best = min(best, beforeLast[j - 1] + 1)
            }
            current.append(best)
        }
        (beforeLast, last) = (last, current)
    }
    return last[b.count]
}
