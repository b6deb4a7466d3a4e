import Commands
import GarageNetwork
import LineProtocol
import Matching
import Testing

@Suite struct MatchTests {
    let rehearsal = Rehearsal()

    @Test("lists what is in reach, with every column of the contract")
    func columns() async throws {
        let reply = try await rehearsal.ask("MATCH at=50.43,2.83", as: .prescriber).get()
        #expect(reply.rows.count == 2)
        #expect(
            reply.rows[0].map(\.name) == [
                "rank", "garage", "name", "lat", "lon", "km", "minutes", "by", "committed",
                "received", "min", "max", "p_below", "p_above", "price_km", "why",
            ])
        #expect(reply["reachable"] == .whole(2))
        #expect(reply["within"] == .text("30km"))
        #expect(reply["age_s"] == nil, "the age is said only while the store is away")
    }

    @Test("a place is found in the gazetteer")
    func place() async throws {
        let reply = try await rehearsal.ask("MATCH place=lens limit=1 fields=garage,km").get()
        #expect(
            reply.rows == [[Field("garage", .text("G001")), Field("km", .decimal(0, places: 2))]])
    }

    @Test("`fields` picks columns in its own order")
    func fields() async throws {
        let reply = try await rehearsal.ask("MATCH at=50.43,2.83 fields=km,garage").get()
        #expect(reply.rows[0].map(\.name) == ["km", "garage"])
    }

    @Test(
        "refuses what cannot be answered",
        arguments: [
            ("MATCH", .missingKey), ("MATCH at=91,2", .range), ("MATCH at=50.4", .number),
            ("MATCH at=48,85", .number), ("MATCH at=48,85,2,35", .number),
            ("MATCH at=50.43,2.83 place=Lens", .syntax),
            ("MATCH at=50.43,2.83 within=30", .number),
            ("MATCH at=50.43,2.83 within=60km", .range),
            ("MATCH at=50.43,2.83 limit=0", .range), ("MATCH at=50.43,2.83 limit=1001", .range),
            ("MATCH at=50.43,2.83 fields=name,secret", .range),
            ("MATCH at=50.43,2.83 mode=boat", .range),
            ("MATCH at=50.43,2.83 colour=red", .unknownKey),
            ("MATCH place=Atlantis", .noSuch), ("MATCH at=0.5,0.5", .noGarage),
            ("MATCH at=50.43,2.83 policy=none", .range), ("MATCH beneficiary=x", .syntax),
            ("MATCH beneficiary=B1", .storeDown),
        ] as [(String, RequestError.Name)])
    func refusals(line: String, name: RequestError.Name) async {
        #expect(await rehearsal.ask(line).refusal == name)
    }

    @Test("whole degrees are a coordinate where garages are near")
    func wholeDegrees() async throws {
        let here = Rehearsal(
            garages: [Rehearsal.garage(1, "G1", "Ici", at: Rehearsal.point(48, 2))]
                .compactMap(\.self))
        #expect(try await here.ask("MATCH at=48,2").get().rows.count == 1)
    }

    @Test("says how old the view is while the store is away")
    func age() async throws {
        rehearsal.network.storeIs(down: "connection refused")
        rehearsal.clock.set(to: Rehearsal.start.advanced(bySeconds: 42))
        let reply = try await rehearsal.ask("MATCH at=50.43,2.83").get()
        #expect(reply["age_s"] == .whole(42))
    }

    @Test("before the first load nothing is answered")
    func notReady() async {
        let clock = HandClock(Rehearsal.start)
        var environment = rehearsal.environment
        let empty = LiveNetwork(clock: clock)
        environment = Environment(
            network: empty, subscriptions: Subscriptions(network: empty), ledger: AwayStore(),
            registry: AwayStore(), archive: AwayStore(), desks: .closed,
            clock: clock, rehearsalClock: nil, gazetteer: environment.gazetteer,
            directory: environment.directory, access: environment.access,
            settings: environment.currentSettings, operations: NoOperations())
        let conversation = Conversation(
            environment: environment, peer: .unix(uid: 0), caller: Caller(role: .admin))
        guard case .now(let answer) = conversation.respond(to: Request(verb: "READY")) else {
            Issue.record("READY must answer at once")
            return
        }
        #expect(answer.outcome.refusal == .notReady)
    }

    @Test("a vehicle that nobody takes is counted, not shown")
    func vehicles() async throws {
        let picky = Rehearsal(
            garages: [
                Rehearsal.garage(1, "G1", "Renault seulement", at: Rehearsal.point(50.4, 2.8)) {
                    $0.takes.lightBrands = Set([Brand("Renault")].compactMap(\.self))
                    $0.takes.heavyBrands = $0.takes.lightBrands
                },
                Rehearsal.garage(2, "G2", "Toutes marques", at: Rehearsal.point(50.5, 2.8)),
            ].compactMap(\.self))
        let reply = try await picky.ask("MATCH at=50.4,2.8 brand=Citroën fields=garage").get()
        #expect(reply.rows == [[Field("garage", .text("G2"))]])
        #expect(reply["unsuitable"] == .whole(1))
    }

    @Test("the reason is in the language that was asked for")
    func languages() async throws {
        let french = try await rehearsal.ask("MATCH place=lens limit=1 fields=why lang=fr").get()
        let english = try await rehearsal.ask("MATCH place=lens limit=1 fields=why lang=en").get()
        #expect(french.rows != english.rows)
    }
}

extension Reply {
    /// A value of the final line.
    subscript(name: String) -> Field.Value? { summary.first { $0.name == name }?.value }
}

extension Result where Success == Reply, Failure == RequestError {
    var refusal: RequestError.Name? {
        if case .failure(let error) = self { error.name } else { nil }
    }
}
