import Commands
import Crypto
import Delivery
import GarageNetwork
import Glibc
import LineProtocol
import Logging
import Matching
import PostgresStore
import Server
import ServiceLifecycle
import UnixSignals

/// The whole daemon, put together: the database, the network in memory, the sockets.
struct Daemon {
    let configuration: Configuration
    let loadsDemo: Bool
    let startingAt: Instant?
    let logger: Logger
    let reread: @Sendable () throws(ConfigurationFaults) -> Configuration

    /// Starts everything, serves, and stops everything in the opposite order.
    func run() async throws {
        let notifier = SystemdNotifier(environment: environmentOfProcess())
        let rehearsal = startingAt.map(SetClock.init(startingAt:))
        let clock: any Clock = rehearsal ?? SystemClock()
        let hangUps = await UnixSignalsSequence(trapping: .sighup)
        let network = LiveNetwork(clock: clock)
        network.turn(to: clock.now)
        let subscriptions = Subscriptions(network: network)

        if configuration[Settings.Listen.http] != .off {
            logger.warning("listen.http has no effect: this version serves no HTTP")
        }
        // Parsed while the database starts: together they take as long as that.
        async let shipped = Self.shippedGazetteer()
        async let parsed = Self.delivering(configuration)
        let database = try await Database.open(
            configuration, observer: subscriptions, clock: clock, logger: logger)
        do {
            async let admission: Void = database.admit(clock, logger: logger)
            let (delivering, gazetteer) = (try await parsed, await shipped)
            let operations = DaemonOperations()
            let environment = Environment(
                network: network, subscriptions: subscriptions, ledger: database.store.ledger,
                registry: database.store.registry, archive: database.store.archive,
                desks: Desks(
                    relay: database.store.relay, jobs: database.store.jobs,
                    outbox: database.store.outbox, quotes: database.store.quotes,
                    reports: database.store.reports, accounts: database.store.accounts,
                    watch: database.store.watch, audit: database.store.audit,
                    persons: database.store.persons, rights: database.store.rights,
                    mobility: database.store.mobility,
                    eligibility: database.store.eligibility, impact: database.store.impact),
                clock: clock, rehearsalClock: rehearsal,
                gazetteer: CurrentGazetteer(Gazetteer([])), directory: Directory(),
                access: AccessDesk { Array(SHA256.hash(data: $0)) },
                settings: CurrentSettings(configuration.commandSettings),
                operations: operations,
                exports: StateExports(folder: configuration.exportFolder, logger: logger),
                attainable: OutlookRefreshing.attainableShare, notices: delivering.desk,
                questionnaires: CurrentQuestionnaires { QuestionnaireFolder.questionnaire($0) })
            async let directory: Void = readDirectory(of: environment, gazetteer)
            // Nothing is written into a database that may be the wrong one.
            try await admission
            try await directory
            try await prepare(environment)
            try await database.store.ready()
            let server = try await listen(environment, operations)
            logger.notice(
                "ready",
                metadata: [
                    "garages": "\(network.snapshot.garages.count)",
                    "socket": "\(server.addresses.socketPath ?? "none")",
                    "tcp": "\(server.addresses.tcpText)",
                ])
            notifier.notify(.ready)
            try await serve(
                server.line, environment, operations, notifier, watch: database.store.watch,
                courier: delivering.service(environment, logger: logger), hangUps: hangUps)
        } catch {
            await database.close()
            throw error
        }
        notifier.notify(.stopping)
        await database.close()
        logger.notice("stopped")
    }

    /// Reads the gazetteer and the prescribers.
    private func readDirectory(
        of environment: Environment, _ gazetteer: Result<Gazetteer, any Error>?
    ) async throws {
        async let prescribers = environment.registry.prescribers()
        let own = try await environment.registry.places()
        if own.isEmpty, gazetteer == nil {
            logger.warning("places.tsv is not installed: PLACE knows nothing until import places")
        }
        environment.gazetteer.replace(
            with: own.isEmpty ? try gazetteer?.get() ?? Gazetteer([]) : Gazetteer(own))
        environment.directory.replace(prescribers: try await prescribers)
    }

