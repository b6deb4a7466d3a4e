import Commands
import GarageNetwork
import LineProtocol
import Matching
import Testing

/// MATCH: the car and the work that are asked for, and what is said where nobody takes them.
@Suite struct MatchQuestionTests {
    /// Lens takes anything light; Brebières any work, on young Renaults that were driven little.
    private static func rehearsal() -> Rehearsal {
        var garages = Rehearsal.threeGarages
        garages[0].takes.heavy = false
        garages[1].takes.lightBrands = Set([Brand("Renault")].compactMap(\.self))
        garages[1].takes.heavyBrands = garages[1].takes.lightBrands
        garages[1].takes.ageYearsMax = 10
        garages[1].takes.odometerKmMax = 150_000
        garages[1].takes.fiscalPowerMax = 6
        return Rehearsal(book: LedgerBook.withPerson(), garages: garages)
    }

    @Test(
        "who takes the car and the work",
        arguments: [
            ("work=light", ["G001", "G002"]), ("work=heavy", ["G002"]),
            ("work=light brand=Fiat", ["G001"]), ("work=heavy brand=RENAULT", ["G002"]),
            ("work=heavy year=2016", ["G002"]), ("work=heavy odometer_km=150000", ["G002"]),
            ("work=heavy fiscal_cv=6", ["G002"]), ("work=light odometer_km=150001", ["G001"]),
            ("work=light year=2015", ["G001"]), ("work=light fiscal_cv=7", ["G001"]),
        ])
    func takes(keys: String, garages: [String]) async throws {
        let reply = try await Self.rehearsal().ask("MATCH place=Lens \(keys)").get()
        #expect(reply.texts("garage").sorted() == garages)
        #expect(reply["reachable"] == .whole(2))
        #expect(reply["unsuitable"] == .whole(Int64(2 - garages.count)))
    }

    @Test("what a request says of the car goes before what is known of it")
    func person() async throws {
        let book = LedgerBook()
        var garages = Rehearsal.threeGarages
        garages[0].takes.lightBrands = Set([Brand("Renault")].compactMap(\.self))
        let talk = Talk(
            Rehearsal(book: book, garages: garages), as: Rehearsal.caller(.prescriber))
        let enrolled = try await talk.say("BENEFICIARY-ADD key=k place=Lens brand=Fiat").get()
        let id = try #require(enrolled.texts("beneficiary").first)
        let own = try await talk.say("MATCH beneficiary=\(id) work=light").get()
        #expect(own.texts("garage") == ["G002"])
        let other = try await talk.say("MATCH beneficiary=\(id) work=light brand=Renault").get()
        #expect(other.texts("garage").sorted() == ["G001", "G002"])
    }

    @Test("nobody takes this person: how many are in reach, and what keeps each away")
    func nobody() async throws {
        var garages = Rehearsal.threeGarages
        garages[0].status = .paused(until: nil, reason: "congés")
        garages[1].monthlyCap = 3
        let rehearsal = Rehearsal(
            book: LedgerBook(), garages: garages, counts: Rehearsal.november([0, 3, 0]))
        #expect(
            await rehearsal.ask("MATCH place=Lens").error?.message
                == "no open garage within 30km takes this person: of 2 in reach, 1 full, 1 closed,"
                + " 0 do not take this car or work; a wider within=… may help")
        #expect(
            await rehearsal.ask("MATCH place=Lens within=50km").error?.message
                == "no open garage within 50km takes this person: of 2 in reach, 1 full, 1 closed,"
                + " 0 do not take this car or work; the network's manager should hear of it")
        #expect(
            await rehearsal.ask("MATCH at=45.1,1.5").error?.message
                == "no open garage within 30km takes this person: no garage of the network is that"
                + " near; a wider within=… may help")
    }

    @Test(
        "a cap is reached by the person who fills it",
        arguments: [(2, nil), (3, .noGarage), (4, .noGarage)] as [(Int, RequestError.Name?)])
    func cap(committed: Int, refusal: RequestError.Name?) async {
        var garages = [Rehearsal.threeGarages[0]]
        garages[0].monthlyCap = 3
        let rehearsal = Rehearsal(
            book: LedgerBook(), garages: garages, counts: Rehearsal.november([committed]))
        #expect(await rehearsal.ask("MATCH place=Lens").refusal == refusal)
    }

    @Test(
        "every policy answers with the same garages, in its own order",
        arguments: MatchingPolicy.all.map(\.name))
    func policies(name: String) async throws {
        let rehearsal = Rehearsal(
            book: LedgerBook(), counts: Rehearsal.november([12, 1, 0]))
        let reply = try await rehearsal.ask("MATCH at=50.40,2.90 policy=\(name)").get()
        #expect(reply.texts("garage").sorted() == ["G001", "G002"])
        #expect(reply.rows.map { $0.value("rank") } == [.whole(1), .whole(2)])
        #expect(reply.rows.allSatisfy { $0.value("by") == .text("model") })
    }

    @Test(
        "as many rows as were asked for, five unless it is said",
        arguments: [("", 5), (" limit=1", 1), (" limit=7", 7), (" limit=1000", 8)])
    func limits(keys: String, rows: Int) async throws {
        let garages = (1...8).compactMap {
            Rehearsal.garage(
                Int64($0), "G\($0)", "", at: Rehearsal.point(50.43 + Double($0) / 1000, 2.83))
        }
        let reply = try await Rehearsal(book: LedgerBook(), garages: garages)
            .ask("MATCH place=Lens\(keys)").get()
        #expect(reply.rows.count == rows && reply["rows"] == .whole(Int64(rows)))
        #expect(reply["reachable"] == .whole(8))
    }
}
