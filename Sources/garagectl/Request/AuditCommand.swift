import ArgumentParser

/// `garagectl audit`: the rows of AUDIT; and `garagectl audit verify`, one sentence and a status.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Shows who read, wrote or took away what; verifies that nobody changed that.",
        discussion: """
            Without 'verify' it prints the rows of AUDIT, and takes every key of it:
            'garagectl help audit' lists them.

            'verify' walks the whole audit and prints one sentence. Exits 0 when it is intact,
            2 when something was altered, removed, put in or cut off, 3 when nobody could be
            asked. It prints the head of the chain: keep it where no owner of the database can
            write, and give it with --head next time; without it nothing tells whether the last
            entries were cut off.

              garagectl audit beneficiary=B7Q2
              garagectl audit verify
              garagectl audit verify --head 1234:0f3c…
            """)

    @Argument(help: ArgumentHelp("'verify', or keys of AUDIT.", valueName: "key=value"))
    var words: [String] = []

    @Option(help: ArgumentHelp("The head of an earlier run.", valueName: "position:mac"))
    var head: String?

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    /// A million entries are walked in less; systemd and cron stop what takes for ever.
    private static let timeoutSecondsMin = 900

    func validate() throws {
        if head != nil, words.first != "verify" {
            throw ValidationError("--head is of 'audit verify'")
        }
        if words.first == "verify", words.count > 1 {
            throw ValidationError("'audit verify' takes nothing but --head")
        }
    }

    func run() throws {
        guard words.first == "verify" else {
            try RequestCommand.send(["audit"] + words, connection, output)
            return
        }
        let outcome = AuditOutcome(head: head, language: connection.lang) {
            request throws(Failure) in
            let seconds = max(connection.timeout, Self.timeoutSecondsMin)
            return try connection.open(timeoutSeconds: seconds).ask(request)
        }
        if outcome.status == .unknown {
            Terminal.complain("garagectl: \(outcome.line)")
        } else {
            Terminal.print(output.json ? outcome.row : outcome.line)
        }
        if outcome.status != .worked { throw outcome.status }
    }
}

/// What a walk along the audit ends with.
struct AuditOutcome: Equatable {
    /// The daemon's sentence and the head to keep; why there is none.
    let line: String
    /// The reply's row as it was received.
    let row: String
    let status: ProgramStatus

    /// Asks by `ask` and makes of whatever happens a line and a status.
    init(
        head: String?, language: Language?, ask: (RequestText) throws(Failure) -> WireReply
    ) {
        do throws(Failure) {
            let words = ["audit-verify"] + (head.map { ["head=\($0)"] } ?? [])
            let request = try TypedRequest(
                words, vocabulary: Vocabulary(verbs: [], universalKeys: []), language: language
            ).request
            let reply = try ask(request)
            _ = try reply.get(verb: "AUDIT-VERIFY")
            guard let row = reply.rows.first, let members = JSONReader.object(row) else {
                throw .badReply("a walk along the audit without a row")
            }
            func value(_ name: String) -> String? {
                members.first { $0.name == name }?.value.plain
            }
            guard let said = value("said"), let kept = value("head"),
                let status = Self.statuses[value("intact") ?? ""]
            else { throw .badReply("a walk along the audit without a sentence") }
            line = "\(said.printable) (head \(kept.printable))"
            self.row = row
            self.status = status
        } catch {
            (line, row, status) = (error.sentence.printable, "", .unknown)
        }
    }

    private static let statuses: [String: ProgramStatus] = ["yes": .worked, "no": .critical]
}
