import Foundation
import Geometry

/// What a request costs as the network grows, and as connections do: the curves of the plots.
extension ServiceLevel {
    func growth() throws {
        try growthOfNetwork()
        try growthOfConnections()
    }

    /// Uniform garages, asked with one reach, in which there are ever more of them, and with a
    /// reach that holds about as many at every size: else the number in reach grows, not the
    /// network.
    private func growthOfNetwork() throws {
        let counts = [300, 3000] + (bench.isQuick ? [] : [30_000, 300_000, 1_000_000])
        var curves: [String: [Curve.Point]] = [:]
        let columns = ["garages", "reach", "in reach", "requests/s", "p99", "CPU"]
        let title = "MATCH as the network grows, 16 × 16, fields=garage,km"
        try bench.table(title, columns) { table in
            for count in counts {
                do {
                    try growth(to: count, &table, &curves)
                } catch let failure as BenchFailure {
                    bench.note("**Growth to \(whole(count)) was not measured**: \(failure)")
                }
            }
        }
        for (name, points) in curves.sorted(by: { $0.key < $1.key }) {
            let marks =
                name == Self.withinTwenty
                ? [Self.manyInReach] : Curve.Mark.caches(bytesForEach: 200)
            bench.plot(Curve(plot: Plot.points.name, name: name, points: points, marks: marks))
        }
    }

    private func growth(
        to count: Int, _ table: inout Table, _ curves: inout [String: [Curve.Point]]
    ) throws {
        let places = Questions(count, .uniform).places
        let server = try GaragedServer(places, options: options)
        try server.run()
        for radius in Set([20, Self.radiusKm(holding: 5, of: count)]).sorted() {
            let questions = Questions(count, .uniform, radiusKm: radius)
            let requests = try RequestFile(
                questions.match(" fields=garage,km"), in: folder.url, named: "growth")
            let shape = Shape(connections: 16, depth: 16)
            // Where five are in reach on average, some have none: NO-GARAGE is an answer.
            let figures = try client.measure(
                server.overTCP, requests, shape, errorsAllowed: true)
            let reach = Double(count) * .pi * Double(radius * radius) / 550_000
            table.add([
                whole(count), "\(radius) km", significant(reach), whole(Int(figures.perSecond)),
                duration(figures.p99), duration(figures.cpu),
            ])
            let name = radius == 20 ? Self.withinTwenty : "MATCH, five in reach"
            curves[name, default: []].append(.init(x: Double(count), y: figures.cpu))
        }
    }

    private static let withinTwenty = "MATCH within 20 km"

    private static let manyInReach = Curve.Mark(
        x: 2200, label: "5 in reach",
        reason: "more garages are in reach than are shown, and each of them is ranked")

    private static let sharedWakeUps = Curve.Mark(
        x: 10, label: "shared",
        reason: "one wake-up of the server brings requests of several connections")

    /// The reach, in whole km and at most 50, that holds about so many of uniform garages.
    static func radiusKm(holding wanted: Double, of count: Int) -> Int {
        let radius = (wanted * 550_000 / Double(count) / .pi).squareRoot()
        return min(50, max(1, Int(radius.rounded())))
    }

    private func growthOfConnections() throws {
        let questions = Questions(300, .clustered)
        let server = try GaragedServer(questions.places, options: options)
        try server.run()
        let requests = try RequestFile(
            questions.match(" fields=garage,km"), in: folder.url, named: "growth")
        let echo = try EchoServer(bytes: 100)
        let lines = try EchoServer.lines(in: folder.url)
        var curves: [String: [Curve.Point]] = [:]
        let columns = [
            "connections", "server", "requests/s", "p50", "p99", "CPU", "memory a connection",
        ]
        try bench.table("MATCH as connections come, one request in flight each", columns) { table in
            let idle = ProcessTree.residentBytes(of: server.overTCP.process)
            for connections in [1, 10, 100, 1000] {
                for (target, file) in [(server.overTCP, requests), (echo.target, lines)] {
                    let shape = Shape(connections: connections, depth: 1)
                    let running = try client.start(target, file, shape)
                    let grown = ProcessTree.residentBytes(of: target.process) - idle
                    let figures = try running.finish()
                    table.add([
                        "\(connections)", target.name, whole(Int(figures.perSecond)),
                        duration(figures.p50), duration(figures.p99), duration(figures.cpu),
                        target.rule == .final && connections >= 100
                            ? "\(significant(Double(grown) / 1024 / Double(connections))) KiB"
                            : "–",
                    ])
                    curves[target.rule == .final ? "MATCH" : "echo", default: []].append(
                        .init(x: Double(connections), y: figures.cpu))
                }
            }
        }
        for (name, points) in curves.sorted(by: { $0.key < $1.key }) {
            bench.plot(
                Curve(
                    plot: Plot.connections.name, name: name, points: points,
                    marks: [Self.sharedWakeUps] + Curve.Mark.caches(bytesForEach: 8192)))
        }
    }
}
