import Commands
import GarageNetwork
import LineProtocol
import Testing

/// What MATCH says it used of what is known of a person.
@Suite struct MatchPersonTests {
    private static func person(_ change: (inout Beneficiary) -> Void) throws -> Beneficiary {
        var person = Beneficiary(
            id: try #require(BeneficiaryID("B1")), organisation: OrganisationID(1),
            position: Rehearsal.point(50.43, 2.83))
        change(&person)
        return person
    }

    private static func asked(
        _ keys: String = "", _ change: (inout Beneficiary) -> Void
    ) async throws -> Reply {
        let book = LedgerBook()
        let person = try person(change)
        book.change { $0.people[person.id] = person }
        let rehearsal = Rehearsal(book: book, desks: KeptDesks(book).desks)
        return try await rehearsal.ask("MATCH beneficiary=B1\(keys)", as: .prescriber).get()
    }

    private static func used(_ reply: Reply) -> Reply.Row {
        reply.summary.filter { ["within", "mode", "detour_km", "because"].contains($0.name) }
    }

    private static func row(
        _ within: String, _ mode: String, _ detourKm: Double, _ because: String
    ) -> Reply.Row {
        [
            Field("within", .text(within)), Field("mode", .text(mode)),
            Field("detour_km", .decimal(detourKm, places: 1)), Field("because", .text(because)),
        ]
    }

    @Test("of whom nothing is known, the default")
    func nothing() async throws {
        #expect(try await Self.used(Self.asked { _ in }) == Self.row("30km", "car", 15, "default"))
    }

    @Test("an adviser's limit, and the car")
    func known() async throws {
        let reply = try await Self.asked { person in
            person.mobility.farKm = 18
            person.mobility.car = .defect
        }
        #expect(Self.used(reply) == Self.row("18km", "car", 5, "adviser,car"))
        #expect(reply.texts("garage") == ["G001", "G002"])
    }

    @Test("low mobility is told as something of the person, and only the nearest counts")
    func low() async throws {
        let reply = try await Self.asked { $0.mobility.lowMobilityUntil = Day("2026-11-21") }
        #expect(Self.used(reply) == Self.row("30km", "car", 0, "person"))
        #expect(reply.texts("garage").first == "G001")
        let past = try await Self.asked { $0.mobility.lowMobilityUntil = Day("2026-11-20") }
        #expect(Self.used(past) == Self.row("30km", "car", 15, "default"))
    }

    @Test("what the request says wins")
    func request() async throws {
        let reply = try await Self.asked(" within=40km") { $0.kmMax = 5 }
        #expect(Self.used(reply) == Self.row("40km", "car", 15, "request"))
    }

    @Test("a bare point is answered as ever")
    func point() async throws {
        let reply = try await Rehearsal().ask("MATCH at=50.43,2.83").get()
        #expect(
            reply.summary.map(\.name)
                == ["rows", "within", "reachable", "full", "closed", "unsuitable", "epoch"])
    }
}
