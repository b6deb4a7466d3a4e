import GarageNetwork
import Geometry
import Testing

@testable import PostgresStore

@Suite struct RegistryTests {
    @Test func aGarageComesBackAsItWasWritten() async throws {
        try await TestStore.with { store in
            let garage = try full("G017")
            let added = try #require(try await store.registry.add(garage))
            #expect(added.number > 0)
            let image = try #require(store.observer.seen.image)
            #expect(image.garages == [added], "published before it was answered")
            #expect(added.awaySince != nil, "paused since today")
            #expect(added == copy(of: garage, as: added))
            #expect(try await store.registry.add(garage) == nil, "the id is taken")
        }
    }

    @Test func whoeverWritesFirstWins() async throws {
        try await TestStore.with { store in
            var mine = try #require(try await store.registry.add(try .example("G1")))
            var yours = mine
            mine.name = "Mine"
            yours.status = .paused(until: Day("2026-12-24"), reason: "congés")
            let written = try #require(try await store.registry.update(mine))
            #expect(written.name == "Mine")
            #expect(written.revision > mine.revision)
            #expect(try await store.registry.update(yours) == nil)
            var again = written
            again.closures = [
                try #require(ClosedPeriod(first: Day(ordinal: 1), last: Day(ordinal: 2)))
            ]
            let closed = try #require(try await store.registry.update(again))
            #expect(closed.revision > written.revision, "a closure is a change of the garage")
            #expect(closed.closures == again.closures)
        }
    }

    @Test func anImportSaysWhatItDid() async throws {
        try await TestStore.with { store in
            var garages = try (1...5).map { try Garage.example("G\($0)") }
            let first = try await store.registry.put(garages)
            #expect(first == PutSummary(added: 5, changed: 0, unchanged: 0))
            garages[0].name = "Another"
            garages[1] = try full("G2")
            garages.append(try .example("G6"))
            let second = try await store.registry.put(garages)
            #expect(second == PutSummary(added: 1, changed: 2, unchanged: 3))
            let third = try await store.registry.put(garages)
            #expect(third == PutSummary(added: 0, changed: 0, unchanged: 6))
            #expect(store.observer.seen.image?.garages.count == 6)
            #expect(
                try await store.registry.put([Garage]())
                    == PutSummary(added: 0, changed: 0, unchanged: 0))
        }
    }

    @Test func prescribersPlacesAndTokensComeBack() async throws {
        try await TestStore.with { store in
            let position = try Coordinate(latitude: 50.29, longitude: 2.78)
            let id = try #require(GarageID("ccas-arras"))
            var prescriber = Prescriber(
                organisation: .network, id: id, name: "CCAS d'Arras", kind: "ccas",
                position: position, town: "Arras", postcode: "62000")
            let put = try await store.registry.put([prescriber])
            #expect(put == PutSummary(added: 1, changed: 0, unchanged: 0))
            let kept = try await store.registry.prescribers()
            prescriber.organisation = try #require(kept.first).organisation
            #expect(kept == [prescriber])
            #expect(prescriber.organisation != .network)

            let places = [
                PlaceRow(
                    name: "Arras", postcodes: ["62000", "62100"], department: "62",
                    position: position, population: 42_000),
                PlaceRow(
                    name: "Écoust", postcodes: [], department: "", position: position,
                    population: 0),
            ]
            for _ in 0..<2 { try await store.registry.replace(places: places) }
            #expect(try await store.registry.places().sorted { $0.name < $1.name } == places)
        }
    }

    @Test func aTokenIsThereUntilItIsRevoked() async throws {
        try await TestStore.with { store in
            let late = Instant(microseconds: 4_000_000_000_000_000)
            func token(_ keyID: String, expiresAt: Instant) -> StoredToken {
                StoredToken(
                    keyID: keyID, secretHash: Array(repeating: 7, count: 32), role: .prescriber,
                    organisation: OrganisationID(7), garage: nil, expiresAt: expiresAt)
            }
            let good = token("good", expiresAt: late)
            try await store.registry.add(good)
            #expect(try await store.registry.token(keyID: "good") == good)
            #expect(try await store.registry.token(keyID: "none") == nil)
            #expect(try await store.registry.revokeToken(keyID: "good"))
            #expect(try await store.registry.token(keyID: "good") == nil)
            #expect(try await !store.registry.revokeToken(keyID: "good"))
        }
    }

    @Test func enrolmentsReplayByTheirKey() async throws {
        try await TestStore.with { store in
            var generator = SystemRandomNumberGenerator()
            func order(_ key: String, _ request: String) throws -> EnrolmentOrder {
                let vehicle = Vehicle(
                    brand: Brand("Renault"), year: 2009, odometerKm: 180_000, fiscalPower: 5,
                    drives: false)
                return EnrolmentOrder(
                    organisation: OrganisationID(7), key: key, canonicalRequest: request,
                    person: Beneficiary(
                        id: .random(using: &generator), organisation: OrganisationID(7),
                        position: try Coordinate(latitude: 50.3, longitude: 2.9), mode: .tow,
                        kmMax: 25, minutesMax: nil, vehicle: vehicle), at: nil)
            }
            let first = try order("k1", "same")
            #expect(
                try await store.ledger.enrol(first) == .enrolled(first.person.id, replayed: false))
            let again = try await store.ledger.enrol(try order("k1", "same"))
            #expect(again == .enrolled(first.person.id, replayed: true))
            #expect(try await store.ledger.enrol(try order("k1", "other")) == .keyReused)
            let kept = try await store.ledger.beneficiary(
                first.person.id, visibleTo: .organisation(OrganisationID(7)))
            #expect(kept == first.person)
            let many = try (0..<3).map { try order("m\($0)", "x") } + [try order("k1", "other")]
            let outcomes = try await store.ledger.enrol(all: many)
            #expect(outcomes.last == .keyReused)
            #expect(outcomes.first == .enrolled(many[0].person.id, replayed: false))
        }
    }

    private func full(_ id: String) throws -> Garage {
        let renault = try #require(Brand("Renault"))
        let dacia = try #require(Brand("Dacia"))
        var garage = try Garage.example(id, cap: 12)
        garage.postcode = "62117"
        garage.phone = "+33321000000"
        garage.takes = AcceptedWork(
            light: true, heavy: false, lightBrands: [], heavyBrands: [renault, dacia],
            ageYearsMax: 20, odometerKmMax: 250_000, fiscalPowerMax: 7)
        garage.target = try #require(TargetBand(min: 3, max: 8))
        garage.status = .paused(until: nil, reason: "travaux\n\"l'été\"")
        garage.closures = [
            try #require(ClosedPeriod(first: Day(ordinal: 20_600), last: Day(ordinal: 20_620))),
            try #require(ClosedPeriod(first: Day(ordinal: 20_700), last: Day(ordinal: 20_700))),
        ]
        garage.checkedOn = Day(ordinal: 20_500)
        return garage
    }

    /// A garage with what the database adds to it.
    private func copy(of garage: Garage, as stored: Garage) -> Garage {
        Garage(
            number: stored.number, id: garage.id, name: garage.name, position: garage.position,
            town: garage.town, postcode: garage.postcode, phone: garage.phone, takes: garage.takes,
            target: garage.target, monthlyCap: garage.monthlyCap, status: garage.status,
            closures: garage.closures, checkedOn: garage.checkedOn, awaySince: stored.awaySince,
            revision: stored.revision)
    }
}
