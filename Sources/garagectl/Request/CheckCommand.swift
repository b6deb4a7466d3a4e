import ArgumentParser

/// One check for a monitoring system: prints the line and exits as plug-ins of Nagios do.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Runs one check for a monitoring system.",
        discussion: """
            Prints the check's line and exits 0 OK, 1 WARNING, 2 CRITICAL. Any error at all
            (unreachable, not ready, denied, a bad reply, a bad command line) is 3 UNKNOWN.

              garagectl check capacity
              garagectl check capacity warn=20 crit=40
              garagectl --connect 127.0.0.1:7450 check database
            """)

    @Argument(help: "The check's name, and warn= or crit= where it takes them.")
    var words: [String]

    @OptionGroup var connection: ConnectionOptions
    /// Taken because every subcommand takes them; a check is one line in every style.
    @OptionGroup var output: OutputOptions

    /// Monitoring systems give up after ten seconds; an answer must come before.
    private static let timeoutSecondsMax = 8

    func run() throws {
        let seconds = min(connection.timeout, Self.timeoutSecondsMax)
        let outcome = CheckOutcome(words) { request throws(Failure) in
            try connection.open(timeoutSeconds: seconds).ask(request)
        }
        Terminal.print(outcome.line)
        throw outcome.status
    }
}

/// What a check ends with.
struct CheckOutcome: Equatable {
    let line: String
    let status: ProgramStatus

    /// Asks by `ask` and makes of whatever happens a line and a status.
    init(_ words: [String], ask: (RequestText) throws(Failure) -> WireReply) {
        let name = words.first ?? ""
        do throws(Failure) {
            let reply = try ask(try Self.request(words))
            let values = try reply.get(verb: "CHECK")
            guard
                let code = values.first(where: { $0.name == "status" }).flatMap({ Int32($0.text) }),
                (0...2).contains(code), let status = ProgramStatus(rawValue: code),
                let row = reply.rows.first
            else { throw .badReply("a check without a line or a status of 0 to 2") }
            line = row.printable
            self.status = status
        } catch {
            line = "UNKNOWN \(name.printable): \(error.sentence.printable)".withoutPipe
            status = .unknown
        }
    }

    private static func request(_ words: [String]) throws(Failure) -> RequestText {
        guard let name = words.first, !name.isEmpty else {
            throw Failure(.usage, "which check? garagectl check NAME")
        }
        let named = name.contains("=") ? words : ["name=\(name)"] + words.dropFirst()
        return try TypedRequest(
            ["check"] + named, vocabulary: Vocabulary(verbs: [], universalKeys: [])
        ).request
    }
}

extension String {
    /// What follows a pipe is taken for figures by a monitoring system.
    fileprivate var withoutPipe: String { String(map { $0 == "|" ? "/" : $0 }) }
}
