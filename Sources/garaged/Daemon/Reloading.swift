import Commands
import LineProtocol
import Logging
import Server

/// Takes over a changed configuration, whole or not at all.
actor Reloading {
    private var current: Configuration
    private let reread: @Sendable () throws(ConfigurationFaults) -> Configuration
    private let settings: CurrentSettings
    private let server: LineServer
    private let logger: Logger
    private let loadQuestionnaires: @Sendable (Configuration) async throws -> String

    init(
        configuration: Configuration,
        reread: @escaping @Sendable () throws(ConfigurationFaults) -> Configuration,
        settings: CurrentSettings, server: LineServer, logger: Logger,
        loadQuestionnaires: @escaping @Sendable (Configuration) async throws -> String
    ) {
        current = configuration
        self.reread = reread
        self.settings = settings
        self.server = server
        self.logger = logger
        self.loadQuestionnaires = loadQuestionnaires
    }

    /// - Returns: the keys that changed, with a word on those that wait for a restart.
    func reload() async throws(RequestError) -> [String] {
        let new: Configuration
        do throws(ConfigurationFaults) {
            new = try reread()
        } catch {
            logger.error("configuration refused", metadata: ["faults": "\(error)"])
            throw RequestError(
                .conflict, "the configuration has faults and stays as it was; the log lists them")
        }
        do throws(ServerError) {
            try await server.reloadCertificate()
        } catch {
            logger.error("certificate refused", metadata: ["why": "\(error)"])
            throw RequestError(
                .conflict, "the certificate cannot be used; everything stays as it was")
        }
        do {
            let asked = try await loadQuestionnaires(new)
            logger.info("questionnaires read again", metadata: ["asked": "\(asked)"])
        } catch let refusal as QuestionnaireFolder.Refusal {
            logger.error("questionnaires refused", metadata: ["faults": "\(refusal)"])
            throw RequestError(
                .conflict,
                "the questionnaires have faults and stay as they were; the log lists them"
            )
        } catch {
            throw RequestError(
                .storeDown, "the questionnaires cannot be kept now; everything stays as it was")
        }
        let waiting = Set(Configuration.changesNeedingRestart(from: current, to: new))
        let changed = Configuration.changes(from: current, to: new).map { setting in
            waiting.contains(setting.key) ? "\(setting.key) (at the next start)" : setting.key
        }
        settings.replace(with: new.commandSettings)
        current = new
        logger.notice("configuration read again", metadata: ["changed": "\(changed)"])
        return changed
    }
}
