import Alerting
import Commands
import GarageNetwork
import LineProtocol
import Matching
import Synchronization
import Testing

@Suite struct OutlookTests {
    @Test("before the first computation nothing is known")
    func none() {
        #expect(Rehearsal().environment.outlook.value == .none)
        #expect(Outlook.none.asOf == nil && Outlook.none.circumstances.isEmpty)
    }

    @Test("whom each garage could see, by its number")
    func circumstances() async throws {
        let environment = Rehearsal(archive: PastArchive.halfYear).environment
        try await environment.refreshOutlook()
        let outlook = environment.outlook.value
        #expect(outlook.asOf == Rehearsal.start)
        #expect(outlook.note == nil && outlook.attainableShare == nil)
        #expect(outlook.circumstances.keys.sorted() == [1, 2, 3])
        let lens = try #require(outlook.circumstances[1])
        #expect(lens.rivals == 1)
        #expect(abs(lens.fairSharePerMonth - lens.reachedByPerMonth / 2) < 1e-9)
        #expect(outlook.circumstances[3]?.rivals == 0)
    }

    @Test("the attainable share is asked for the whole month, with its plans")
    func attainable() async throws {
        let environment = Rehearsal(archive: PastArchive.halfYear).environment
        let asked = Mutex<(requests: Int, garages: Int, plans: Int)>((0, 0, 0))
        try await environment.refreshOutlook { requests, garages, plans in
            asked.withLock { $0 = (requests.count, garages.count, plans.count) }
            return 0.75
        }
        #expect(environment.outlook.value.attainableShare == 0.75)
        // Fifteen in November by the 21st, and who asked four weeks before each day to come.
        #expect(asked.withLock { $0.requests } >= 15)
        #expect(asked.withLock { $0.garages } == 3)
        #expect(asked.withLock { $0.plans } == 3)
    }

    @Test("without a past there is a note and no circumstances")
    func noPast() async throws {
        let environment = Rehearsal(archive: PastArchive()).environment
        try await environment.refreshOutlook { _, _, _ in 1 }
        #expect(environment.outlook.value.note == .noPast)
        #expect(environment.outlook.value.circumstances.isEmpty)
        #expect(environment.outlook.value.attainableShare == nil)
    }

    @Test("while the database is away the last outlook stays")
    func away() async {
        let environment = Rehearsal().environment
        let last = Outlook(asOf: Rehearsal.start, attainableShare: 0.5)
        environment.outlook.replace(with: last)
        await #expect(throws: LedgerError.storeDown) { try await environment.refreshOutlook() }
        #expect(environment.outlook.value == last)
    }

    @Test("beyond its limits it says how many there were, and does nothing")
    func limits() async throws {
        let many = (0...Outlook.garagesMax).compactMap {
            Rehearsal.garage(Int64($0), "G\($0)", "", at: Rehearsal.point(50, 3))
        }
        let environment = Rehearsal(garages: many, archive: PastArchive.halfYear).environment
        try await environment.refreshOutlook()
        #expect(environment.outlook.value.note == .tooManyGarages(many.count))
        let record = PastArchive.halfYear.records[0]
        let busy = PastArchive(
            records: Array(repeating: record, count: Outlook.requestsMax + 1))
        let crowded = Rehearsal(archive: busy).environment
        try await crowded.refreshOutlook()
        #expect(crowded.outlook.value.note == .tooManyRequests(Outlook.requestsMax + 1))
    }

    @Test("no more reports run at once than there are places for")
    func places() async throws {
        let gate = GatedArchive()
        let rehearsal = Rehearsal(archive: gate)
        await withTaskGroup(of: RequestError.Name?.self) { group in
            for _ in 0..<CurrentOutlook.reportsMax {
                group.addTask { await rehearsal.ask("STEERING").refusal }
            }
            while gate.waiting < CurrentOutlook.reportsMax { await Task.yield() }
            #expect(await rehearsal.ask("STEERING").refusal == .busy)
            gate.open()
            for await refusal in group { #expect(refusal == nil) }
        }
        #expect(await rehearsal.ask("STEERING").refusal == nil)
    }
}

/// A past that is told to the first only once the gate is open, and to everybody else at once.
private final class GatedArchive: NetworkArchive {
    private struct State {
        var isOpen = false
        var waiting = 0
    }
    private let state = Mutex(State())

    var waiting: Int { state.withLock { $0.waiting } }
    func open() { state.withLock { $0.isOpen = true } }

    func demand(
        from _: Day, through _: Day
    ) async throws(LedgerError) -> [DemandRecord] {
        let mustWait = state.withLock { state in
            state.waiting += 1
            return state.waiting <= CurrentOutlook.reportsMax
        }
        while mustWait, !state.withLock({ $0.isOpen }) { await Task.yield() }
        return []
    }
    func days(from _: Day, through _: Day) async throws(LedgerError) -> [DayCount] { [] }
    func unplaced(
        visibleTo _: Scope, after _: Int64?, limit _: Int
    ) async throws(LedgerError) -> [UnplacedRequest] { [] }
    func answers(since _: Day) async throws(LedgerError) -> [AnswerCount] { [] }
}
