package import Alerting
package import GarageNetwork
package import LineProtocol
package import Matching
import Synchronization

/// What the commands work with: the network in memory, the ledger, the clock, the settings.
///
/// One for the whole daemon, made in `garaged`; tests make their own.
package struct Environment: Sendable {
    package let network: LiveNetwork
    package let subscriptions: Subscriptions
    package let ledger: any ReferralLedger
    package let registry: any NetworkRegistry
    package let archive: any NetworkArchive
    package let desks: Desks
    package let clock: any Clock
    /// A clock that `CLOCK` may set; nil in production.
    package let rehearsalClock: (any RehearsalClock)?
    package let gazetteer: CurrentGazetteer
    package let directory: Directory
    package let access: AccessDesk
    /// Swapped whole when the configuration is read again.
    package let currentSettings: CurrentSettings
    package let operations: any Operations
    /// What reports computed in the background, for verbs that cannot wait for it.
    package let outlook: CurrentOutlook
    /// How odds are recalibrated and which alerts are open.
    package let watch: WatchState
    /// What checks need of the database, read in the background.
    package let watchFacts: CurrentWatchFacts
    /// Where files for partners are put.
    package let exports: any ExportFolder
    /// What fetches the demand of the past, once a day.
    package let recall: DemandRecall
    /// What tells how many garages could have been in their band; nil where there is no solver.
    package let attainable: AttainableShare?
    /// What of sending messages the verbs must know.
    package let notices: NoticeDesk
    package let questionnaires: CurrentQuestionnaires

    package init(
        network: LiveNetwork, subscriptions: Subscriptions, ledger: any ReferralLedger,
        registry: any NetworkRegistry, archive: any NetworkArchive, desks: Desks,
        clock: any Clock, rehearsalClock: (any RehearsalClock)?, gazetteer: CurrentGazetteer,
        directory: Directory, access: AccessDesk, settings: CurrentSettings,
        operations: any Operations, outlook: CurrentOutlook = CurrentOutlook(),
        watch: WatchState = WatchState(),
        watchFacts: CurrentWatchFacts = CurrentWatchFacts(),
        exports: any ExportFolder = NoExportFolder(),
        attainable: AttainableShare? = nil, notices: NoticeDesk = NoticeDesk(),
        questionnaires: CurrentQuestionnaires = CurrentQuestionnaires()
    ) {
        self.network = network
        self.subscriptions = subscriptions
        self.ledger = ledger
        self.registry = registry
        self.archive = archive
        self.desks = desks
        self.clock = clock
        self.rehearsalClock = rehearsalClock
        self.gazetteer = gazetteer
        self.directory = directory
        self.access = access
        self.currentSettings = settings
        self.operations = operations
        self.outlook = outlook
        self.watch = watch
        self.watchFacts = watchFacts
        self.exports = exports
        self.attainable = attainable
        self.notices = notices
        self.questionnaires = questionnaires
        recall = DemandRecall(network: network, archive: archive)
    }

    package var settings: CommandSettings { currentSettings.value }

    /// The instant that writes must carry: nil where the database's clock is the truth.
    package var writtenInstant: Instant? { clock.isSet ? clock.now : nil }
}

/// A clock set by hand, for tests and demonstrations; it runs on from where it was set.
package protocol RehearsalClock: Clock {
    func set(to instant: Instant)
}

/// What only the running daemon knows, for `STATUS`, `LIMITS` and `RELOAD`.
package protocol Operations: Sendable {
    /// Version, uptime, connections and the like.
    func status() -> [Field]
    func limits() -> [LimitLine]
    /// Reads the configuration again, whole or not at all; gives what was taken over.
    func reload() async throws(RequestError) -> [String]
}

/// One row of `LIMITS`.
package struct LimitLine: Equatable, Sendable {
    package let name: String
    package let value: Int64
    package let unit: String
    package let meaning: String
    package init(name: String, value: Int64, unit: String, meaning: String) {
        self.name = name
        self.value = value
        self.unit = unit
        self.meaning = meaning
    }
}

/// The settings in use.
package final class CurrentSettings: Sendable {
    private let current: Mutex<CommandSettings>
    private let changes = Atomic<UInt64>(0)

    package init(_ settings: CommandSettings) { current = Mutex(settings) }

    package var value: CommandSettings { current.withLock { $0 } }
    package func replace(with settings: CommandSettings) {
        current.withLock { $0 = settings }
        changes.add(1, ordering: .releasing)
    }

    /// Raised by every replacement: as long as it stays, so do the settings, and no lock is needed.
    var version: UInt64 { changes.load(ordering: .acquiring) }
}

/// What the configuration says about answers.
package struct CommandSettings: Sendable {
    package var language: Language = .french
    package var defaultPolicy = MatchingPolicy.balanced
    package var travel = TravelModel.standard
    /// How many garages are proposed unless a request says.
    package var matchRows = 5
    /// Working days that a garage has to answer.
    package var answerWorkingDays = 2
    /// When the garages of each territory work.
    package var territories = Territories()
    /// A garage is reminded when this share of its time to answer has gone; 1 for never.
    package var remindShare = 0.5
    /// How often a person is sent on by itself before they are on the manager's list.
    package var sentOnMax = 3
    package var targetBand = TargetBand.standard
    package var monthlyCap = Garage.monthlyCapMax
    package var thresholds = AlertThresholds()
    /// How much further a garage counts that has had its people of the week.
    package var weekFullKm = WeekSpread.standardKm
    package var tokenDays = 90
    /// How long after a repair ended the question of satisfaction is closed without an answer.
    package var satisfactionDays = 30
    /// How long the runs of jobs are remembered.
    package var runsKeptDays = 400
    /// From more persons than this within one hour on, whoever reads their files is told of.
    package var readsAnHour = 60
    /// How many months of the audit are kept.
    package var auditMonths = 12
    /// How many months after the last contact a person's file is erased, 1 to 36.
    package var retentionMonths = 24
    package var version = "1.0"

    package init() {}
}
