import Foundation

/// A program that answers lines with lines, one conversation at a time.
final class Coprocess {
    let name: String
    private let process = Process()
    private let requests = Pipe()
    private let replies = Pipe()
    private var unread = Data()

    struct Ended: Error { let name: String }

    init(
        _ name: String, _ program: String, _ arguments: [String],
        environment: [String: String] = [:]
    ) throws {
        self.name = name
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment
            .merging(environment) { $1 }
        process.standardInput = requests
        process.standardOutput = replies
        try process.run()
    }

    var processID: Int32 { process.processIdentifier }

    func send(_ line: String) throws {
        try requests.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
    }

    /// The next line, without its end.
    func line() throws -> String {
        while true {
            if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: unread[..<end], as: UTF8.self)
                unread = Data(unread[unread.index(after: end)...])
                return line
            }
            let more = replies.fileHandleForReading.availableData
            guard !more.isEmpty else { throw Ended(name: name) }
            unread.append(more)
        }
    }

    /// Sends a line and waits for the one that answers it.
    func ask(_ line: String) throws -> String {
        try send(line)
        return try self.line()
    }

    /// Ends its input, upon which it ends, and waits for that.
    func end() {
        try? requests.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}
