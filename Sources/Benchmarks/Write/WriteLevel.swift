import Foundation
import Geometry

extension Level {
    /// Referrals that are on disk when they are confirmed.
    static let write = Level(name: "write", title: "Writes: durable referrals") { bench in
        try WriteLevel(bench).run()
    }
}

/// REFER through the daemon, beside the same transaction row by row.
struct WriteLevel {
    typealias Shape = LoadClient.Shape

    let bench: Bench
    let folder: TemporaryFolder
    /// So many garages have room for a million people a month, about five of them in reach.
    static let garages = 1000

    private let questions = Questions(garages, .uniform, radiusKm: 30)

    init(_ bench: Bench) throws {
        self.bench = bench
        folder = try TemporaryFolder()
    }

    private var seconds: Double { bench.isQuick ? 1 : 3 }

    /// For each case so many people that they last for the time; then the case ends earlier.
    private func people(_ thousands: Int) -> Int { thousands * (bench.isQuick ? 250 : 1000) }

    func run() throws {
        bench.note(
            """
            Each referral is a whole transaction of the ledger, its checks and triggers on, and \
            is confirmed when it is on disk (`synchronous_commit` on). garaged over its Unix \
            socket, with its embedded PostgreSQL, settings as shipped; \(whole(Self.garages)) \
            garages, a reach of 30 km, which holds about five. `pgbench` runs the same function \
            of the same schema, on the same cluster with the daemon stopped, one referral a \
            transaction (`Write/refer.pgbench`). After each case the counters are compared with \
            the rows.
            """)
        let server = try GaragedServer(questions.places, options: BenchOptions())
        try server.run()
        let shares = [people(120), people(400), people(12), people(200)]
        var ids = try enrol(shares.reduce(0, +), server)[...]
        let parts = shares.map { count in
            defer { ids = ids.dropFirst(count) }
            return Array(ids.prefix(count))
        }
        let ours = try refer(parts, server)
        try matchBesideWrites(parts[3], server)
        server.stop()
        do {
            try comparePgbench(server, ours)
        } catch let failure as BenchFailure {
            bench.note("**The row-by-row peer was not measured**: \(failure)")
        }
    }

    /// People first, through the daemon too, since it seals what it is told of them.
    private func enrol(_ count: Int, _ server: GaragedServer) throws -> [String] {
        bench.say("enrolling \(whole(count)) people")
        let people = questions.people
        let requests = try RequestFile(
            (0..<count).map { number in
                let place = people[number % people.count]
                let (north, east) = (Resp.text(place.latitude), Resp.text(place.longitude))
                return Array("BENEFICIARY-ADD key=e\(number) at=\(north),\(east)\n".utf8)
            }, in: folder.url, named: "enrol")
        var client = LoadClient(folder: folder.url)
        (client.warmUpSeconds, client.seconds, client.isOnce) = (0, 240, true)
        let shape = Shape(connections: 50, depth: 16)
        try bench.table("Enrolling, durable", ["shape", "a second", "p50", "p99", "CPU"]) {
            let figures = try client.measure(server.target, requests, shape)
            $0.add([
                "50 × 16", whole(Int(figures.perSecond)), duration(figures.p50),
                duration(figures.p99), duration(figures.cpu),
            ])
        }
        // As autovacuum does within a minute; then what follows is measured from rest.
        try server.psql.run("VACUUM ANALYZE;\nCHECKPOINT;")
        return try server.psql.run("SELECT id FROM ledger.beneficiary ORDER BY number")
            .split(separator: "\n").map(String.init)
    }

    private func requests(_ ids: [String], _ name: String) throws -> RequestFile {
        try RequestFile(
            ids.map { Array("REFER beneficiary=\($0) key=r\($0) within=30km\n".utf8) },
            in: folder.url, named: name)
    }

    private var client: LoadClient {
        LoadClient(warmUpSeconds: 0.3, seconds: seconds, isOnce: true, folder: folder.url)
    }

