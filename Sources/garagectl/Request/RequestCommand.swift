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

    func run() throws {
        let typed = try TypedRequest(words, vocabulary: .known, language: connection.lang)
        let client = try connection.open()
        let reply = try client.ask(typed.request)
        let values = try reply.get(verb: typed.verb)
        let printed = PrintedReply(
            reply, values: values, style: output.style, width: Terminal.width,
            colours: Terminal.hasColour, isQuiet: connection.quiet)
        for line in printed.output { Terminal.print(line) }
        for note in printed.notes { Terminal.complain(note) }
        if typed.verb == "SUBSCRIBE" { try follow(client) }
    }

    /// Prints what a subscription brings until the daemon closes or the user has seen enough.
    private func follow(_ client: LineClient) throws(Failure) {
        Terminal.flush()
        while let text = try client.nextPushed() {
            Terminal.print(output.json ? text : text.printable)
            Terminal.flush()
        }
    }
}
