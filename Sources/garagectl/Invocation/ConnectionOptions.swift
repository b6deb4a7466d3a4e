import ArgumentParser
import Glibc

/// Where the daemon is and who is asking: the same for every subcommand, before or after it.
struct ConnectionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The daemon's Unix socket.", valueName: "path"),
        completion: .file(extensions: ["sock"]))
    var socket: String?

    @Option(help: ArgumentHelp("The daemon's TCP address, without TLS.", valueName: "host:port"))
    var connect: String?

    @Option(
        help: ArgumentHelp(
            "Who you are. $GARAGED_TOKEN is safer: a command line is seen by every user.",
            valueName: "token"))
    var token: String?

    @Option(help: ArgumentHelp("How long to wait for an answer.", valueName: "seconds"))
    var timeout: Int = 30

    @Option(
        help: ArgumentHelp("The language of sentences: fr or en.", valueName: "language"),
        completion: .list(["fr", "en"]))
    var lang: Language?

    @Flag(name: [.short, .long], help: "No progress, no footer.")
    var quiet = false

    func validate() throws {
        if socket != nil, connect != nil {
            throw ValidationError("--socket and --connect exclude each other; give one")
        }
        guard (1...86_400).contains(timeout) else {
            throw ValidationError("--timeout is 1 to 86400 seconds")
        }
        if let connect, Endpoint(tcp: connect) == nil {
            throw ValidationError("--connect is HOST:PORT, such as 127.0.0.1:7450")
        }
    }

    /// The daemon to talk to, as the options, the environment and the usual places say.
    func endpoint() -> Endpoint {
        if let connect, let endpoint = Endpoint(tcp: connect) { return endpoint }
        if let socket { return .unix(path: socket) }
        return .usual(environment: environmentValue("GARAGED_SOCKET")) {
            access($0, F_OK) == 0
        }
    }

    /// A connection that is greeted and, when there is a token, authenticated; to another daemon
    /// than that of the options where one is named.
    func open(
        _ other: Endpoint? = nil, timeoutSeconds: Int? = nil
    ) throws(Failure) -> LineClient {
        let client = try LineClient(
            connecting: other ?? endpoint(), timeoutSeconds: timeoutSeconds ?? timeout)
        let token = self.token ?? environmentValue("GARAGED_TOKEN")
        if let token, !token.isEmpty { try client.authenticate(token: token) }
        return client
    }
}

/// How rows are printed.
struct OutputOptions: ParsableArguments {
    @Flag(help: "One JSON object a line, exactly as received.")
    var json = false

    @Flag(help: "Comma-separated values with a header row.")
    var csv = false

    func validate() throws {
        if json, csv { throw ValidationError("--json and --csv exclude each other; give one") }
    }

    var style: OutputStyle { json ? .json : csv ? .csv : .table }
}

/// The language of sentences for people.
enum Language: String, CaseIterable, ExpressibleByArgument {
    case fr, en
}

/// The value of an environment variable, or nil when it is not set.
func environmentValue(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
}
