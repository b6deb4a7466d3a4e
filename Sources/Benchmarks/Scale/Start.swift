import Foundation
import Geometry

/// What starts on an existing database took, and what the last one holds.
struct Start {
    /// Seconds; the start whose own part was in the middle.
    let total: Double
    let postgres: Double
    let own: Double
    /// Bytes when it was ready, ``idleSeconds`` later, and the most there ever were.
    let atReady: Int
    let idle: Int
    let mostResident: Int

    /// By then it has given back what only the start needed.
    static let idleSeconds: UInt32 = 15

    var cells: [String] {
        [
            duration(total * 1e9), duration(postgres * 1e9), duration(own * 1e9),
            Self.megabytes(atReady), Self.megabytes(idle), Self.megabytes(mostResident),
        ]
    }

    /// Starts it so many times; the last one goes on.
    static func observe(_ server: GaragedServer, times: Int) throws -> Start {
        var starts: [GaragedServer.StartFigures] = []
        for _ in 0..<times {
            server.stop()
            try server.launch([])
            starts.append(server.start)
        }
        let process = server.child?.id ?? 0
        let atReady = ProcessTree.residentBytes(of: process)
        sleep(idleSeconds)
        let middle = starts.sorted { $0.own < $1.own }[times / 2]
        return Start(
            total: middle.total, postgres: middle.postgres, own: middle.own,
            atReady: atReady, idle: ProcessTree.residentBytes(of: process),
            mostResident: ProcessTree.mostResidentBytes(of: process))
    }

    static func megabytes(_ bytes: Int) -> String {
        "\(significant(Double(bytes) / 1_048_576)) MiB"
    }
}

/// How long one changed garage of many takes until everybody sees it.
enum Changes {
    /// - Returns: nanoseconds, one for each change.
    static func observe(
        _ server: GaragedServer, _ places: [Coordinate], times: Int
    ) throws -> [Double] {
        let writer = try Exchange(server.target)
        let reader = try Exchange(server.target)
        return try (0..<times).map { round in
            let index = round * (places.count / times)
            let name = "Garage \(round) changed"
            let (north, east) = (
                Resp.text(places[index].latitude), Resp.text(places[index].longitude)
            )
            let ask = "MATCH at=\(north),\(east) within=800m policy=nearest limit=100 fields=name"
            let begin = Clocks.wall()
            let reply = try writer.ask(line: "GARAGE-SET garage=G\(index + 1) name=\"\(name)\"")
            guard reply.last?.hasPrefix("+") ?? false else {
                throw BenchFailure("GARAGE-SET: \(reply.joined(separator: " "))")
            }
            while !(try reader.ask(line: ask).contains { $0.contains("\"\(name)\"") }) {
                guard Clocks.wall() - begin < 20e9 else {
                    throw BenchFailure("a changed garage is not seen after twenty seconds")
                }
                usleep(200)
            }
            return Clocks.wall() - begin
        }
    }
}
