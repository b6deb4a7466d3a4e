import CLoad
import Foundation

/// Something without which a cell or a level cannot be measured.
struct BenchFailure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// A program that the bench started: it ends with the bench, however that ends.
final class Child {
    private let process = Process()
    private let output = Pipe()
    private let input = Pipe()
    private let errors: FileHandle
    private let errorFile: URL
    private var unread: [UInt8] = []
    private let hasNothingToSave: Bool

    /// - Parameters:
    ///   - words: The program's path and its arguments.
    ///   - readsOutput: Whether ``line()`` is used; else its output goes where its errors go.
    ///   - environment: What it is told beside the bench's own.
    ///   - isUnprivileged: Run it as the account of PostgreSQL where the bench is root's.
    ///   - hasNothingToSave: Kill it at the end instead of asking it to end.
    /// - Throws: ``BenchFailure`` when it cannot be started.
    init(
        _ words: [String], readsOutput: Bool = false, environment: [String: String] = [:],
        isUnprivileged: Bool = false, hasNothingToSave: Bool = false
    ) throws {
        self.hasNothingToSave = hasNothingToSave
        errorFile = TemporaryFolder.name(".log")
        try Data().write(to: errorFile)
        errors = try FileHandle(forWritingTo: errorFile)
        let all = Self.prefix(isUnprivileged: isUnprivileged) + words
        process.executableURL = URL(filePath: all[0])
        process.arguments = Array(all.dropFirst())
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = input
        process.standardOutput = readsOutput ? output : errors
        process.standardError = errors
        do {
            try process.run()
        } catch {
            try? FileManager.default.removeItem(at: errorFile)
            throw BenchFailure("\(words[0]): \(error.localizedDescription)")
        }
        try? output.fileHandleForWriting.close()
    }

    deinit {
        stop()
        try? FileManager.default.removeItem(at: errorFile)
    }

    var id: pid_t { process.processIdentifier }
    var isRunning: Bool { process.isRunning }
    /// The first error in what it wrote to its standard error, else the last line.
    var complaint: String {
        let text = (try? String(contentsOf: errorFile, encoding: .utf8)) ?? ""
        let lines = text.split(separator: "\n").map(String.init)
        return lines.first { $0.lowercased().contains("error:") } ?? lines.last ?? "it said nothing"
    }

    /// The next line of its output, or nil at the end.
    func line() -> String? {
        while true {
            if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                defer { unread.removeFirst(end + 1) }
                return String(decoding: unread[..<end], as: UTF8.self)
            }
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { return nil }
            unread += more
        }
    }

    func say(_ text: String) { try? input.fileHandleForWriting.write(contentsOf: Data(text.utf8)) }

    /// Waits for its end.
    ///
    /// - Returns: the exit status.
    func wait() -> Int32 {
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Asks it to end, and kills it when it does not within twenty seconds.
    func stop() {
        guard process.isRunning else { return }
        if hasNothingToSave { kill(id, SIGKILL) } else { process.terminate() }
        let end = Date() + 20
        while process.isRunning, Date() < end { usleep(2_000) }
        if process.isRunning { kill(id, SIGKILL) }
        process.waitUntilExit()
    }

    /// Waits until something listens.
    func waitFor(_ target: LoadTarget, seconds: Double = 60) throws {
        let end = Date() + seconds
        while Date() < end {
            guard isRunning else { throw BenchFailure("\(target.name) ended: \(complaint)") }
            if (try? Exchange(target)) != nil { return }
            usleep(20_000)
        }
        throw BenchFailure("\(target.name) does not answer")
    }

    /// Runs a program to its end.
    ///
    /// - Returns: what it printed.
    @discardableResult
    static func run(_ words: [String], isUnprivileged: Bool = false) throws -> String {
        let child = try Child(words, readsOutput: true, isUnprivileged: isUnprivileged)
        try? child.input.fileHandleForWriting.close()
        var lines: [String] = []
        while let line = child.line() { lines.append(line) }
        guard child.wait() == 0 else {
            throw BenchFailure("\(words[0]): \(child.complaint)")
        }
        return lines.joined(separator: "\n")
    }

    private static func prefix(isUnprivileged: Bool) -> [String] {
        guard let setpriv = Tools.find("setpriv") else { return [] }
        var words = [setpriv, "--pdeathsig=TERM"]
        if isUnprivileged, let account = Tools.accountForPostgres {
            words += ["--reuid=\(account.user)", "--regid=\(account.group)", "--clear-groups"]
        }
        return words + ["--"]
    }
}
