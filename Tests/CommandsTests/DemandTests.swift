import Commands
import GarageNetwork
import Geometry
import LineProtocol
import Testing

/// DEMAND: what was asked, without who asked.
@Suite struct DemandTests {
    /// Three wishes of one week: at G001, at nobody, and at a garage that is gone.
    private struct Past: NetworkArchive {
        func demand(from first: Day, through last: Day) async throws(LedgerError) -> [DemandRecord]
        {
            [(1, Int64?.some(1)), (2, nil), (3, 99)].compactMap { offset, garage in
                Day(year: 2026, month: 11, day: offset).map { day in
                    DemandRecord(
                        day: day, origin: Rehearsal.point(50.43219, 2.83301), reachKm: 30,
                        organisation: 1, garage: garage)
                }
            }
            .filter { first <= $0.day && $0.day <= last }
        }
        func days(from _: Day, through _: Day) async throws(LedgerError) -> [DayCount] { [] }
        func unplaced(
            visibleTo _: Scope, after _: Int64?, limit _: Int
        ) async throws(LedgerError) -> [UnplacedRequest] { [] }
        func answers(since _: Day) async throws(LedgerError) -> [AnswerCount] { [] }
    }

    private let rehearsal = Rehearsal(archive: Past())

    @Test("a row has a day, a coarse place, a reach and a garage, and nothing else")
    func rows() async throws {
        let reply = try await rehearsal.ask("DEMAND").get()
        #expect(reply.rows.count == 3)
        #expect(
            reply.rows[0] == [
                Field("day", .text("2026-11-01")), Field("lat", .decimal(50.43219, places: 2)),
                Field("lon", .decimal(2.83301, places: 2)),
                Field("reach_km", .decimal(30, places: 1)), Field("garage", .text("G001")),
            ])
        #expect(reply.rows[1][4] == Field("garage", .missing))
        #expect(reply.rows[2][4] == Field("garage", .text("?")))
        #expect(reply["requests"] == .whole(3) && reply["placed"] == .whole(2))
    }

    @Test("without days it is the year that ended yesterday")
    func period() async throws {
        let reply = try await rehearsal.ask("DEMAND").get()
        #expect(reply["from"] == .text("2025-11-21") && reply["to"] == .text("2026-11-20"))
        let week = try await rehearsal.ask("DEMAND from=2026-11-02 to=2026-11-02").get()
        #expect(week.rows.count == 1 && week["requests"] == .whole(1))
    }

    @Test("goes on where it stopped")
    func pages() async throws {
        let first = try await rehearsal.ask("DEMAND limit=2").get()
        #expect(first.rows.count == 2 && first["more"] == .whole(1))
        #expect(first["next"] == .text("2"))
        let second = try await rehearsal.ask("DEMAND limit=2 after=2").get()
        #expect(second.rows.count == 1 && second["more"] == nil)
        #expect(second["requests"] == .whole(3))
        #expect(try await rehearsal.ask("DEMAND after=3").get().rows.isEmpty)
    }

    @Test(
        "refuses what cannot be answered",
        arguments: [
            ("DEMAND from=2026-11-02 to=2026-11-01", .range),
            ("DEMAND from=2023-01-01 to=2026-01-01", .range), ("DEMAND from=x", .syntax),
            ("DEMAND after=0", .range), ("DEMAND limit=0", .range),
        ] as [(String, RequestError.Name)])
    func refusals(line: String, name: RequestError.Name) async {
        #expect(await rehearsal.ask(line).refusal == name)
    }

    @Test("three years at once are allowed, and need the database")
    func threeYears() async {
        #expect(
            await rehearsal.ask("DEMAND from=2023-01-01 to=2025-12-31").refusal == nil)
        #expect(await Rehearsal().ask("DEMAND").refusal == .storeDown)
    }

    @Test("only a manager may ask")
    func rights() async {
        #expect(await rehearsal.ask("DEMAND", as: .manager).refusal == nil)
        for role in [Role.prescriber, .garage, .monitor] {
            #expect(await rehearsal.ask("DEMAND", as: role).refusal == .denied)
        }
    }
}
