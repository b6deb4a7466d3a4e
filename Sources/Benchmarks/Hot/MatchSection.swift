import GarageNetwork
import Geometry
import LineProtocol
import Matching

extension Section {
    /// A MATCH in memory: the ranking alone, and from the line to the reply.
    static let match = Section(
        name: "match", title: "five garages within 30 km for a person, in process",
        columns: ["garages", "layout", "operation", "in reach"] + Figure.columns + ["per CPU s"]
    ) { meter, table in
        for count in [300, 20_000, 100_000] {
            for layout in Layout.allCases {
                let bench = MatchBench(SyntheticNetwork(count, layout))
                let reachable = significant(bench.reachableMean)
                let figures = [
                    ("match, nearest", bench.match(.nearest, meter)),
                    ("match, balanced", bench.match(.balanced, meter)),
                    ("line to reply, balanced", bench.reply(meter)),
                ]
                for (operation, figure) in figures {
                    table.add(
                        [whole(count), layout.rawValue, operation, reachable] + figure.cells
                            + [significant(figure.perSecond)])
                }
            }
        }
    }
}

/// One network and the people who ask it.
private struct MatchBench {
    private let network: SyntheticNetwork
    private let snapshot: NetworkSnapshot
    private var people: [Coordinate] { network.people }

    private static let reach = TravelModel.standard.reach(for: ReachRequest(kmMax: 30))

    init(_ network: SyntheticNetwork) {
        self.network = network
        snapshot = network.live.snapshot
    }

    /// How many garages a person has within 30 km, on average.
    var reachableMean: Double {
        let total = people.reduce(0) { $0 + snapshot.match(query($1, .nearest)).reachable }
        return Double(total) / Double(people.count)
    }

    func match(_ policy: MatchingPolicy, _ meter: Meter) -> Figure {
        meter.measure(cycle: people.count) { count in
            (0..<count).reduce(0) { found, index in
                let result = snapshot.match(query(people[index % people.count], policy))
                return found &+ result.matches.count &+ (result.matches.first?.index ?? 0)
            }
        }
    }

    func reply(_ meter: Meter) -> Figure {
        let daemon = InProcessDaemon(network)
        return withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 1) { space in
            meter.measure(cycle: people.count) { count in
                (0..<count).reduce(0) { written, index in
                    written &+ daemon.reply(to: network.lines[index % people.count], in: space)
                }
            }
        }
    }

    private func query(_ place: Coordinate, _ policy: MatchingPolicy) -> MatchQuery {
        MatchQuery(position: place, reach: Self.reach, work: .light, policy: policy, limit: 5)
    }
}
