import ArgumentParser

/// The daemon's figures as text that Prometheus and its heirs read.
struct MetricsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "metrics",
        abstract: "Prints the daemon's figures as a monitoring system collects them.",
        discussion: """
            The text exposition format of Prometheus, which its heirs read too. Where nothing
            can ask the daemon itself, cron writes it for the node exporter:

              garagectl metrics > /var/lib/prometheus/node-exporter/garaged.prom
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        guard !output.json, !output.csv else {
            return try RequestCommand.send(["metrics"], connection, output)
        }
        let reply = try connection.open().ask(RequestText("METRICS", []))
        _ = try reply.get(verb: "METRICS")
        for line in Self.exposition(of: reply.rows) { Terminal.print(line) }
    }

    /// Three lines a figure; a row that is not a figure is left out.
    static func exposition(of rows: [String]) -> [String] {
        rows.flatMap { row -> [String] in
            guard let members = JSONReader.object(row), let name = members.text("metric"),
                let kind = members.text("kind"), let value = members.text("value"),
                name.utf8.allSatisfy({ $0.isMetricCharacter }), Double(value) != nil
            else { return [] }
            let help = (members.text("help") ?? "").printable
            return [
                "# HELP \(name) \(help)", "# TYPE \(name) \(kind.printable)", "\(name) \(value)",
            ]
        }
    }
}

extension [JSONMember] {
    fileprivate func text(_ name: String) -> String? {
        switch first(where: { $0.name == name })?.value {
        case .text(let text), .number(let text): text
        default: nil
        }
    }
}

extension UInt8 {
    fileprivate var isMetricCharacter: Bool {
        (0x61...0x7A).contains(self) || (0x30...0x39).contains(self) || self == 0x5F
    }
}
