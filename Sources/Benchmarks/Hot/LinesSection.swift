import LineProtocol

extension Section {
    /// The protocol alone: requests from bytes, replies to bytes.
    static let lines = Section(
        name: "lines", title: "reading MATCH requests and writing their replies of five rows",
        columns: ["operation", "bytes", "lines"] + Figure.columns + ["lines/CPU s", "MB/CPU s"]
    ) { meter, table in
        let network = SyntheticNetwork(20_000, .uniform)
        let daemon = InProcessDaemon(network)
        let lines = Array(network.lines.prefix(64))
        let outcomes = lines.map { daemon.outcome(of: $0).1 }
        var reply: [UInt8] = []
        for outcome in outcomes { ReplyEncoder(tag: "42").append(outcome, to: &reply) }

        let size = [lines.reduce(0) { $0 + $1.count + 1 }, reply.count].map { Double($0) / 64 }
        let rows = [1, Double(reply.count { $0 == UInt8(ascii: "\n") }) / 64]
        let reading = meter.measure(cycle: 64) { count in
            (0..<count).reduce(0) { $0 &+ (read(lines[$1 % 64])?.arguments.count ?? 0) }
        }
        let writing = meter.measure(cycle: 64) { count in
            (0..<count).reduce(0) { written, index in
                reply.removeAll(keepingCapacity: true)
                ReplyEncoder(tag: "42").append(outcomes[index % 64], to: &reply)
                return written &+ reply.count
            }
        }
        let both = meter.measure(cycle: 64) { count in
            (0..<count).reduce(0) { written, index in
                reply.removeAll(keepingCapacity: true)
                ReplyEncoder(tag: read(lines[index % 64])?.tag)
                    .append(outcomes[index % 64], to: &reply)
                return written &+ reply.count
            }
        }
        for (operation, bytes, lines, figure) in [
            ("request read", size[0], rows[0], reading),
            ("reply written", size[1], rows[1], writing),
            ("both", size[0] + size[1], rows[0] + rows[1], both),
        ] {
            let speeds = [lines, bytes / 1e6].map { significant($0 * figure.perSecond) }
            table.add([operation] + [bytes, lines].map(significant) + figure.cells + speeds)
        }
    }
}
