import GarageNetwork
import Geometry
import LineProtocol
import Matching
import Synchronization
import Testing

@testable import Commands

/// What REFER hands to the ledger, and what it does when somebody else was faster.
@Suite struct ReferTests {
    private let lens = Rehearsal.point(50.4322, 2.8330)

    private func rehearsal(
        _ ledger: ScriptedLedger, garages: [Garage] = Rehearsal.threeGarages
    ) throws -> Rehearsal {
        let rehearsal = Rehearsal(garages: garages, ledger: ledger)
        let id = try #require(BeneficiaryID("B1"))
        rehearsal.environment.directory.remember(
            Beneficiary(id: id, organisation: OrganisationID(0), position: lens),
            at: Rehearsal.start)
        return rehearsal
    }

    @Test("an order says where the wish comes from, and by which view it was chosen")
    func order() async throws {
        let ledger = ScriptedLedger([.full])
        let rehearsal = try rehearsal(ledger)
        rehearsal.network.apply(NetworkChange(view: 5))
        #expect(await rehearsal.ask("REFER beneficiary=B1 key=k").refusal == .full)
        let order = try #require(ledger.orders.first)
        #expect(order.view == 5)
        #expect(order.origin?.position == Rehearsal.point(50.43, 2.83))
        #expect(order.origin?.reachKm == 30)
        #expect(
            order.search
                == ReferralOrder.Search(reachable: 2, full: 0, closed: 0, unsuitable: 0))
        #expect(order.candidates.map(\.garage) == [1, 2])
    }

    @Test("a person's own choice says nothing of the others")
    func ownChoice() async throws {
        let ledger = ScriptedLedger([.full])
        _ = await (try rehearsal(ledger)).ask("REFER beneficiary=B1 key=k garage=G002")
        #expect(ledger.orders.map(\.search) == [nil])
    }

    @Test("nobody in reach is handed on with what was found, and refused as before")
    func nobody() async throws {
        let ledger = ScriptedLedger([.full])
        let answer = await (try rehearsal(ledger, garages: [])).ask("REFER beneficiary=B1 key=k")
        #expect(answer.refusal == .noGarage)
        #expect(ledger.orders.map(\.search?.reachable) == [0])
    }

    @Test("a stale choice is made again from what is known now")
    func stale() async throws {
        let ledger = ScriptedLedger([.stale, .full])
        let rehearsal = try rehearsal(ledger)
        let count = GarageCount(
            garage: 1, month: rehearsal.network.snapshot.month,
            committed: Garage.monthlyCapMax, received: 0, revision: 9)
        let network = rehearsal.network
        ledger.meanwhile { network.apply(NetworkChange(counts: [count], view: 3)) }
        _ = await rehearsal.ask("REFER beneficiary=B1 key=k")
        #expect(ledger.orders.map(\.view) == [0, 3])
        #expect(ledger.orders.map { $0.candidates.map(\.garage) } == [[1, 2], [2]])
        #expect(ledger.orders.map(\.search?.full) == [0, 1])
    }

    @Test("after some times it is taken as it is")
    func neverEnding() async throws {
        let ledger = ScriptedLedger([.stale, .stale, .stale, .stale, .stale])
        let answer = await (try rehearsal(ledger)).ask("REFER beneficiary=B1 key=k")
        #expect(answer.refusal == .busy, "the ledger has no right to say so the last time")
        #expect(ledger.orders.map(\.view) == [0, 0, 0, nil])
    }
}

/// Whoever finds no garage, as managers and prescribers see them.
@Suite struct UnplacedTests {
    private func request(_ number: Int64) throws -> UnplacedRequest {
        UnplacedRequest(
            number: number, beneficiary: try #require(BeneficiaryID("B\(number)")),
            organisation: 0, since: Rehearsal.start, tries: 2,
            origin: Rehearsal.point(50.43, 2.83), reachKm: 12.5, reachable: 6, full: 1, closed: 2,
            unsuitable: 3, reasons: ["full", "no-answer"], previous: ReferralCode("2345678W"))
    }

    @Test("a row says how often, why not, and near where")
    func row() async throws {
        let rehearsal = Rehearsal(archive: Waiting(requests: [try request(1)]))
        let reply = try await rehearsal.ask("UNPLACED").get()
        #expect(
            reply.rows == [
                [
                    Field("beneficiary", .text("B1")), Field("since", .text("2026-11-21")),
                    Field("tries", .whole(2)), Field("reachable", .whole(6)),
                    Field("full", .whole(1)), Field("closed", .whole(2)),
                    Field("unsuitable", .whole(3)), Field("near", .text("Lens (62)")),
                    Field("reach_km", .decimal(12.5, places: 1)), Field("prescriber", .missing),
                    Field("reasons", .list(["full", "no-answer"])),
                    Field("last_referral", .text("2345678W")),
                ]
            ])
        #expect(reply["more"] == nil)
    }

    @Test("page by page")
    func pages() async throws {
        let rehearsal = Rehearsal(archive: Waiting(requests: try (1...5).map(request)))
        let first = try await rehearsal.ask("UNPLACED limit=2").get()
        #expect(first.rows.count == 2)
        #expect(first["more"] == .whole(1))
        #expect(first["next"] == .text("2"))
        let last = try await rehearsal.ask("UNPLACED limit=3 after=2").get()
        #expect(last.rows.count == 3)
        #expect(last["more"] == nil)
    }

    @Test("for managers and prescribers, and while the database is there")
    func refusals() async throws {
        let rehearsal = Rehearsal()
        #expect(await rehearsal.ask("UNPLACED", as: .garage).refusal == .denied)
        #expect(await rehearsal.ask("UNPLACED", as: .monitor).refusal == .denied)
        for role in [Role.manager, .prescriber] {
            #expect(await rehearsal.ask("UNPLACED", as: role).refusal == .storeDown)
        }
    }

    /// An archive in which some people wait.
    private struct Waiting: NetworkArchive {
        let requests: [UnplacedRequest]

        func demand(
            from _: Day, through _: Day
        ) async throws(LedgerError) -> [DemandRecord] { [] }
        func days(from _: Day, through _: Day) async throws(LedgerError) -> [DayCount] { [] }
        func unplaced(
            visibleTo _: Scope, after: Int64?, limit: Int
        ) async throws(LedgerError) -> [UnplacedRequest] {
            Array(requests.filter { $0.number > after ?? 0 }.prefix(limit))
        }
        func answers(since _: Day) async throws(LedgerError) -> [AnswerCount] { [] }
    }
}
