import Foundation
import Support
import Testing

/// The small scenario of the repository: forty garages, a year of requests.
enum Scenario {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "MatchingTests/Resources/scenario")

    /// Loads the garages with their bands and closures.
    static func load(into daemon: Daemon) throws {
        for kind in ["garages", "closures"] {
            let file = folder.appending(path: "\(kind).csv").path
            try garagectl("import", kind, file, "--socket", daemon.socketPath)
        }
        let client = try TestClient(socket: daemon.socketPath)
        for line in try lines("garages.csv") {
            let reply = try client.ask("GARAGE-SET garage=\(line[0]) band=\(line[4])-\(line[5])")
            #expect(reply.last?.hasPrefix("+ OK") == true)
        }
    }

    static func garagectl(_ arguments: String...) throws {
        let run = try Run(Daemon.program("garagectl"), arguments)
        #expect(run.status == 0, "\(run.errors)")
    }

    /// Request and garage of each line of a file of decisions.
    static func choices(_ file: URL) throws -> [String] {
        try cells(of: file).map { $0.prefix(2).joined(separator: ",") }
    }

    /// The rows of one of the scenario's own files, without its header.
    static func lines(_ name: String) throws -> [[String]] {
        try cells(of: folder.appending(path: name))
    }

    private static func cells(of file: URL) throws -> [[String]] {
        try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline)
            .dropFirst()
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }

    /// How to reach the database of a daemon.
    static func conninfo(of daemon: Daemon) throws -> String {
        try String(contentsOf: daemon.state.appending(path: "conninfo"), encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
