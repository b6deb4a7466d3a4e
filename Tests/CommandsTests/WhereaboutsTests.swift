import Commands
import GarageNetwork
import Geometry
import LineProtocol
import Testing

/// How `at`, `place` and `postcode` become a point, for every verb that takes them.
@Suite struct WhereaboutsTests {
    /// Two towns of one name, one code for two towns, and a town of two codes.
    private static let places = [
        PlaceRow(
            name: "Saint-Martin", postcodes: ["62100"], department: "62",
            position: Rehearsal.point(50.9, 1.9), population: 900),
        PlaceRow(
            name: "Saint-Martin", postcodes: ["80100"], department: "80",
            position: Rehearsal.point(50.1, 1.8), population: 5000),
        PlaceRow(
            name: "Liévin", postcodes: ["62800", "62801"], department: "62",
            position: Rehearsal.point(50.42, 2.77), population: 30_000),
        PlaceRow(
            name: "Angres", postcodes: ["62800"], department: "62",
            position: Rehearsal.point(50.41, 2.75), population: 4000),
    ]

    private static func rehearsal(_ book: LedgerBook = LedgerBook()) -> Rehearsal {
        let rehearsal = Rehearsal(book: book)
        rehearsal.environment.gazetteer.replace(with: Gazetteer(places))
        return rehearsal
    }

    @Test(
        "the point that is meant",
        arguments: [
            ("at=50.5,2.5", 50.5, 2.5), ("at=-0,0", 0, 0), ("at=90,180", 90, 180),
            ("place=liévin", 50.42, 2.77), ("place=LIEVIN", 50.42, 2.77),
            ("place=Angres", 50.41, 2.75), ("place=Angres postcode=62800", 50.41, 2.75),
            ("postcode=62801", 50.42, 2.77), ("postcode=62800", 50.42, 2.77),
            ("place=Saint-Martin", 50.1, 1.8), ("place=saint-martin postcode=62100", 50.9, 1.9),
            ("place=\"Saint Martin\" postcode=80100", 50.1, 1.8),
        ])
    func meant(keys: String, latitude: Double, longitude: Double) async throws {
        let book = LedgerBook()
        let reply = try await Self.rehearsal(book).ask("BENEFICIARY-ADD key=k \(keys)").get()
        #expect(reply.rows[0].value("replayed") == .truth(false))
        let person = try #require(book.now.people.values.first)
        #expect(person.position == Rehearsal.point(latitude, longitude))
        let garage = try await Self.rehearsal().ask("GARAGE-ADD garage=G9 name=Neuf \(keys)").get()
        #expect(garage.rows[0].value("lat") == .decimal(latitude, places: 6))
        #expect(garage.rows[0].value("lon") == .decimal(longitude, places: 6))
    }

    @Test(
        "what means no point, or two",
        arguments: [
            ("lang=fr", .missingKey), ("at=50.5,2.5 place=Angres", .syntax),
            ("at=50.5,2.5 postcode=62800", .syntax), ("place=Atlantis", .noSuch),
            ("postcode=99999", .noSuch), ("postcode=6280", .syntax), ("postcode=6280O", .syntax),
            ("postcode=628000", .syntax), ("at=90.1,0", .range), ("at=-90.1,0", .range),
            ("at=0,180.1", .range), ("at=0,-180.1", .range), ("at=50,5;2", .number),
        ] as [(String, RequestError.Name)])
    func notMeant(keys: String, name: RequestError.Name) async {
        let book = LedgerBook()
        let rehearsal = Self.rehearsal(book)
        for verb in ["MATCH", "BENEFICIARY-ADD key=k", "GARAGE-ADD garage=G9 name=Neuf"] {
            #expect(await rehearsal.ask("\(verb) \(keys)").refusal == name, "\(verb)")
        }
        #expect(book.now.enrolments.isEmpty)
        #expect(book.now.garages.count == Rehearsal.threeGarages.count)
    }

    @Test("who needs a place is told the three ways to give one")
    func told() async throws {
        for verb in ["MATCH", "BENEFICIARY-ADD key=k", "GARAGE-ADD garage=G9 name=Neuf"] {
            let message = try #require(await Self.rehearsal().ask(verb).error).message
            for way in ["at=latitude,longitude", "place=…", "postcode=…"] {
                #expect(message.contains(way), "\(verb): \(message)")
            }
        }
    }

    @Test("PLACE lists the largest first, with every column, as many as asked for")
    func place() async throws {
        let rehearsal = Self.rehearsal()
        let both = try await rehearsal.ask("PLACE query=saint-martin", as: .prescriber).get()
        #expect(
            both.rows[0] == [
                Field("place", .text("Saint-Martin")), Field("postcode", .text("80100")),
                Field("department", .text("80")), Field("lat", .decimal(50.1, places: 5)),
                Field("lon", .decimal(1.8, places: 5)), Field("population", .whole(5000)),
            ])
        #expect(both.rows.map { $0.value("department") } == [.text("80"), .text("62")])
        #expect(both.summary == [Field("rows", .whole(2))])
        #expect(try await rehearsal.ask("PLACE query=saint limit=1").get().rows.count == 1)
        let code = try await rehearsal.ask("PLACE query=628").get()
        #expect(code.texts("place") == ["Liévin", "Angres"])
    }

    @Test(
        "a person's own reach holds until a request says another",
        arguments: [
            ("lang=fr", "25km"), ("within=10km", "10km"), ("within=50km", "50km"),
            ("within=800m", "0.8km"), ("within=45min", "45min"), ("within=0km", "0km"),
        ])
    func reach(keys: String, within: String) async throws {
        let rehearsal = Rehearsal(book: LedgerBook.withPerson())
        let reply = try await rehearsal.ask("MATCH beneficiary=B1 \(keys)").get()
        #expect(reply["within"] == .text(within))
        #expect(reply.texts("garage").first == "G001")
        // From another point the person keeps the reach.
        let calais = try await rehearsal.ask("MATCH beneficiary=B1 place=Calais \(keys)").get()
        #expect(calais.texts("garage") == ["G003"] && calais["within"] == .text(within))
    }

    @Test("another organisation's person is like none", arguments: ["MATCH", "REFER key=k"])
    func others(verb: String) async {
        let rehearsal = Rehearsal(book: LedgerBook.withPerson())
        let other = Talk(
            rehearsal, as: Caller(role: .prescriber, organisation: OrganisationID(2)))
        let hidden = await other.say("\(verb) beneficiary=B1")
        #expect(hidden.refusal == .noSuch)
        #expect(await hidden.error == other.say("\(verb) beneficiary=B77").error)
        #expect(await rehearsal.ask("\(verb) beneficiary=B1", as: .prescriber).refusal == nil)
    }
}
