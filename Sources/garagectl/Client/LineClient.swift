/// A conversation with the daemon: requests go out in order, replies come back in that order.
final class LineClient {
    private let socket: LineSocket
    /// The comment the daemon greeted with.
    private(set) var greeting = ""
    /// How many requests are sent and not yet answered.
    private(set) var pendingCount = 0

    /// How many requests may be on their way: under the 256 at which the daemon stops reading.
    static let pendingMax = 128

    /// The only protocol version this tool speaks.
    private static let protocolVersion = "1"

    convenience init(connecting endpoint: Endpoint, timeoutSeconds: Int) throws(Failure) {
        try self.init(LineSocket.connect(to: endpoint, timeoutSeconds: timeoutSeconds))
    }

    /// Takes over a connected socket and reads the greeting.
    init(_ socket: LineSocket) throws(Failure) {
        self.socket = socket
        guard let line = try socket.readLine() else {
            throw .connectionLost("it closed before its greeting")
        }
        guard case .comment(let greeting) = try WireLine(line), greeting.hasPrefix("garaged ")
        else { throw .badReply("no greeting") }
        for word in greeting.split(separator: " ") where word.hasPrefix("proto=") {
            guard word.dropFirst("proto=".count) == Self.protocolVersion else {
                throw Failure(
                    .unreachable, "this garaged speaks another version: \(word)",
                    advice: "use the garagectl that came with it")
            }
        }
        self.greeting = greeting
    }

    /// Has somebody told after each second of a wait how many have passed.
    func whileWaiting(_ tell: @escaping (Int) -> Void) { socket.whileWaiting = tell }

    func authenticate(token: String) throws(Failure) {
        let reply = try ask(RequestText("AUTH", [("token", token)]))
        if case .refused(let refusal) = reply.final { throw .refused(refusal, verb: "AUTH") }
    }

    /// Sends a request without waiting; ``receive()`` gives the replies in the same order.
    func send(_ request: RequestText) throws(Failure) {
        try socket.write(request.line)
        pendingCount += 1
    }

    /// The reply to the oldest request that has none yet.
    func receive() throws(Failure) -> WireReply {
        try socket.flush()
        var rows: [String] = []
        while let line = try socket.readLine() {
            switch try WireLine(line) {
            case .row(let row): rows.append(row)
            case .final(let final):
                pendingCount -= 1
                return WireReply(rows: rows, final: final)
            case .pushed, .comment: continue
            }
        }
        throw .connectionLost("it closed before it had answered")
    }

    /// Sends a request and waits for its reply.
    func ask(_ request: RequestText) throws(Failure) -> WireReply {
        try send(request)
        return try receive()
    }

    /// Sends a request whose answer may take longer than others.
    func ask(_ request: RequestText, timeoutSeconds: Int) throws(Failure) -> WireReply {
        let usual = socket.timeoutSeconds
        defer { socket.timeoutSeconds = usual }
        socket.timeoutSeconds = usual.map { max($0, timeoutSeconds) }
        return try ask(request)
    }

    /// Sends requests with at most ``pendingMax`` on their way; `take` gets each reply in order.
    func pipeline(
        _ requests: some Sequence<RequestText>, take: (WireReply) throws(Failure) -> Void
    ) throws(Failure) {
        for request in requests {
            // Half of them at once: one system call each way for many requests.
            if pendingCount == Self.pendingMax {
                while pendingCount > Self.pendingMax / 2 { try take(receive()) }
            }
            try send(request)
        }
        while pendingCount > 0 { try take(receive()) }
    }

    /// What a subscription brings next, however long that takes, or nil once the daemon has closed.
    func nextPushed() throws(Failure) -> String? {
        socket.timeoutSeconds = nil
        while let line = try socket.readLine() {
            if case .pushed(let text) = try WireLine(line) { return text }
        }
        return nil
    }
}

/// What came back for one request.
struct WireReply: Equatable {
    /// Each as it stood after `= `.
    var rows: [String]
    var final: FinalLine

    /// A value of the final line, when it worked and has it.
    func value(_ name: String) -> String? {
        guard case .worked(let values) = final else { return nil }
        return values.first { $0.name == name }?.text
    }

    /// The rows and the final values, or why there are none.
    func get(verb: String) throws(Failure) -> [NamedText] {
        switch final {
        case .worked(let values): return values
        case .refused(let refusal): throw .refused(refusal, verb: verb)
        }
    }
}
