import GarageNetwork

/// How an interview talks: through a terminal, or through lines that a test gives.
struct Dialogue {
    var say: (String) -> Void
    /// A question mark at the beginning of the line to type on.
    var prompt: () -> Void
    /// The next line that was typed; nil at the end of the input.
    var hear: () -> String?
    /// Keeps the answers so far.
    var save: (InterviewState) throws(Failure) -> Void
}

/// The questionnaire, asked question by question; any of them may be gone back to.
struct Interview {
    let questionnaire: AskedQuestionnaire
    let words: InterviewWords
    private(set) var state: InterviewState
    /// Words by the key of ASSESS; never kept on this machine.
    private(set) var spoken: [String: String] = [:]

    enum Ending: Equatable {
        case send
        /// It was stopped, or the input ended.
        case kept
    }

    /// What a line that was typed comes to.
    private enum Step {
        case answered, back, stop
    }

    init(
        _ questionnaire: AskedQuestionnaire, state: InterviewState, words: InterviewWords
    ) {
        self.questionnaire = questionnaire
        self.state = state
        self.words = words
    }

    private var count: Int { questionnaire.scored.count + questionnaire.spoken.count }

    private func question(_ place: Int) -> AskedQuestion {
        let scored = questionnaire.scored
        return place < scored.count ? scored[place] : questionnaire.spoken[place - scored.count]
    }

    /// Asks everything that was not answered yet, then shows all for a last look.
    mutating func run(_ dialogue: Dialogue) throws(Failure) -> Ending {
        for line in words.opening(state.version, questionnaire.scored.count, state.person) {
            dialogue.say(line)
        }
        let first = questionnaire.scored.firstIndex { state.answers[$0.id] == nil }
        var place = first ?? questionnaire.scored.count
        while true {
            while place < count {
                switch try ask(place, dialogue) {
                case .answered: place += 1
                case .back where place == 0: dialogue.say(words.atStart)
                case .back: place -= 1
                case .stop: return .kept
                }
            }
            switch try lastLook(dialogue) {
            case .answered: return .send
            case .back: place = count - 1
            case .stop: return .kept
            }
        }
    }

    private mutating func ask(_ place: Int, _ dialogue: Dialogue) throws(Failure) -> Step {
        let question = question(place)
        dialogue.say("")
        dialogue.say(heading(place, question))
        dialogue.say(question.text)
        for (number, option) in zip(1..., question.options) {
            dialogue.say("  \(number)  \(option.label)")
        }
        if let key = question.key { dialogue.say(key == "far" ? words.farHint : words.spokenHint) }
        while true {
            dialogue.prompt()
            guard let line = dialogue.hear() else { return .stop }
            let typed = line.trimmed
            switch typed.lowercased() {
            case "b": return .back
            case "q": return .stop
            case "s":
                refuse(question)
                try dialogue.save(state)
                return .answered
            case _ where question.key != nil:
                if typed.isEmpty { refuse(question) } else { spoken[question.key ?? ""] = typed }
                return .answered
            default: break
            }
            switch choice(typed, question) {
            case .success(let score):
                state.answers[question.id] = score
                try dialogue.save(state)
                return .answered
            case .failure(let wrong): dialogue.say(wrong.sentence)
            }
        }
    }

    private mutating func refuse(_ question: AskedQuestion) {
        if let key = question.key {
            spoken[key] = nil
        } else {
            state.answers[question.id] = .some(nil)
        }
    }

    private func heading(_ place: Int, _ question: AskedQuestion) -> String {
        let scored = questionnaire.scored.count
        let number = place < scored ? "\(place + 1)/\(scored)" : "+"
        let notes = [question.dimension, question.isSensitive ? words.sensitive : ""]
        return "[\(number)] " + notes.filter { !$0.isEmpty }.joined(separator: " · ")
    }

    private struct Wrong: Error {
        let sentence: String
    }

    /// A number, or how an option begins: at least two letters of one option only.
    private func choice(_ typed: String, _ question: AskedQuestion) -> Result<Int, Wrong> {
        let options = question.options
        if let number = Int(typed) {
            guard (1...options.count).contains(number) else {
                return .failure(Wrong(sentence: words.wrong(options.count)))
            }
            return .success(options[number - 1].score)
        }
        let folded = typed.folded
        let exact = options.filter { $0.label.folded == folded }
        let meant =
            exact.count == 1 ? exact : options.filter { $0.label.folded.hasPrefix(folded) }
        guard folded.count >= 2, let option = meant.first else {
            return .failure(Wrong(sentence: words.wrong(options.count)))
        }
        return meant.count == 1
            ? .success(option.score) : .failure(Wrong(sentence: words.ambiguous))
    }

    /// Shows all answers; one of them may be corrected before they are sent.
    private mutating func lastLook(_ dialogue: Dialogue) throws(Failure) -> Step {
        while true {
            dialogue.say("")
            dialogue.say(words.summary)
            for place in 0..<count { dialogue.say(summaryLine(place)) }
            dialogue.say(words.ending(count))
            dialogue.prompt()
            guard let line = dialogue.hear() else { return .stop }
            let typed = line.trimmed
            if words.isSend(typed) { return .answered }
            switch typed.lowercased() {
            case "q": return .stop
            case "b": return .back
            default: break
            }
            guard let number = Int(typed), (1...count).contains(number) else { continue }
            if try ask(number - 1, dialogue) == .stop { return .stop }
        }
    }

    private func summaryLine(_ place: Int) -> String {
        let question = question(place)
        let said: String
        if let key = question.key {
            said = spoken[key] ?? words.refused
        } else {
            let score = state.answers[question.id] ?? nil
            said = question.options.first { $0.score == score }?.label ?? words.refused
        }
        let number = "\(place + 1)".leftPadded(to: 3)
        return "\(number)  \(question.text.cut(to: 46).padded(to: 46))  \(said)"
    }
}
