import Foundation
import Geometry

extension Level {
    /// The daemon over loopback, beside what else answers the same questions.
    static let service = Level(name: "service", title: "Service: requests over loopback") { bench in
        try ServiceLevel(bench).run()
    }
}

/// Which servers are asked what, with how many connections.
struct ServiceLevel {
    typealias Shape = LoadClient.Shape

    let bench: Bench
    let folder: TemporaryFolder
    let options = BenchOptions()
    let client: LoadClient

    /// More work than this in flight would measure the queue, not the server.
    static let secondsInFlight = 0.3
    static let shapes = [1, 16, 64].flatMap { depth in
        [1, 16, 64].map { Shape(connections: $0, depth: depth) }
    }

    init(_ bench: Bench) throws {
        self.bench = bench
        folder = try TemporaryFolder()
        client = LoadClient(
            warmUpSeconds: 0.1, seconds: bench.isQuick ? 0.2 : 0.4,
            folder: folder.url)
    }

    func run() throws {
        bench.note(
            """
            All over TCP on 127.0.0.1, without TLS; garaged with a token on each connection. The \
            client is one thread, the same for all, with its requests made beforehand; it shares \
            the cores with the server. `CPU` is the processor time of all processes of the \
            server for one request, the kernel's part included. `short` asks for \
            `fields=garage,km`, `full` for everything, reasons in words too, both by the \
            `balanced` order, which looks at every garage in reach, not only at five. Echoes \
            answer a line by a line as long as garaged's mean reply. With one connection, client \
            and server share one processor: on two, what is measured is how long a halted one \
            takes to wake.
            """)
        for count in bench.isQuick ? [300, 30_000] : [300, 30_000, 1_000_000] {
            let questions = Questions(count, .clustered)
            do {
                let server = try GaragedServer(questions.places, options: options)
                try server.run()
                try matches(questions, server)
                if count == 300 { try pings(server) }
            } catch let failure as BenchFailure {
                bench.note("**\(whole(count)) points were not measured to the end**: \(failure)")
            }
        }
        try growth()
    }

    /// Ours and the peers', with all connections and depths.
    private func matches(_ questions: Questions, _ server: GaragedServer) throws {
        let checked = bench.isQuick ? 50 : 300
        let truth = questions.truth(checked)
        let title =
            "The five nearest within \(questions.radiusKm) km of"
            + " \(whole(questions.places.count)) clustered points"
        try bench.table(title, ServiceRows.columns, note: ServiceRows.note) { table in
            var rows = ServiceRows(quick: bench.isQuick)
            try askOurs(questions, server, truth, &rows)
            try askPeers(questions, truth, &rows)
            rows.write(to: &table)
            for goal in rows.goals(points: questions.places.count) { bench.goal(goal) }
        }
    }

    /// In turns with the echoes that answer as long lines, shape by shape: the neighbours of this
    /// machine change from second to second, and the ratio of the two is what is asked for.
    private func askOurs(
        _ questions: Questions, _ server: GaragedServer, _ truth: [[Int]], _ rows: inout ServiceRows
    ) throws {
        let target = server.overTCP
        let nearest = questions.match(" policy=nearest fields=garage")
        let same = try Questions.agreement(target, nearest, truth, Questions.numbers(inMatch:))
        for (name, echoName, tail) in [
            (ServiceRows.short, ServiceRows.shortEcho, " fields=garage,km"),
            (ServiceRows.full, ServiceRows.fullEcho, ""),
        ] {
            let requests = try RequestFile(questions.match(tail), in: folder.url, named: "match")
            let echo = try EchoServer(bytes: Questions.meanReply(target, requests.requests))
            try measure(target, name, requests, same, &rows) { shape, rows in
                let ceiling = try client.measure(echo.target, requests, shape)
                rows.add(echoName, shape, ceiling, nil)
            }
        }
    }