    /// The questionnaires, what was asked for lately, and the demonstration network where it was
    /// asked for.
    private func prepare(_ environment: Environment) async throws {
        async let recalled: Void = environment.recall.complete()
        try await configuration.questionnaireFolder.load(
            into: environment.desks.mobility, for: environment.questionnaires)
        await recalled
        guard loadsDemo else { return }
        guard environment.network.snapshot.garages.isEmpty else {
            logger.info("the database is not empty: the demonstration network was left out")
            return
        }
        guard let shipped = ShippedData() else {
            throw DemoNetwork.Failure(file: "demo-garages.csv", reason: "it is not installed")
        }
        let loaded = try await DemoNetwork(shipped: shipped).load(into: environment)
        logger.notice(
            "loaded the fictional network",
            metadata: [
                "garages": "\(loaded.garages)", "prescribers": "\(loaded.prescribers)",
            ])
    }

    /// The gazetteer of the package; nil where it is not installed.
    @concurrent
    private static func shippedGazetteer() async -> Result<Gazetteer, any Error>? {
        ShippedData().map { shipped in Result { Gazetteer(try shipped.places()) } }
    }

    @concurrent
    private static func delivering(_ configuration: Configuration) async throws -> Delivering {
        try Delivering(configuration)
    }

    private func listen(
        _ environment: Environment, _ operations: DaemonOperations
    ) async throws -> (line: LineServer, addresses: BoundAddresses) {
        let socket = configuration.stateFolder + "/garaged.sock"
        let roles = SocketRoles(configuration[Settings.Access.uidRoles])
        let server = LineServer(
            configuration: configuration.serverConfiguration(defaultSocket: socket),
            logger: logger
        ) { peer, outlet in
            Conversation(
                environment: environment, peer: peer, caller: roles.caller(peer),
                push: { outlet.push($0) })
        }
        let addresses = try await server.bind()
        let reloading = Reloading(
            configuration: configuration, reread: reread, settings: environment.currentSettings,
            server: server, logger: logger
        ) { configuration in
            try await configuration.questionnaireFolder.load(
                into: environment.desks.mobility, for: environment.questionnaires)
        }
        operations.serve(server.statistics, limits: configuration.serverLimits) {
            () async throws(RequestError) in try await reloading.reload()
        }
        return (server, addresses)
    }

    private func serve(
        _ server: LineServer, _ environment: Environment, _ operations: DaemonOperations,
        _ notifier: SystemdNotifier, watch: any WatchLedger, courier: CourierService?,
        hangUps: UnixSignalsSequence
    ) async throws {
        var services: [any Service] = [
            Heartbeat(
                network: environment.network, recall: environment.recall,
                clock: environment.clock, notifier: notifier),
            OutlookRefreshing(environment: environment, logger: logger),
            AlertWatching(environment: environment, ledger: watch, logger: logger),
            FactsRefreshing(environment: environment, logger: logger),
            AuditLinking(audit: environment.desks.audit, logger: logger),
            PersonResealing(persons: environment.desks.persons, logger: logger),
            HangUps(
                signals: hangUps, operations: operations, notifier: notifier, logger: logger),
            server,
        ]
        if let courier { services.insert(courier, at: 0) }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map { .init(service: $0) },
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await group.run()
    }

    private func environmentOfProcess() -> [String: String] {
        var variables: [String: String] = [:]
        for name in ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"] {
            if let value = getenv(name) { variables[name] = String(cString: value) }
        }
        return variables
    }
}

extension BoundAddresses {
    fileprivate var tcpText: String {
        guard let tcpHost, let tcpPort else { return "none" }
        return "\(tcpHost):\(tcpPort)"
    }
}
