import ArgumentParser

/// Any verb of the daemon: what is typed goes out as one request, and the reply is printed.
struct RequestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "request",
        abstract: "Sends any verb of the daemon: VERB key=value …", shouldDisplay: false)

    @Argument(help: "The verb, in any case, and its keys.")
    var words: [String]

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() throws { try Self.send(words, connection, output) }

    /// Sends what was typed and prints the reply, whichever subcommand took it.
    static func send(
        _ words: [String], _ connection: ConnectionOptions, _ output: OutputOptions
    ) throws {
        let typed = try TypedRequest(words, vocabulary: .known, language: connection.lang)
        let client = try connection.open()
        let reply = try client.ask(typed.request)
        let values = try reply.get(verb: typed.verb)
        let printed = PrintedReply(
            reply, values: values, style: output.style, verb: typed.verb, width: Terminal.width,
            colours: Terminal.hasColour, isQuiet: connection.quiet)
        for line in printed.output { Terminal.print(line) }
        for note in printed.notes { Terminal.complain(note) }
        if typed.verb == "SUBSCRIBE" { try follow(client, asJSON: output.json) }
    }

    /// Prints what a subscription brings until the daemon closes or the user has seen enough.
    private static func follow(_ client: LineClient, asJSON: Bool) throws(Failure) {
        Terminal.flush()
        while let text = try client.nextPushed() {
            Terminal.print(asJSON ? text : text.printable)
            Terminal.flush()
        }
    }
}