    private func askPeers(
        _ questions: Questions, _ truth: [[Int]], _ rows: inout ServiceRows
    ) throws {
        try ask("Redis", install: "apt-get install redis-server") {
            let redis = try RedisServer(questions.places)
            bench.version("Redis", try RedisServer.version())
            try measurePeer(
                redis.target, truth,
                questions.people.map { RedisServer.nearest($0, metres: questions.metres) }, &rows
            ) { Resp.ids($0, elements: 2) }
        }
        let release = "a release of github.com/tidwall/tile38, then TILE38=PATH make bench"
        try ask("Tile38", install: release) {
            let tile38 = try Tile38Server(questions.places, program: options.tile38())
            try measurePeer(
                tile38.target, truth,
                questions.people.map { Tile38Server.nearest($0, metres: questions.metres) }, &rows
            ) { Resp.ids($0, elements: 3) }
        }
        try ask("PostGIS", install: "apt-get install postgis") {
            try askPostgis(questions, truth, &rows)
        }
    }

    /// Measures a peer, or says what it lacks.
    private func ask(_ peer: String, install: String, _ measure: () throws -> Void) throws {
        do {
            try measure()
        } catch let failure as BenchFailure {
            bench.skip(peer, because: failure.description, install: install)
        }
    }

    /// Only the faster of the two ways to lay the Earth flat is asked with all shapes.
    private func askPostgis(
        _ questions: Questions, _ truth: [[Int]], _ rows: inout ServiceRows
    ) throws {
        let server = try PostgisServer(questions.places)
        bench.version("PostGIS", try server.version())
        let requests = questions.people.map(PostgisServer.nearest)
        let file = try RequestFile(requests, in: folder.url, named: "postgis")
        let targets = PostgisServer.Variant.allCases.map {
            server.target($0, metres: questions.metres)
        }
        let costs = try targets.map {
            try client.measure($0, file, Shape(connections: 16, depth: 1)).cpu
        }
        let fastest = costs[0] <= costs[1] ? targets[0] : targets[1]
        try measurePeer(fastest, truth, requests, &rows, PostgresMessages.ids)
    }

    private func measurePeer(
        _ target: LoadTarget, _ truth: [[Int]], _ requests: [[UInt8]], _ rows: inout ServiceRows,
        _ numbers: ([UInt8]) -> [Int]
    ) throws {
        let same = try Questions.agreement(target, requests, truth, numbers)
        let file = try RequestFile(requests, in: folder.url, named: "peer")
        try measure(target, target.name, file, same, &rows)
    }

    /// One server, all shapes that do not queue more work than ``secondsInFlight``; `before` each
    /// shape another one has its turn.
    private func measure(
        _ target: LoadTarget, _ name: String, _ requests: RequestFile, _ same: Double?,
        _ rows: inout ServiceRows,
        before: (Shape, inout ServiceRows) throws -> Void = { _, _ in }
    ) throws {
        var cost = 0.0
        for shape in Self.shapes {
            try before(shape, &rows)
            guard cost * Double(shape.inFlight) <= Self.secondsInFlight else {
                rows.leaveOut(name, shape)
                continue
            }
            let figures = try client.measure(target, requests, shape)
            cost = figures.cpu / 1e9
            rows.add(name, shape, figures, same)
        }
    }

    /// What a request costs that asks nothing.
    private func pings(_ server: GaragedServer) throws {
        guard Tools.find("redis-server") != nil else { return }
        let redis = try RedisServer([])
        let ours = try RequestFile(
            Array(repeating: Array("PING\n".utf8), count: 4096), in: folder.url, named: "ping")
        let theirs = try RequestFile(
            Array(repeating: RedisServer.ping, count: 4096), in: folder.url, named: "redis-ping")
        try bench.table("PING, 64 requests in flight on each connection", PingRows.columns) {
            for connections in [1, 16, 64] {
                let shape = Shape(connections: connections, depth: 64)
                let our = try client.measure(server.overTCP, ours, shape)
                let peer = try client.measure(redis.target, theirs, shape)
                PingRows.add("garaged", shape, our, over: peer, to: &$0)
                PingRows.add("Redis", shape, peer, over: peer, to: &$0)
                bench.goal(
                    .atLeast(
                        1, "×", "PING a second at \(connections) × 64, over Redis'",
                        was: our.perSecond / peer.perSecond))
            }
        }
    }
}
