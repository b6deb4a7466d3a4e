import GarageNetwork
import Geometry
import LineProtocol
import Matching

/// One operation that the daemon does for every request, for counting its instructions.
///
/// `.ci/instructions` runs each so many times and twice as many, and holds the difference against
/// `instructions.txt`: a count of instructions is the same on a busy machine.
struct HotPath: Sendable {
    let name: String
    /// Makes what the operation needs; what it returns runs the operation so many times, and
    /// returns something that depends on every result.
    let prepare: @Sendable () -> (_ count: Int) -> Int

    static let all: [HotPath] =
        [300, 30_000].flatMap { [nearest($0), within($0)] } + [
            ping, matchShort, matchFull, lineRead, replyEncoded, price,
        ]

    private static func nearest(_ count: Int) -> HotPath {
        HotPath(name: "nearest-\(count)") {
            let (grid, origins) = points(count)
            let radius = Distance.kilometres(50)
            return { times in
                var sum = 0
                for number in 0..<times {
                    grid.forEachNearest(
                        to: origins[number % origins.count], within: radius, limit: 5,
                        where: { _ in true }
                    ) { sum &+= 1 &+ Int($0.id) }
                }
                return sum
            }
        }
    }

    private static func within(_ count: Int) -> HotPath {
        HotPath(name: "within-\(count)") {
            let (grid, origins) = points(count)
            let radius = Distance.kilometres(20)
            return { times in
                (0..<times).reduce(0) {
                    $0 &+ grid.count(within: radius, of: origins[$1 % origins.count])
                }
            }
        }
    }

    private static func points(_ count: Int) -> (Grid, [Coordinate]) {
        (
            Grid(Layout.clustered.places(count, seed: 21)),
            Layout.clustered.places(64, seed: 22)
        )
    }

    private static let ping = HotPath(name: "ping") { answering { _, _ in Array("PING".utf8) } }

    private static let matchShort = HotPath(name: "match-short") {
        answering { $0.lines[$1] + Array(" fields=garage,km".utf8) }
    }

    private static let matchFull = HotPath(name: "match-full") { answering { $0.lines[$1] } }

    /// From the bytes of a line to the bytes of its reply, without the socket.
    private static func answering(
        _ line: (SyntheticNetwork, Int) -> [UInt8]
    ) -> (Int) -> Int {
        let network = SyntheticNetwork(300, .clustered)
        let daemon = InProcessDaemon(network)
        let lines = (0..<64).map { line(network, $0) }
        return { times in
            withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 1) { space in
                (0..<times).reduce(0) { sum, number in
                    sum &+ daemon.reply(to: lines[number % lines.count], in: space)
                }
            }
        }
    }

    /// 64 lines that came in one piece, each found and read.
    private static let lineRead = HotPath(name: "line-read") {
        let lines = SyntheticNetwork(300, .clustered).lines.prefix(64)
        let piece = lines.flatMap { $0 + [UInt8(ascii: "\n")] }
        return { times in
            var reader = RequestReader(maximumLineBytes: 65_536)
            var read = 0
            while read < times {
                read += piece.withUnsafeBytes { piece in
                    var (offset, lines) = (0, 0)
                    while let incoming = reader.next(in: piece, from: &offset) {
                        if case .request = incoming { lines += 1 }
                    }
                    return lines
                }
            }
            return read
        }
    }

    private static let replyEncoded = HotPath(name: "reply-encoded") {
        let network = SyntheticNetwork(300, .clustered)
        let daemon = InProcessDaemon(network)
        let outcomes = network.lines.prefix(64).map { daemon.outcome(of: $0).1 }
        return { times in
            var reply: [UInt8] = []
            return (0..<times).reduce(0) { sum, number in
                reply.removeAll(keepingCapacity: true)
                ReplyEncoder(tag: "42").append(outcomes[number % outcomes.count], to: &reply)
                return sum &+ reply.count
            }
        }
    }

    private static let price = HotPath(name: "price") {
        { times in
            var sum = 0.0
            for number in 0..<times {
                let forecast = Forecast(shape: 2, mean: 0.5 + Double(number % 8))
                sum += MonthEndPrice(count: number % 12, low: 5, high: 10, forecast: forecast).km
            }
            return Int(sum)
        }
    }
}
