import Foundation
import Geometry

/// The daemon on a PostgreSQL of its own, in a folder that is removed afterwards.
final class GaragedServer {
    private let folder: TemporaryFolder
    private let program: String
    private(set) var child: Child?
    private var port = 0
    private static let patienceSeconds = 60.0
    private var token = ""

    /// How long the last start took, in seconds.
    private(set) var start = StartFigures()

    struct StartFigures {
        /// From the start of the program until READY says so.
        var total = 0.0
        /// Of these, from the start of its PostgreSQL until that takes connections.
        var postgres = 0.0
        var own: Double { total - postgres }
    }

    /// Makes a database with these garages, G1 the first; no daemon runs yet.
    init(_ places: [Coordinate], options: BenchOptions) throws {
        program = try options.garaged()
        folder = try TemporaryFolder()
        try launch([])
        defer { stop() }
        try fill(places)
    }

    /// Makes a database with the fictional network that comes with the daemon.
    init(demo options: BenchOptions) throws {
        program = try options.garaged()
        folder = try TemporaryFolder()
        try launch(["--demo"])
        stop()
    }

    deinit { stop() }

    /// The Unix socket: its rights come from the account that asks.
    var target: LoadTarget {
        LoadTarget(
            name: "garaged", socket: folder.url.appending(path: "garaged.sock").path,
            rule: .final, process: child?.id ?? 0)
    }

    /// TCP on loopback, as the peers are asked: each connection shows its token first.
    var overTCP: LoadTarget {
        LoadTarget(
            name: "garaged", port: port, rule: .final, opening: Array("AUTH token=\(token)\n".utf8),
            openingReplies: 1, process: child?.id ?? 0)
    }

    var psql: Psql {
        Psql(conninfo: "host=\(folder.path)/socket port=5432 user=garaged dbname=garaged")
    }

    var url: URL { folder.url }

    /// Starts it on what is there, over TCP too, and returns when it is ready.
    func run() throws {
        port = try Tools.freePort()
        try launch(["--listen", "127.0.0.1:\(port)"])
        let admin = try Exchange(target)
        let reply = try admin.ask(line: "TOKEN-ADD role=prescriber organisation=P1")
        guard let token = Self.text("token", in: reply) else {
            throw BenchFailure("no token: \(reply.joined(separator: " "))")
        }
        self.token = token
    }

    func stop() {
        child?.stop()
        child = nil
    }

    /// Starts it, and watches how long it and its PostgreSQL take, to a millisecond.
    func launch(_ flags: [String]) throws {
        let begin = Clocks.wall()
        let postmaster = folder.url.appending(path: "postgres/postmaster.pid").path
        var words = [program, "serve", "--state", folder.path, "--http", "none"]
        words += flags.contains("--listen") ? flags : ["--listen", "none"] + flags
        let child = try Child(words)
        self.child = child
        start = StartFigures()
        var began: Double?
        var isUp = false
        while Clocks.wall() - begin < Self.patienceSeconds * 1e9 {
            guard child.isRunning else { throw BenchFailure("garaged ended: \(child.complaint)") }
            if began == nil, FileManager.default.fileExists(atPath: postmaster) {
                began = Clocks.wall()
            }
            if let began, !isUp, Self.takesConnections(postmaster) {
                isUp = true
                start.postgres = (Clocks.wall() - began) / 1e9
            }
            // Nothing is asked before its database runs: the answer is known.
            if isUp, Self.isReady(target) {
                start.total = (Clocks.wall() - begin) / 1e9
                return
            }
            usleep(500)
        }
        throw BenchFailure(
            "garaged is not ready after \(Self.patienceSeconds) s: \(child.complaint)")
    }

    private static func takesConnections(_ postmaster: String) -> Bool {
        let text = (try? String(contentsOfFile: postmaster, encoding: .utf8)) ?? ""
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.count > 7 && lines[7].hasPrefix("ready")
    }

    private static func isReady(_ target: LoadTarget) -> Bool {
        guard let exchange = try? Exchange(target), let reply = try? exchange.ask(line: "READY")
        else { return false }
        return reply.last?.hasPrefix("+ OK") ?? false
    }

    /// Past the triggers, which would tell the daemon of a million garages one by one; it is
    /// started anew afterwards.
    private func fill(_ places: [Coordinate]) throws {
        var rows: [UInt8] = []
        rows.reserveCapacity(places.count * 80)
        for (index, place) in places.enumerated() {
            rows += Array("G\(index + 1)\tGarage solidaire de la Gare \(index + 1)\t".utf8)
            rows += Degrees.text(place.latitude) + [9] + Degrees.text(place.longitude) + [10]
        }
        let file = folder.url.appending(path: "garages.tsv")
        try Data(rows).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        try psql.run(
            """
            SET session_replication_role = replica;
            INSERT INTO network.prescriber (id, name) VALUES ('P1', 'Mission locale');
            \\copy network.garage (id, name, latitude, longitude) FROM '\(file.path)'
            ANALYZE network.garage;
            CHECKPOINT;
            """)
    }

    /// The text of a key of the first row.
    static func text(_ key: String, in reply: [String]) -> String? {
        guard let row = reply.first(where: { $0.hasPrefix("= ") }),
            let start = row.range(of: "\"\(key)\":\"")
        else { return nil }
        return row[start.upperBound...].split(separator: "\"").first.map(String.init)
    }
}
