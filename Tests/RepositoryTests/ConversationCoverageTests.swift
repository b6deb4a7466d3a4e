import Commands
import LineProtocol
import Testing

/// Every verb and every error is shown in a conversation, where people learn them.
@Suite struct ConversationCoverageTests {
    /// Errors that a conversation with a healthy daemon cannot show, each with where it is tested.
    static let unshownErrors: [RequestError.Name: String] = [
        .tooLong: "closes the connection: ServerTests",
        .truncated: "needs a last line without LF: ServerTests",
        .busy: "needs a full daemon: ServerTests",
        .notReady: "before the first load: CommandsTests",
        .storeDown: "needs a database that is away: CommandsTests",
        .timeout: "needs a database that is stuck: CommandsTests",
        .slow: "needs a subscriber that does not read: ServerTests",
        .internal: "needs a bug: CommandsTests",
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
    }
}
