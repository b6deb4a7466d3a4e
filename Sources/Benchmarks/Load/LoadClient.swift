import Foundation

/// Runs the client against a server.
struct LoadClient {
    /// How many connections ask at once, and with how many requests in flight each.
    struct Shape: Hashable {
        let connections: Int
        let depth: Int
        var inFlight: Int { connections * depth }
        /// One connection: client and server on one processor, which both leave to each other.
        var processor: Int32? { connections == 1 ? 0 : nil }
    }

    var warmUpSeconds = 0.2
    var seconds = 0.6
    /// Each request is sent once at most; the measurement ends when there are no more.
    var isOnce = false
    let folder: URL

    /// Asks, and says what it cost.
    ///
    /// - Throws: ``BenchFailure`` when the client gave up, or when replies were errors.
    func measure(
        _ target: LoadTarget, _ requests: RequestFile, _ shape: Shape, errorsAllowed: Bool = false
    ) throws -> LoadFigures {
        let figures = try ProcessTree.keep(target.process, onProcessor: shape.processor) {
            let running = try start(target, requests, shape)
            defer { running.child.stop() }
            return try running.finish()
        }
        guard errorsAllowed || figures.errors == 0 else {
            throw BenchFailure(
                "\(target.name): \(figures.errors) of \(figures.replies) replies were errors")
        }
        return figures
    }

    /// Starts the client, and returns when its warm-up is over.
    func start(
        _ target: LoadTarget, _ requests: RequestFile, _ shape: Shape
    ) throws -> RunningClient {
        let opening = folder.appending(path: "opening-\(UUID().uuidString)")
        try Data(target.opening).write(to: opening)
        defer { try? FileManager.default.removeItem(at: opening) }
        var words = [
            "client", "--rule", target.rule.rawValue, "--requests", requests.url.path,
            "--connections", "\(shape.connections)", "--depth", "\(shape.depth)",
            "--warm-up",
            "\(warmUpSeconds + target.warmUpPerConnection * Double(shape.connections))",
            "--seconds", "\(seconds)",
        ]
        words += target.port > 0 ? ["--port", "\(target.port)"] : ["--socket", target.socket]
        if isOnce { words.append("--once") }
        if let processor = shape.processor { words += ["--processor", "\(processor)"] }
        if !target.opening.isEmpty {
            words += ["--opening", opening.path, "--opening-replies", "\(target.openingReplies)"]
        }
        let child = try Child(
            [Tools.ownProgram] + words, readsOutput: true, hasNothingToSave: true)
        // While it warms up: to look for processes costs processor time.
        let isConnected = child.line() == "connected"
        let processes = ProcessTree.members(of: target.process)
        guard isConnected, child.line() == "measuring" else {
            child.stop()
            throw BenchFailure("\(target.name): the client gave up: \(child.complaint)")
        }
        return RunningClient(
            child: child, target: target, processes: processes,
            cpuAtBegin: ProcessTree.cpuSeconds(of: processes))
    }
}

/// A client that is measuring.
struct RunningClient {
    let child: Child
    let target: LoadTarget
    let processes: [pid_t]
    let cpuAtBegin: Double

    /// Waits for the figures, with the server's processor time while the client measured.
    func finish() throws -> LoadFigures {
        guard let line = child.line(), var figures = LoadFigures(line) else {
            throw BenchFailure("\(target.name): the client gave up: \(child.complaint)")
        }
        figures.serverSeconds = ProcessTree.cpuSeconds(of: processes) - cpuAtBegin
        child.say("\n")
        guard child.wait() == 0 else {
            throw BenchFailure("\(target.name): the client failed: \(child.complaint)")
        }
        return figures
    }
}

/// What a client measured.
struct LoadFigures: Equatable {
    let replies: Int
    let errors: Int
    let seconds: Double
    let bytes: Int
    /// Latencies, in nanoseconds.
    let p50: Double
    let p99: Double
    let p999: Double
    let mean: Double
    /// Processor time of the server's processes, in seconds.
    var serverSeconds = 0.0

    /// Reads the line that the client prints; nil when it is none.
    init?(_ line: String) {
        let cells = line.split(separator: "\t").compactMap { Double($0) }
        guard cells.count == 10 else { return nil }
        (replies, errors) = (Int(cells[0]), Int(cells[1]))
        (seconds, bytes) = (cells[2], Int(cells[3]))
        (p50, p99, p999, mean) = (cells[4], cells[5], cells[6], cells[7])
    }

    var perSecond: Double { seconds > 0 ? Double(replies) / seconds : 0 }
    /// Processor time of the server for one request, in nanoseconds.
    var cpu: Double { replies > 0 ? serverSeconds * 1e9 / Double(replies) : 0 }
    /// How many processors the server kept busy.
    var serverShare: Double { seconds > 0 ? serverSeconds / seconds : 0 }
}