    private func refer(_ parts: [[String]], _ server: GaragedServer) throws -> [LoadFigures] {
        let shapes = [(50, 1), (50, 16), (1, 1)].map { Shape(connections: $0.0, depth: $0.1) }
        var figures: [LoadFigures] = []
        let columns = [
            "connections", "depth", "referrals/s", "p50", "p99", "mean", "CPU", "counters agree",
        ]
        try bench.table("REFER through garaged", columns) { table in
            for (shape, ids) in zip(shapes, parts) {
                let found = try client.measure(server.target, requests(ids, "refer"), shape)
                table.add([
                    "\(shape.connections)", "\(shape.depth)", whole(Int(found.perSecond)),
                    duration(found.p50), duration(found.p99), duration(found.mean),
                    duration(found.cpu), try Self.agree(server.psql),
                ])
                figures.append(found)
            }
        }
        return figures
    }

    /// What writes do to those who only ask: alone, beside writes, and beside a load that is as
    /// hungry for processors but has nothing to do with the daemon.
    private func matchBesideWrites(_ ids: [String], _ server: GaragedServer) throws {
        let match = try RequestFile(
            questions.match(" fields=garage,km"), in: folder.url, named: "beside")
        let full = Shape(connections: 50, depth: 16)
        let echo = try EchoServer(bytes: 100)
        let lines = try EchoServer.lines(in: folder.url)
        var asker = LoadClient(folder: folder.url)
        asker.seconds = bench.isQuick ? 0.5 : 1
        var neighbour = asker
        (neighbour.warmUpSeconds, neighbour.seconds) = (0.2, asker.seconds + 0.5)
        var writer = neighbour
        writer.isOnce = true
        let columns = ["beside", "MATCH/s", "p50", "p99", "over alone", "referrals/s meanwhile"]
        let cases: [(String, LoadTarget, RequestFile, LoadClient)] = [
            ("REFER at full rate, 50 × 16", server.target, try requests(ids, "writes"), writer),
            ("an echo at full rate, 50 × 16", echo.target, lines, neighbour),
        ]
        try bench.table("MATCH on 4 × 1 while others write", columns) { table in
            let shape = Shape(connections: 4, depth: 1)
            let alone = try asker.measure(server.target, match, shape)
            table.add([
                "nothing", whole(Int(alone.perSecond)), duration(alone.p50), duration(alone.p99),
                "1.00 ×", "–",
            ])
            for (name, target, file, client) in cases {
                let busy = try client.start(target, file, full)
                defer { busy.child.stop() }
                let found = try asker.measure(server.target, match, shape)
                let load = try busy.finish()
                table.add([
                    name, whole(Int(found.perSecond)), duration(found.p50), duration(found.p99),
                    ratio(found.p99, to: alone.p99),
                    target.rule == .final ? whole(Int(load.perSecond)) : "–",
                ])
                if target.rule == .final {
                    bench.goal(
                        .atMost(
                            1.2, "×", "p99 of MATCH beside writes at full rate, over alone",
                            was: found.p99 / alone.p99))
                }
            }
        }
    }

    private func comparePgbench(_ server: GaragedServer, _ ours: [LoadFigures]) throws {
        guard Tools.find("pgbench") != nil else {
            return bench.skip(
                "pgbench", because: "it is not installed", install: "apt-get install postgresql")
        }
        let peer = try RowByRow(
            server, people: people(200), garages: Self.garages, seconds: Int(seconds))
        let columns = ["clients", "referrals/s", "mean", "counters agree"]
        try bench.table("The same transaction, row by row: pgbench -M prepared", columns) { table in
            var found: [Int: RowByRow.Figures] = [:]
            for clients in [32, 1] {
                let figures = try peer.measure(clients: clients)
                found[clients] = figures
                table.add([
                    "\(clients)", whole(Int(figures.perSecond)), duration(figures.mean),
                    try Self.agree(peer.psql),
                ])
            }
            guard let many = found[32], let one = found[1], ours.count == 3 else { return }
            let what = "durable REFER at 50 × "
            bench.goal(
                .atLeast(
                    2, "×", what + "1, over pgbench -c 32",
                    was: ours[0].perSecond / many.perSecond))
            bench.goal(
                .atLeast(
                    4, "×", what + "16, over pgbench -c 32",
                    was: ours[1].perSecond / many.perSecond))
            bench.goal(
                .atMost(
                    2, "×", "mean of durable REFER at 1 × 1, over a blocking call",
                    was: ours[2].mean / one.mean))
        }
    }

    /// Whether counters equal rows and nothing is above a cap.
    static func agree(_ psql: Psql) throws -> String {
        let rows = try psql.run("SELECT count(*) FROM ledger.invariant_violation")
        return rows == "0" ? "yes" : "**no**: \(rows) violations"
    }
}
