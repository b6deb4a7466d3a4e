/// A request as somebody typed it, looked over before it is sent.
struct TypedRequest {
    let verb: String
    let request: RequestText

    /// - Throws: a usage failure for a word that is not `key=value` and for what looks like a slip.
    init(
        _ words: [String], vocabulary: Vocabulary, language: Language? = nil
    ) throws(Failure) {
        guard let first = words.first else {
            throw Failure(.usage, "a verb is missing", advice: "'garagectl help' lists them")
        }
        let verb = first.uppercased()
        guard !verb.isEmpty, verb.utf8.allSatisfy({ (0x41...0x5A).contains($0) || $0 == 0x2D })
        else {
            throw Failure(
                .usage, "'\(first.printable)' is not a verb",
                advice: "a verb is made of letters and '-'; 'garagectl help' lists them")
        }
        if let meant = vocabulary.suggestion(forVerb: verb) {
            throw Failure(
                .usage, "there is no verb '\(first.printable)'", advice: "did you mean '\(meant)'?")
        }
        var arguments = try words.dropFirst().map { word throws(Failure) in
            try Self.argument(word, of: verb, vocabulary)
        }
        if let language, !arguments.contains(where: { $0.0 == "lang" }) {
            arguments.append(("lang", language.rawValue))
        }
        self.verb = verb
        request = RequestText(verb, arguments)
        guard request.line.utf8.count < RequestText.bytesMax else {
            throw Failure(.usage, "a request has at most \(RequestText.bytesMax) bytes")
        }
    }

    private static func argument(
        _ word: String, of verb: String, _ vocabulary: Vocabulary
    ) throws(Failure) -> (String, String) {
        let name = word.prefix { $0 != "=" }
        guard name.endIndex < word.endIndex, !name.isEmpty else {
            throw Failure(
                .usage, "'\(word.printable)' is not key=value",
                advice: "write each key with its value: 'garagectl help \(verb.lowercased())'")
        }
        if let meant = vocabulary.suggestion(forKey: String(name), of: verb) {
            throw Failure(
                .usage, "\(verb) has no key '\(name)'", advice: "did you mean '\(meant)='?")
        }
        return (String(name), String(word[word.index(after: name.endIndex)...]))
    }
}
