import ArgumentParser
import CLoad
import Foundation

/// `Benchmarks client`: the load client, a process of its own so that its time is not the bench's.
struct ClientCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "client", abstract: "Asks a server prepared requests in a closed loop.",
        shouldDisplay: false)

    @Option(help: "A TCP port of this machine.") var port = 0
    @Option(help: "The path of a Unix socket, instead of a port.") var socket = ""
    @Option(help: "How a reply ends: line, final, resp or postgres.") var rule: ReplyRule
    @Option(help: "A file of requests.") var requests: String
    @Option(help: "A file of what each connection says first.") var opening: String?
    @Option(help: "How many replies that has.") var openingReplies = 0
    @Option(help: "How many connections.") var connections = 1
    @Option(help: "Requests in flight on each.") var depth = 1
    @Option(help: "Seconds that are not measured.") var warmUp = 0.2
    @Option(help: "Seconds that are.") var seconds = 1.0
    @Option(help: "The processor to stay on.") var processor: Int?
    @Flag(help: "Send each request once at most.") var once = false

    func validate() throws {
        guard port > 0 || !socket.isEmpty else { throw ValidationError("--port or --socket") }
        guard connections > 0, depth > 0 else { throw ValidationError("at least one of each") }
    }

    func run() throws {
        if let processor { load_pin(getpid(), Int32(processor)) }
        let status = socket.withCString { socket in
            requests.withCString { requests in
                withOptional(opening) { opening in
                    var options = load_options()
                    options.port = Int32(port)
                    options.socket_path = socket
                    options.rule = rule.code
                    options.requests = requests
                    options.opening = opening
                    options.opening_replies = Int32(openingReplies)
                    options.connections = Int32(connections)
                    options.depth = Int32(depth)
                    options.warm_up_seconds = warmUp
                    options.seconds = seconds
                    options.is_once = once
                    return load_run(&options)
                }
            }
        }
        throw ExitCode(status)
    }

    private func withOptional<Result>(
        _ text: String?, _ body: (UnsafePointer<CChar>?) -> Result
    ) -> Result {
        guard let text else { return body(nil) }
        return text.withCString(body)
    }
}

/// `Benchmarks echo`: what a server costs that does nothing.
struct EchoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "echo", abstract: "Answers each line by a line of so many bytes.",
        shouldDisplay: false)

    @Option(help: "The TCP port to listen on.") var port: Int
    @Option(help: "Bytes of a reply, its line end included.") var bytes = 40
    @Option(help: "Threads, each with connections of its own.") var threads = 1

    func validate() throws {
        guard bytes > 0, threads > 0 else { throw ValidationError("at least one of each") }
    }

    func run() throws {
        throw ExitCode(load_echo(Int32(port), Int32(bytes), Int32(threads)))
    }
}

/// How the end of a reply is recognised.
enum ReplyRule: String, ExpressibleByArgument, CaseIterable {
    case line, final, resp, postgres

    var code: load_rule {
        switch self {
        case .line: LOAD_LINE
        case .final: LOAD_FINAL
        case .resp: LOAD_RESP
        case .postgres: LOAD_POSTGRES
        }
    }
}
