import Foundation
import Support
import Testing

/// Plays the transcripts of `Transcripts/` with a real daemon on a real PostgreSQL, and compares.
///
/// `UPDATE_CONVERSATIONS=1` writes the transcripts anew; read the difference before you commit it.
@Suite(.serialized) struct ConversationTests {
    @Test(arguments: try transcripts())
    func transcript(name: String) async throws {
        let file = Self.folder.appending(path: name)
        let written = try String(contentsOf: file, encoding: .utf8)
        let daemon = try await Daemon.start(
            from: try await PreparedState.shared.folder(),
            options: Daemon.Options(isDemo: false, listen: "127.0.0.1:0"))
        defer {
            daemon.stop()
            daemon.removeState()
        }
        let played = try Player(daemon: daemon).play(written)
        if ProcessInfo.processInfo.environment["UPDATE_CONVERSATIONS"] != nil {
            try played.write(to: file, atomically: true, encoding: .utf8)
        }
        for (expected, got) in zip(written.lines, played.lines) where expected != got {
            Issue.record("\(name)\nexpected \(expected)\n     got \(got)")
            break
        }
        #expect(written.lines.count == played.lines.count, "\(name) has other lines than played")
    }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Transcripts")

    static func transcripts() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".txt") }.sorted()
    }
}

/// Folders that the process removes when it ends: the last transcript does not know that it is.
private let leftovers = Locked<[URL]>([])

/// A state folder with the demonstration network in it, made once and copied for each transcript.
private actor PreparedState {
    static let shared = PreparedState()
    private var making: Task<URL, any Error>?

    func folder() async throws -> URL {
        if let making { return try await making.value }
        let task = Task {
            let daemon = try await Daemon.start()
            daemon.stop()
            leftovers.with { $0.append(daemon.state) }
            atexit { leftovers.with { $0.forEach { try? FileManager.default.removeItem(at: $0) } } }
            return daemon.state
        }
        making = task
        return try await task.value
    }
}

extension String {
    fileprivate var lines: [Substring] { split(separator: "\n", omittingEmptySubsequences: false) }
}
