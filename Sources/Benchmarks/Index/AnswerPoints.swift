import ArgumentParser
import Foundation
import Geometry

/// Our own index as a peer among peers: a process that is asked like all the others.
///
/// `Peers/Peer.hpp` is the same for peers in C++ and says what the lines are.
struct AnswerPoints: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer-points", abstract: "Answer the index level's lines.",
        shouldDisplay: false)

    @Argument var points: String
    @Argument var queries: String
    @Argument var count: Int

    /// So few points are indexed several times, and the least time counts: what the first one waits
    /// for is its program, which is read from the disk page by page.
    private static let repeatedMax = 100_000

    func run() throws {
        let points = try PointFile.read(URL(filePath: points), count: count)
        let queries = try PointFile.read(URL(filePath: queries), count: .max)
        // Memory is counted in pages, so a small index is built often enough to fill some.
        let copies = max(1, 200_000 / max(1, points.count))
        var (grid, took, before) = (Grid([]), Double.infinity, 0)
        for _ in 0..<(points.count <= Self.repeatedMax ? 9 : 1) {
            grid = Grid([])
            before = ResidentMemory.bytes
            let start = Clocks.thread()
            grid = Grid(points)
            took = min(took, Clocks.thread() - start)
        }
        let others = (1..<copies).map { _ in Grid(points) }
        let grown = withExtendedLifetime(others) { ResidentMemory.bytes - before }
        let bytes = Double(grown) / Double(copies * max(1, points.count))
        say("built \(took) \(bytes)")
        let peer = GridPeer(grid: grid, queries: queries)
        while let line = readLine() { try peer.answer(line) }
    }
}

/// Reads lines of the index level and answers them from a grid.
private struct GridPeer {
    let grid: Grid
    let queries: [Coordinate]

    struct Unknown: Error { let line: String }

    func answer(_ line: String) throws {
        let words = line.split(separator: " ")
        guard words.count == 5, let metres = Double(words[2]), let limit = Int(words[3]),
            let amount = Int(words[4]), let kind = IndexQuestion.Kind(rawValue: String(words[1]))
        else { throw Unknown(line: line) }
        let radius = Distance.metres(metres)
        switch (words[0], kind) {
        case ("answer", .nearest):
            for query in queries.prefix(amount) {
                let found = grid.nearest(to: query, within: radius, limit: limit)
                say(found.map { "\($0.id)" }.joined(separator: " "))
            }
        case ("answer", .within):
            for query in queries.prefix(amount) {
                say("\(grid.count(within: radius, of: query))")
            }
        case ("time", .nearest):
            time(milliseconds: amount) {
                var sum = 0
                grid.forEachNearest(
                    to: queries[$0], within: radius, limit: limit, where: { _ in true }
                ) { sum &+= 1 &+ Int($0.id) }
                return sum
            }
        case ("time", .within):
            time(milliseconds: amount) { grid.count(within: radius, of: queries[$0]) }
        default: throw Unknown(line: line)
        }
    }

    /// Passes over all queries until the time is over; the best of those that were complete, or
    /// the mean of the only one where none was.
    @inline(__always)
    private func time(milliseconds: Int, _ answer: (Int) -> Int) {
        let budget = Double(milliseconds) * 1e6
        var (spent, best, asked, checksum) = (0.0, Double.infinity, 0, 0)
        repeat {
            var (took, done, block) = (0.0, 0, 1)
            while done < queries.count, spent + took < budget || done < Self.queriesMin {
                let start = Clocks.thread()
                for index in done..<done + block { checksum &+= answer(index) }
                took += Clocks.thread() - start
                done += block
                block = min(queries.count - done, max(1, Int(budget / 8 * Double(done) / took)))
            }
            if done == queries.count || asked == 0 {
                best = min(best, took / Double(done))
                asked = max(asked, done)
            }
            spent += took
        } while spent < budget
        precondition(checksum != .min, "Never so; it only has to be looked at.")
        say("timed \(best) \(asked)")
    }

    /// However slow, so many are asked.
    private static let queriesMin = 16
}

private func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
}
