import Commands
import GarageNetwork
import Geometry
import LineProtocol
import Matching
import Synchronization

/// A daemon without sockets and without a database: what every reading verb must work with.
struct Rehearsal {
    let environment: Environment
    let network: LiveNetwork
    let clock: HandClock

    /// Saturday 21 November 2026, 10:00 in Paris.
    static let start = Instant(microseconds: 1_795_251_600_000_000)

    init(
        garages: [Garage] = Self.threeGarages, counts: [GarageCount] = [],
        ledger: any ReferralLedger = AwayStore(), archive: any NetworkArchive = AwayStore(),
        desks: Desks = .closed
    ) {
        clock = HandClock(Self.start)
        network = LiveNetwork(clock: clock)
        network.turn(to: Self.start)
        network.replace(
            with: NetworkImage(garages: garages, counts: counts, days: [], revision: 1))
        environment = Environment(
            network: network, subscriptions: Subscriptions(network: network), ledger: ledger,
            registry: AwayStore(), archive: archive, desks: desks, clock: clock,
            rehearsalClock: clock, gazetteer: CurrentGazetteer(Gazetteer(Self.places)),
            directory: Directory(), access: AccessDesk { $0.reversed() },
            settings: CurrentSettings(CommandSettings()), operations: NoOperations(),
            questionnaires: .shipped)
    }

    /// The answer to one line, as a caller of that role; nil for a stranger.
    func ask(_ line: String, as role: Role? = .admin) async -> Result<Reply, RequestError> {
        await Talk(self, as: role.map(Self.caller)).say(line)
    }

    /// A caller of a role, of organisation 1 or garage 1 where the role belongs to one.
    static func caller(_ role: Role) -> Caller {
        Caller(
            role: role, organisation: role == .prescriber ? OrganisationID(1) : nil,
            garage: role == .garage ? 1 : nil)
    }

    static func point(_ latitude: Double, _ longitude: Double) -> Coordinate {
        do throws(Coordinate.Invalid) {
            return try Coordinate(latitude: latitude, longitude: longitude)
        } catch {
            preconditionFailure("a test names a point that is not on the Earth")
        }
    }

    static func garage(
        _ number: Int64, _ id: String, _ name: String, at position: Coordinate,
        change: (inout Garage) -> Void = { _ in }
    ) -> Garage? {
        GarageID(id).map { id in
            var garage = Garage(number: number, id: id, name: name, position: position)
            change(&garage)
            return garage
        }
    }

    /// Lens, Brebières 13 km south-east of it, and Calais, far away.
    static let threeGarages = [
        garage(1, "G001", "Lens", at: point(50.4322, 2.8330)) { $0.postcode = "62300" },
        garage(2, "G002", "Brebières", at: point(50.3370, 3.0220)) { $0.postcode = "62117" },
        garage(3, "G003", "Calais", at: point(50.9513, 1.8587)) { $0.postcode = "62100" },
    ].compactMap(\.self)

    static let places = [
        PlaceRow(
            name: "Lens", postcodes: ["62300"], department: "62",
            position: point(50.4322, 2.8330), population: 32_000),
        PlaceRow(
            name: "Calais", postcodes: ["62100"], department: "62",
            position: point(50.9513, 1.8587), population: 67_000),
    ]
}

/// One connection to a ``Rehearsal``.
final class Talk {
    private let conversation: Conversation

    init(_ rehearsal: Rehearsal, as caller: Caller?) {
        conversation = Conversation(
            environment: rehearsal.environment, peer: .unix(uid: 0), caller: caller)
    }

    var greeting: String { conversation.greeting }

    func say(_ line: String) async -> Result<Reply, RequestError> { await answer(line).outcome }

    func answer(_ line: String) async -> Answer {
        let request: Request
        do throws(RequestError) {
            request = try Request(parsing: line)
        } catch {
            return Answer(.failure(error))
        }
        switch conversation.respond(to: request) {
        case .now(let answer): return answer
        case .later(let work): return await work()
        case .exclusively(let work): return conversation.finish(await work())
        }
    }
}

/// A clock that moves when it is told to.
final class HandClock: RehearsalClock {
    private let current: Mutex<Instant>
    init(_ instant: Instant) { current = Mutex(instant) }
    var isSet: Bool { true }
    var now: Instant { current.withLock { $0 } }
    func set(to instant: Instant) { current.withLock { $0 = instant } }
}

/// The database is away: everything that needs it must say so, and nothing else may.
struct AwayStore: ReferralLedger, NetworkRegistry, NetworkArchive {
    func refer(_: ReferralOrder) async throws(LedgerError) -> ReferralOutcome { throw .storeDown }
    func advance(_: StepOrder) async throws(LedgerError) -> StepOutcome { throw .storeDown }
    func record(
        all _: [StepOrder], isRehearsal _: Bool
    ) async throws(LedgerError) -> [StepOutcome.Kind] { throw .storeDown }
    func referral(
        _: ReferralCode, visibleTo _: Scope
    ) async throws(LedgerError) -> ReferralHistory? { throw .storeDown }
    func referrals(
        visibleTo _: Scope, states _: Set<ReferralState>, before _: Int64?, limit _: Int
    ) async throws(LedgerError) -> [Referral] { throw .storeDown }
    func enrol(_: EnrolmentOrder) async throws(LedgerError) -> EnrolmentOutcome {
        throw .storeDown
    }
    func enrol(all _: [EnrolmentOrder]) async throws(LedgerError) -> [EnrolmentOutcome] {
        throw .storeDown
    }
    func beneficiary(
        _: BeneficiaryID, visibleTo _: Scope
    ) async throws(LedgerError) -> Beneficiary? { throw .storeDown }
    func counts(of _: Month) async throws(LedgerError) -> [GarageCount] { throw .storeDown }
    func demand(
        from _: Day, through _: Day
    ) async throws(LedgerError) -> [DemandRecord] { throw .storeDown }
    func days(from _: Day, through _: Day) async throws(LedgerError) -> [DayCount] {
        throw .storeDown
    }
    func unplaced(
        visibleTo _: Scope, after _: Int64?, limit _: Int
    ) async throws(LedgerError) -> [UnplacedRequest] { throw .storeDown }
    func answers(since _: Day) async throws(LedgerError) -> [AnswerCount] { throw .storeDown }
    func add(_: Garage) async throws(LedgerError) -> Garage? { throw .storeDown }
    func update(_: Garage) async throws(LedgerError) -> Garage? { throw .storeDown }
    func put(_: [Garage]) async throws(LedgerError) -> PutSummary { throw .storeDown }
    func put(_: [Prescriber]) async throws(LedgerError) -> PutSummary { throw .storeDown }
    func replace(places _: [PlaceRow]) async throws(LedgerError) { throw .storeDown }
    func places() async throws(LedgerError) -> [PlaceRow] { throw .storeDown }
    func prescribers() async throws(LedgerError) -> [Prescriber] { throw .storeDown }
    func add(_: StoredToken) async throws(LedgerError) { throw .storeDown }
    func token(keyID _: String) async throws(LedgerError) -> StoredToken? { throw .storeDown }
    func revokeToken(keyID _: String) async throws(LedgerError) -> Bool { throw .storeDown }
}

struct NoOperations: Operations {
    func status() -> [Field] { [] }
    func limits() -> [LimitLine] {
        [LimitLine(name: "max_line_bytes", value: 8192, unit: "bytes", meaning: "A line.")]
    }
    func reload() async throws(RequestError) -> [String] { [] }
}
