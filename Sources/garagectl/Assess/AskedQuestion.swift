/// One question as QUESTIONS gives it.
struct AskedQuestion: Equatable {
    let id: String
    let dimension: String
    let text: String
    let isSensitive: Bool
    /// Best first, as the questionnaire has them.
    let options: [Option]
    /// Where ASSESS takes an answer in words; nil for a question that is scored.
    let key: String?

    struct Option: Equatable {
        let score: Int
        let label: String
    }

    /// Reads a row; nil when it is none.
    init?(_ row: String) {
        guard let members = JSONReader.object(row), let id = members.plain("question"),
            let text = members.plain("text")
        else { return nil }
        self.id = id
        self.text = text
        dimension = members.plain("dimension_name") ?? ""
        isSensitive = members.first { $0.name == "sensitive" }?.value == .truth(true)
        let key = members.plain("key") ?? ""
        self.key = key.isEmpty ? nil : key
        guard case .list(let values)? = members.first(where: { $0.name == "options" })?.value
        else { return nil }
        var options: [Option] = []
        for value in values {
            let parts = value.plain.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let score = Int(parts[0]) else { return nil }
            options.append(Option(score: score, label: String(parts[1])))
        }
        self.options = options
    }

    var isScored: Bool { !options.isEmpty }
}

/// The questionnaire as QUESTIONS gives it.
struct AskedQuestionnaire: Equatable {
    let version: String
    let scored: [AskedQuestion]
    /// Those that ASSESS takes words for.
    let spoken: [AskedQuestion]

    init(_ reply: WireReply) throws(Failure) {
        let values = try reply.get(verb: "QUESTIONS")
        let questions = reply.rows.compactMap(AskedQuestion.init)
        guard let version = values.first(where: { $0.name == "version" })?.text,
            questions.count == reply.rows.count, questions.contains(where: \.isScored)
        else { throw .badReply("no questionnaire") }
        self.version = version
        scored = questions.filter(\.isScored)
        spoken = questions.filter { !$0.isScored && $0.key != nil }
    }
}
