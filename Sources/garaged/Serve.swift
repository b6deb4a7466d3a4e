import ArgumentParser
import GarageNetwork
import Logging

/// `garaged serve`: runs until it is told to stop.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs the daemon until SIGTERM; SIGHUP reads the configuration again.")

    @Option(help: "The configuration file; without one, every setting has its default.")
    var config: String?

    @Option(help: "The folder of the embedded cluster and of the socket.")
    var state: String?

    @Option(help: "Where to listen for the line protocol, as 127.0.0.1:7450, or none.")
    var listen: String?

    @Option(help: "The path of the Unix socket.")
    var socket: String?

    @Option(help: "No effect but a warning unless it is none: this version serves no HTTP.")
    var http: String?

    @Option(help: "A libpq connection string; without one, the embedded cluster is used.")
    var database: String?

    @Flag(help: "Load the fictional network into an empty database.")
    var demo = false

    @Option(help: "Start the clock at this instant, as 2025-01-02T08:00:00+01:00; rehearsals only.")
    var now: String?

    func run() async throws {
        let configuration = try loaded()
        let start = try startingInstant()
        LoggingSystem.bootstrap { DaemonLog(label: $0, configuration: configuration) }
        let logger = Logger(label: "garaged")
        do {
            let daemon = Daemon(
                configuration: configuration, loadsDemo: demo, startingAt: start, logger: logger,
                reread: { () throws(ConfigurationFaults) in try self.configurationNow() })
            try await daemon.run()
        } catch {
            logger.critical("cannot go on", metadata: ["why": "\(error)"])
            throw ExitStatus.failure
        }
    }

    private func loaded() throws -> Configuration {
        do throws(ConfigurationFaults) {
            return try configurationNow()
        } catch {
            throw Complaint.print("\(error)", ExitStatus.configuration)
        }
    }

    /// The configuration as the file and the flags say now.
    private func configurationNow() throws(ConfigurationFaults) -> Configuration {
        try Configuration.load(
            file: config,
            overrides: [
                state.map { .init(Settings.State.folder, flag: "--state", text: $0) },
                listen.map { .init(Settings.Listen.tcp, flag: "--listen", text: $0) },
                socket.map { .init(Settings.Listen.socket, flag: "--socket", text: $0) },
                http.map { .init(Settings.Listen.http, flag: "--http", text: $0) },
                database.map { .init(Settings.Database.conninfo, flag: "--database", text: $0) },
            ].compactMap(\.self))
    }

    private func startingInstant() throws -> Instant? {
        guard let now else { return nil }
        guard let instant = Instant(iso8601: now) else {
            throw ValidationError("--now: write an instant as 2025-01-02T08:00:00+01:00")
        }
        return instant
    }
}
