import Foundation
import Geometry

extension Level {
    /// How large a network may become.
    static let scale = Level(name: "scale", title: "Scale: start, memory, changes") { bench in
        try ScaleLevel(bench).run()
    }
}

/// Starts on databases that exist already, and what is held in memory after them.
struct ScaleLevel {
    let bench: Bench
    let options = BenchOptions()

    init(_ bench: Bench) { self.bench = bench }

    private static let columns = [
        "garages", "exec to ready", "of these PostgreSQL", "own", "at ready", "idle", "most",
        "a garage",
        "change seen, median", "slowest",
    ]
    private static let note = """
        The second start on a database, the median of three: `own` leaves out the time from when \
        PostgreSQL's lock file is there until it takes connections. Memory is what the daemon's \
        process has resident, without PostgreSQL: `at ready` when it says so, with the code that \
        only a start runs, `idle` \(Start.idleSeconds) seconds later (`VmRSS`), and the `most` \
        (`VmHWM`). `a garage` is what it has more, idle, than with the demonstration's 300, for \
        each of \
        the others. A change is GARAGE-SET of a name, from the moment it is sent until MATCH shows \
        it to another connection.
        """

    func run() throws {
        var demo = 0
        let title = "Start and memory, on a PostgreSQL of its own"
        try bench.table(title, Self.columns, note: Self.note) { table in
            demo = try demonstration(&table)
            for count in bench.isQuick ? [100_000] : [100_000, 1_000_000] {
                do {
                    try network(of: count, above: demo, &table)
                } catch let failure as BenchFailure {
                    table.add([whole(count)] + Array(repeating: "–", count: 9))
                    bench.note("**\(whole(count)) garages were not measured**: \(failure)")
                }
            }
        }
        try simulate()
    }

    /// The fictional network that comes with the daemon, with its gazetteer.
    private func demonstration(_ table: inout Table) throws -> Int {
        let server = try GaragedServer(demo: options)
        let seen = try Start.observe(server, times: bench.isQuick ? 1 : 3)
        table.add(["300, the demonstration"] + seen.cells + ["–", "–", "–"])
        let megabytes = Double(seen.idle) / 1_048_576
        bench.goal(
            .atMost(40, "MiB", "memory of the idle daemon with the demo network", was: megabytes))
        bench.goal(
            .atMost(
                100, "ms", "start to ready on an existing cluster, without PostgreSQL's",
                was: seen.own * 1000))
        return seen.idle
    }

    private func network(of count: Int, above demo: Int, _ table: inout Table) throws {
        bench.say("\(whole(count)) garages: filling the database")
        let questions = Questions(count, .clustered)
        let server = try GaragedServer(questions.places, options: options)
        let seen = try Start.observe(server, times: bench.isQuick ? 1 : 3)
        let changes = try Changes.observe(server, questions.places, times: 20).sorted()
        let each = Double(seen.idle - demo) / Double(count - 300)
        table.add(
            [whole(count)] + seen.cells + [
                "\(significant(each)) B", duration(changes[changes.count / 2]),
                duration(changes[changes.count - 1]),
            ])
        guard count == 1_000_000 else { return }
        bench.goal(.atMost(3, "s", "a million garages ready, without PostgreSQL's", was: seen.own))
        bench.goal(.atMost(200, "B", "memory a garage, of a million", was: each))
        bench.goal(
            .atMost(
                50, "ms", "one garage of a million changed until MATCH shows it, the slowest of 20",
                was: changes[changes.count - 1] / 1e6))
    }

    private func simulate() throws {
        let places = bench.isQuick ? 100_000 : 10_000_000
        let columns = ["requests", "garages", "seconds", "a request", "memory at most"]
        let note = """
            `garagectl simulate --alerts --policy nearest`: a generated year with its warnings, \
            reading the files included, without the optimum.
            """
        try bench.table("A simulated year", columns, note: note) { table in
            for count in [places / 10, places] {
                let figures = try Simulated.year(requests: count, options: options)
                table.add([
                    whole(count), whole(Simulated.garages), significant(figures.seconds),
                    duration(figures.seconds * 1e9 / Double(count)),
                    Start.megabytes(figures.mostResident),
                ])
                guard count == 10_000_000 else { continue }
                bench.goal(
                    .atMost(
                        500, "MiB", "memory of simulate with 10,000,000 places of history",
                        was: Double(figures.mostResident) / 1_048_576))
            }
        }
    }
}
