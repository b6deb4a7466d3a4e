import Commands
import GarageNetwork
import LineProtocol
import Matching

/// One connection of a daemon without sockets and without a database.
struct InProcessDaemon {
    private let conversation: Conversation

    init(_ network: SyntheticNetwork) {
        let environment = Environment(
            network: network.live, subscriptions: Subscriptions(network: network.live),
            ledger: AwayStore(), registry: AwayStore(), archive: AwayStore(), desks: .closed,
            clock: network.clock, rehearsalClock: nil,
            gazetteer: CurrentGazetteer(Gazetteer([])), directory: Directory(),
            access: AccessDesk { $0 }, settings: CurrentSettings(CommandSettings()),
            operations: AwayStore())
        conversation = Conversation(
            environment: environment, peer: .unix(uid: 0), caller: Caller(role: .manager))
    }

    /// Answers a line as a connection does: from its bytes where that can be, else as a request.
    ///
    /// - Returns: How many bytes the reply has.
    func reply(to line: [UInt8], in space: UnsafeMutableRawBufferPointer) -> Int {
        var writer = LineWriter(space)
        conversation.beginPiece()
        guard line.withUnsafeBytes({ conversation.answer($0, into: &writer) }) == .no else {
            return writer.count
        }
        var bytes: [UInt8] = []
        let (tag, outcome) = outcome(of: line)
        ReplyEncoder(tag: tag).append(outcome, to: &bytes)
        return bytes.count
    }

    /// The outcome of a line that is answered at once, as every MATCH from a point is.
    func outcome(of line: [UInt8]) -> (tag: String?, Result<Reply, RequestError>) {
        guard let request = read(line), case .now(let answer) = conversation.respond(to: request)
        else { preconditionFailure("The benchmarks ask only what memory can answer.") }
        return (request.tag, answer.outcome)
    }
}

/// Reads one line, without its line end; nil when it is no request.
func read(_ line: [UInt8]) -> Request? { line.withUnsafeBytes { try? Request(parsing: $0) } }

/// The database is away: reads do not ask it, and nothing here writes.
private struct AwayStore: ReferralLedger, NetworkRegistry, NetworkArchive, Operations {
    typealias Fault = LedgerError
    func refer(_: ReferralOrder) async throws(Fault) -> ReferralOutcome { throw .storeDown }
    func advance(_: StepOrder) async throws(Fault) -> StepOutcome { throw .storeDown }
    func record(all _: [StepOrder], isRehearsal _: Bool) async throws(Fault) -> [StepOutcome.Kind] {
        throw .storeDown
    }
    func referral(_: ReferralCode, visibleTo _: Scope) async throws(Fault) -> ReferralHistory? {
        throw .storeDown
    }
    func referrals(
        visibleTo _: Scope, states _: Set<ReferralState>, before _: Int64?, limit _: Int
    ) async throws(Fault) -> [Referral] { throw .storeDown }
    func enrol(_: EnrolmentOrder) async throws(Fault) -> EnrolmentOutcome { throw .storeDown }
    func enrol(all _: [EnrolmentOrder]) async throws(Fault) -> [EnrolmentOutcome] {
        throw .storeDown
    }
    func beneficiary(_: BeneficiaryID, visibleTo _: Scope) async throws(Fault) -> Beneficiary? {
        throw .storeDown
    }
    func counts(of _: Month) async throws(Fault) -> [GarageCount] { throw .storeDown }
    func add(_: Garage) async throws(Fault) -> Garage? { throw .storeDown }
    func update(_: Garage) async throws(Fault) -> Garage? { throw .storeDown }
    func put(_: [Garage]) async throws(Fault) -> PutSummary { throw .storeDown }
    func put(_: [Prescriber]) async throws(Fault) -> PutSummary { throw .storeDown }
    func replace(places _: [PlaceRow]) async throws(Fault) { throw .storeDown }
    func places() async throws(Fault) -> [PlaceRow] { throw .storeDown }
    func prescribers() async throws(Fault) -> [Prescriber] { throw .storeDown }
    func add(_: StoredToken) async throws(Fault) { throw .storeDown }
    func token(keyID _: String) async throws(Fault) -> StoredToken? { throw .storeDown }
    func revokeToken(keyID _: String) async throws(Fault) -> Bool { throw .storeDown }
    func demand(from _: Day, through _: Day) async throws(Fault) -> [DemandRecord] {
        throw .storeDown
    }
    func days(from _: Day, through _: Day) async throws(Fault) -> [DayCount] { throw .storeDown }
    func unplaced(
        visibleTo _: Scope, after _: Int64?, limit _: Int
    ) async throws(Fault) -> [UnplacedRequest] { throw .storeDown }
    func answers(since _: Day) async throws(Fault) -> [AnswerCount] { throw .storeDown }
    func status() -> [Field] { [] }
    func limits() -> [LimitLine] { [] }
    func reload() async throws(RequestError) -> [String] { [] }
}
