import ArgumentParser
import Glibc

/// `garagectl assess B…`: asks the questionnaire in the terminal and sends the answers.
struct AssessCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assess",
        abstract: "Asks a person the mobility questionnaire, question by question.",
        discussion: """
            Answers are typed as the number of an option or as how it begins. 'b' goes back,
            's' skips a question that is refused, 'q' stops: the answers wait in a file that
            only you can read, under the pseudonym and without words of the person, until the
            same command goes on with them; they are deleted once they were sent. Before that,
            all of them are shown and may be corrected.

            An exit is asked with the version that the entry was asked with, so that the two
            can be compared.

              garagectl assess B7Q2M0A1
              garagectl assess B7Q2M0A1 --kind exit --lang fr

            With key=value it sends the verb as it stands: 'garagectl help assess'.
            """)

    @Argument(help: ArgumentHelp("The person, by their pseudonym.", valueName: "B…"))
    var words: [String]

    @Option(help: "When in the accompaniment it is: entry, exit or other.")
    var kind: Kind = .entry

    @Option(
        name: .customLong("version-of"),
        help: ArgumentHelp("Another version than the usual one.", valueName: "version"))
    var version: String?

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    enum Kind: String, CaseIterable, ExpressibleByArgument {
        case entry, exit, other
    }

    func run() throws {
        guard let person = try [String].person(words) else {
            try RequestCommand.send(["assess"] + words, connection, output)
            return
        }
        let talk = Talk(
            person: person, kind: kind.rawValue, version: version,
            words: InterviewWords(connection.lang ?? .ofLocale(environmentValue)))
        let file = try ResumeFile(person: person, environment: environmentValue)
        let dialogue = Dialogue(
            say: { Terminal.print($0) },
            prompt: {
                Swift.print("> ", terminator: "")
                Terminal.flush()
            },
            hear: { Swift.readLine() }, save: { state throws(Failure) in try file.save(state) })
        // Not one connection for all: a talk takes longer than the daemon waits.
        let ending = try talk.run(dialogue, file: file) { request throws(Failure) in
            try open().ask(request)
        }
        if ending == .kept { throw ProgramStatus.refused }
    }

    private func open() throws(Failure) -> LineClient {
        try connection.open()
    }
}

extension [String] {
    /// The one person that the words of a command name; nil for the keys of a verb.
    static func person(_ words: [String]) throws(Failure) -> String? {
        guard !words.contains(where: { $0.contains("=") }) else { return nil }
        guard let person = words.first, words.count == 1 else {
            throw Failure(.usage, "one person at a time, by their pseudonym")
        }
        return person
    }
}

/// A talk from its first question to the daemon's answer.
struct Talk {
    let person: String
    let kind: String
    let version: String?
    let words: InterviewWords

    typealias Asking = (RequestText) throws(Failure) -> WireReply

    func run(
        _ dialogue: Dialogue, file: ResumeFile, ask: Asking
    ) throws(Failure) -> Interview.Ending {
        let kept = file.state
        let questionnaire = try questionnaire(kept: kept, ask)
        let start = try state(questionnaire, kept: kept, dialogue, file)
        guard let start else { return .kept }
        var interview = Interview(questionnaire, state: start, words: words)
        guard try interview.run(dialogue) == .send else {
            try file.save(interview.state)
            dialogue.say(words.kept(file.path))
            return .kept
        }
        // Kept until the daemon has them: the key makes sending again the same as sending once.
        try file.save(interview.state)
        let reply = try ask(request(interview))
        if case .refused(let refusal) = reply.final {
            // Under this key other answers were sent already: a new talk needs a new one.
            if refusal.name == "KEY-REUSED" { file.remove() }
            throw .refused(refusal, verb: "ASSESS")
        }
        file.remove()
        dialogue.say(words.sent)
        guard let sheet = PersonSheet(reply.rows) else { return .send }
        for line in SheetText(sheet: sheet, words: SheetWords(words.language)).lines {
            dialogue.say(line)
        }
        return .send
    }

    /// The version that was asked for, begun with, or of the entry; else the one in use.
    private func questionnaire(
        kept: InterviewState?, _ ask: Asking
    ) throws(Failure) -> AskedQuestionnaire {
        let list = try ask(RequestText("ASSESSMENTS", [("beneficiary", person)]))
        _ = try list.get(verb: "ASSESSMENTS")
        let entry = list.rows.compactMap(JSONReader.object).last {
            $0.plain("kind") == "entry" && $0.plain("corrected") != "yes"
        }?.plain("version")
        let wanted = version ?? (kept?.kind == kind ? kept?.version : nil)
        let chosen = wanted ?? (kind == "exit" ? entry : nil)
        var keys = [("lang", words.language.rawValue)]
        if let chosen { keys.append(("version", chosen)) }
        return try AskedQuestionnaire(try ask(RequestText("QUESTIONS", keys)))
    }

    /// Where the talk begins: anew, or where it was interrupted; nil at the end of the input.
    private func state(
        _ questionnaire: AskedQuestionnaire, kept: InterviewState?, _ dialogue: Dialogue,
        _ file: ResumeFile
    ) throws(Failure) -> InterviewState? {
        let key = "talk-" + String(UInt64.random(in: 0 ... .max), radix: 36)
        let fresh = InterviewState(
            person: person, version: questionnaire.version, kind: kind, key: key)
        guard let kept, kept.person == person, kept.version == questionnaire.version,
            kept.kind == kind, !kept.answers.isEmpty
        else { return fresh }
        dialogue.say(words.resume(kept.answers.count))
        while true {
            dialogue.prompt()
            guard let line = dialogue.hear() else { return nil }
            if words.isYes(line.trimmed) { return kept }
            if words.isNo(line.trimmed) {
                file.remove()
                return fresh
            }
            dialogue.say(words.yesOrNo)
        }
    }

    private func request(_ interview: Interview) -> RequestText {
        let state = interview.state
        var keys = [
            ("beneficiary", person), ("kind", kind), ("version", state.version),
            ("answers", state.list), ("key", state.key), ("lang", words.language.rawValue),
        ]
        for question in interview.questionnaire.spoken {
            if let key = question.key, let said = interview.spoken[key] { keys.append((key, said)) }
        }
        return RequestText("ASSESS", keys)
    }
}
