import Commands
import LineProtocol
import Testing

/// Every verb and every error is shown in a conversation, where people learn them.
@Suite struct ConversationCoverageTests {
    /// An error that a conversation with a healthy daemon cannot show.
    struct Excuse {
        let reason: String
        /// The file that tests it instead.
        let test: String
    }

    static let unshownErrors: [RequestError.Name: Excuse] = [
        .tooLong: Excuse(
            reason: "the line would fill the transcript", test: "ServerTests/LimitTests"),
        .truncated: Excuse(
            reason: "needs a last line without LF", test: "ServerTests/ConversationTests"),
        .busy: Excuse(reason: "needs a daemon that is full", test: "ServerTests/LimitTests"),
        .notReady: Excuse(reason: "before the first load", test: "CommandsTests/MatchTests"),
        .storeDown: Excuse(
            reason: "needs a database that is away", test: "CommandsTests/LedgerErrorTests"),
        .timeout: Excuse(
            reason: "a name of the protocol that nothing here says: a late statement is BUSY",
            test: "LineProtocolTests/RequestErrorTests"),
        .slow: Excuse(
            reason: "needs a subscriber that does not read", test: "ServerTests/LimitTests"),
        .internal: Excuse(reason: "needs a defect", test: "CommandsTests/LedgerErrorTests"),
    ]

    static let transcripts = Repository.files.filter {
        $0.path.hasPrefix("Tests/Conversations/Transcripts/") && $0.path.hasSuffix(".txt")
    }

    @Test("every verb is said", arguments: Command.all.map(\.verb))
    func verbIsSaid(verb: String) throws {
        let said = try Regex("(?mi)^> (@\\S+ )?\(verb)(?=\\s|$)")
        #expect(
            Self.transcripts.contains { $0.text.contains(said) },
            "no transcript says \(verb): add one under Tests/Conversations/Transcripts")
    }

    @Test("every error is answered, or is excused", arguments: RequestError.Name.allCases)
    func errorIsAnswered(name: RequestError.Name) throws {
        let answered = try Regex("(?m)^< [!-] .*\\b\(name.code) \(name.rawValue)(?![A-Z-])")
        let isShown = Self.transcripts.contains { $0.text.contains(answered) }
        #expect(
            isShown || Self.unshownErrors[name] != nil,
            "no transcript answers \(name.rawValue): add one, or excuse it here")
        #expect(
            !isShown || Self.unshownErrors[name] == nil,
            "a transcript answers \(name.rawValue): it needs no excuse")
    }

    @Test("an excused error is tested where the excuse says", arguments: Array(unshownErrors.keys))
    func excuseHolds(name: RequestError.Name) throws {
        let excuse = try #require(Self.unshownErrors[name])
        let test = try #require(Repository.file("Tests/\(excuse.test).swift"))
        let words = try Regex("\\b\(name.rawValue)\\b|\\.\(name)\\b")
        #expect(test.text.contains(words), "\(test.path) does not name \(name.rawValue)")
    }
}
