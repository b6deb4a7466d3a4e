package import Foundation

/// A real daemon with its own PostgreSQL, in a folder of its own, stopped when the test ends.
package final class Daemon: Sendable {
    package let state: URL
    package let socketPath: String
    private let process: Process
    package let log: URL

    /// What a start can be given.
    package struct Options: Sendable {
        package init(
            now: String? = "2026-11-12T10:00:00+01:00", isDemo: Bool = true,
            listen: String = "none", extra: [String] = []
        ) {
            self.now = now
            self.isDemo = isDemo
            self.listen = listen
            self.extra = extra
        }

        package var now: String?
        package var isDemo: Bool
        package var listen: String
        package var extra: [String]
    }

    package struct Failure: Error, CustomStringConvertible {
        package let description: String
        package init(description: String) { self.description = description }
    }

    /// Starts a daemon on a new state folder, or on a copy of one that was prepared.
    package static func start(
        from template: URL? = nil, options: Options = Options()
    ) async throws -> Daemon {
        let state = try temporaryFolder()
        if let template { try copy(template, to: state) }
        return try await Daemon(state: state, options: options)
    }

    /// Starts a daemon on a folder that a daemon before it left.
    package init(state: URL, options: Options) async throws {
        self.state = state
        socketPath = state.appending(path: "garaged.sock").path
        log = state.appending(path: "test.log")
        process = Process()
        process.executableURL = Self.program("garaged")
        process.arguments = Self.arguments(state: state, options: options)
        try Data().write(to: log)
        let output = try FileHandle(forWritingTo: log)
        process.standardError = output
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        try await waitUntilReady()
    }

    private static func arguments(state: URL, options: Options) -> [String] {
        var arguments = [
            "serve", "--state", state.path, "--listen", options.listen, "--http", "none",
        ]
        if options.isDemo { arguments.append("--demo") }
        if let now = options.now { arguments += ["--now", now] }
        return arguments + options.extra
    }

    package var processIdentifier: Int32 { process.processIdentifier }
    package var isRunning: Bool { process.isRunning }

    /// A first start makes the cluster, which takes seconds on a busy machine.
    private func waitUntilReady() async throws {
        for _ in 0..<1200 {
            guard process.isRunning else {
                throw Failure(description: "the daemon ended:\n" + logText)
            }
            if let client = try? TestClient(socket: socketPath),
                let lines = try? client.ask("READY"), lines.last?.hasPrefix("+ OK") == true
            {
                return
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw Failure(description: "not ready after two minutes:\n" + logText)
    }

    /// The port that the daemon chose, from its log.
    package func tcpPort() throws -> Int {
        let marker = "tcp=127.0.0.1:"
        guard let found = logText.range(of: marker),
            let port = Int(logText[found.upperBound...].prefix { $0.isNumber })
        else { throw Failure(description: "no TCP port in the log:\n" + logText) }
        return port
    }

    package var logText: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }

    /// Stops it as an operator does, and waits.
    ///
    /// - Returns: the exit status.
    @discardableResult
    package func stop() -> Int32 {
        if process.isRunning { process.terminate() }
        process.waitUntilExit()
        return process.terminationStatus
    }

    package func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    package func removeState() { try? FileManager.default.removeItem(at: state) }

    /// A program of this build, which lies beside the test bundle.
    package static func program(_ name: String) -> URL {
        URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appending(path: name)
    }

    /// A folder that PostgreSQL's own user can reach too.
    package static func temporaryFolder() throws -> URL {
        let folder = URL(filePath: "/tmp/garaged-test-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o755])
        return folder
    }

    /// Copies with owners and modes, which `FileManager` would not keep.
    private static func copy(_ template: URL, to state: URL) throws {
        let copy = Process()
        copy.executableURL = URL(filePath: "/bin/cp")
        copy.arguments = ["-a", template.path + "/.", state.path]
        try copy.run()
        copy.waitUntilExit()
        guard copy.terminationStatus == 0 else {
            throw Failure(description: "cp of the prepared state failed")
        }
    }
}
