import GarageNetwork
import Geometry
import Matching
import Testing

@Suite struct LiveNetworkTests {
    private func committed(_ network: LiveNetwork, _ id: String = "1") throws -> Int {
        let snapshot = network.snapshot
        let index = try #require(snapshot.index(of: try anID(id)))
        return snapshot.monthEnds[index].committed
    }

    @Test func aNewNetworkIsNotReady() throws {
        let clock = StoppedClock(now: try anInstant("2025-11-13T12:00:00"))
        let network = LiveNetwork(clock: clock)
        #expect(!network.snapshot.isReady && network.snapshot.garages.isEmpty)
        // Rows that come before the first load wait for it.
        network.apply(counts: [try .test(1, "2025-11", 4)], days: [])
        network.replace(
            with: NetworkImage(garages: [try .test(1)], counts: [], days: [], revision: 1))
        #expect(network.snapshot.isReady)
        #expect(try committed(network) == 4)
    }

    @Test func garagesAreSortedByIDAndFound() throws {
        let network = try LiveNetwork.test([
            .test(30, id: "G10"), .test(20, id: "G9"), .test(10, id: "B"),
        ])
        let snapshot = network.snapshot
        #expect(snapshot.garages.map(\.id.text) == ["B", "G9", "G10"])
        #expect(snapshot.index(ofNumber: 20) == 1 && snapshot.index(ofNumber: 2) == nil)
        #expect(snapshot.garage(number: 30)?.id.text == "G10")
        #expect(snapshot.garage(id: try anID("B"))?.number == 10)
        #expect(snapshot.garage(id: try anID("X")) == nil)
        #expect(snapshot.garage(number: 1) == nil)
    }

    /// Revision and count that arrive after revision 5 with 3, and the count that stays.
    @Test(arguments: [(4, 9, 3), (5, 9, 3), (6, 9, 9), (6, 2, 2)] as [(Int64, Int, Int)])
    func theHigherRevisionOfARowStays(revision: Int64, count: Int, after: Int) throws {
        let network = try LiveNetwork.test([.test(1)])
        network.apply(counts: [try .test(1, "2025-11", 3, revision: 5)], days: [])
        let late = try GarageCount.test(1, "2025-11", count, received: 1, revision: revision)
        network.apply(counts: [late], days: [])
        #expect(try committed(network) == after)
        let again = try LiveNetwork.test([.test(1)])
        again.apply(counts: [try .test(1, "2025-11", 3, revision: 5)], days: [])
        again.replace(
            with: NetworkImage(garages: [try .test(1)], counts: [late], days: [], revision: 9))
        #expect(try committed(again) == after)
    }

    @Test func anotherMonthsRowsAreKeptForTheirMonth() throws {
        let network = try LiveNetwork.test([.test(1)], on: "2025-11-13")
        network.apply(
            counts: [
                try .test(1, "2025-11", 3), try .test(1, "2025-12", 7, received: 2),
                try .test(1, "2025-10", 5),
            ], days: [])
        #expect(try committed(network) == 3)
        #expect(network.snapshot.load(at: 0, in: try aMonth("2025-12")).received == 2)
        #expect(network.snapshot.load(at: 0, in: try aMonth("2025-09")) == .zero)
        network.turn(to: try anInstant("2025-12-01T00:00:00"))
        #expect(try committed(network) == 7)
        network.turn(to: try anInstant("2025-10-31T23:59:59"))
        #expect(try committed(network) == 5)
        network.turn(to: try anInstant("2026-01-05T08:00:00"))
        #expect(try committed(network) == 0)
    }

    @Test func theMonthTurnsAtMidnightInParis() throws {
        let network = try LiveNetwork.test(
            [.test(1)], on: "2025-12-31", counts: [.test(1, "2025-12", 8)])
        let before = try anInstant("2025-12-31T22:59:59Z")
        let after = try anInstant("2025-12-31T23:00:00Z")
        #expect(!network.snapshot.isOutdated(at: before))
        #expect(network.snapshot.isOutdated(at: after))
        #expect(network.snapshot.isOutdated(at: try anInstant("2025-12-30T22:59:59Z")))
        network.turn(to: before)
        #expect(try committed(network) == 8)
        network.turn(to: after)
        #expect(try committed(network) == 0)
        #expect(network.snapshot.month.description == "2026-01")
        #expect(!network.snapshot.isOutdated(at: after))
    }

    @Test func turningWithinTheDayPublishesNothing() throws {
        let network = try LiveNetwork.test([.test(1)])
        let epoch = network.snapshot.epoch
        network.turn(to: try anInstant("2025-11-13T23:59:59"))
        #expect(network.snapshot.epoch == epoch)
        network.turn(to: try anInstant("2025-11-14T00:00:00"))
        #expect(network.snapshot.epoch == epoch + 1)
    }

    @Test func aLaterLoadAddsAndRemovesGaragesAndKeepsTheCounts() throws {
        let network = try LiveNetwork.test(
            [.test(1, id: "B"), .test(2, id: "C")],
            counts: [.test(1, "2025-11", 4), .test(2, "2025-11", 6)], revision: 5)
        network.replace(
            with: NetworkImage(
                garages: [try .test(3, id: "A"), try .test(2, id: "C")], counts: [], days: [],
                revision: 6))
        #expect(network.snapshot.garages.map(\.id.text) == ["A", "C"])
        #expect(try committed(network, "A") == 0)
        #expect(try committed(network, "C") == 6)
        // One that comes back has the counts it left with.
        network.replace(
            with: NetworkImage(garages: [try .test(1, id: "B")], counts: [], days: [], revision: 7))
        #expect(try committed(network, "B") == 4)
        #expect(network.snapshot.revision == 7)
    }

    @Test func anOlderLoadBringsOnlyRowsThatAreNewer() throws {
        let network = try LiveNetwork.test(
            [.test(1, name: "new", revision: 5), .test(2, name: "old", revision: 1)],
            counts: [.test(1, "2025-11", 4, revision: 9)], revision: 10)
        network.replace(
            with: NetworkImage(
                garages: [
                    try .test(1, name: "stale", revision: 4),
                    try .test(2, name: "newer", revision: 2),
                    try .test(3),
                ],
                counts: [
                    try .test(1, "2025-11", 1, revision: 8),
                    try .test(2, "2025-11", 2, revision: 1),
                ], days: [], revision: 9))
        #expect(network.snapshot.garages.map(\.name) == ["new", "newer"])
        #expect(try committed(network, "1") == 4)
        #expect(try committed(network, "2") == 2)
        #expect(network.snapshot.revision == 10)
    }

    @Test func theStoreGoesAndComesBack() throws {
        let network = try LiveNetwork.test([.test(1)])
        let now = try anInstant("2025-11-13T12:00:00")
        let epoch = network.snapshot.epoch
        #expect(network.snapshot.ageSeconds(at: now.advanced(bySeconds: 90)) == nil)
        network.storeIs(down: "connection refused")
        #expect(network.snapshot.storeDown?.reason == "connection refused")
        #expect(network.snapshot.storeDown?.since == now)
        #expect(network.snapshot.ageSeconds(at: now.advanced(bySeconds: 90)) == 90)
        #expect(network.snapshot.ageSeconds(at: now.advanced(bySeconds: -5)) == 0)
        network.storeIs(down: "still refused")
        #expect(network.snapshot.storeDown?.reason == "still refused")
        #expect(network.snapshot.isReady && network.snapshot.epoch == epoch)
        network.storeIs(down: nil)
        #expect(network.snapshot.storeDown == nil && network.snapshot.epoch == epoch)
        // Rows can come only from a store that answers.
        network.storeIs(down: "again")
        network.apply(counts: [], days: [])
        #expect(network.snapshot.storeDown == nil)
    }

    @Test func aCountChangesOnlyItsOwnGarage() throws {
        let garages = try (1...600).map { try Garage.test($0) }
        let network = try LiveNetwork.test(garages)
        let before = network.snapshot
        network.apply(counts: [try .test(300, "2025-11", 2)], days: [])
        let after = network.snapshot
        for index in garages.indices where index != 299 {
            #expect(before.monthEnds[index] == after.monthEnds[index])
        }
        #expect(before.monthEnds[299].committed == 0 && after.monthEnds[299].committed == 2)
        #expect(after.epoch == before.epoch + 1)
    }

    @Test func todaysReferralsAreRememberedTomorrow() throws {
        let network = try LiveNetwork.test([.test(1)], on: "2025-11-13")
        network.apply(counts: [], days: [try .test(1, "2025-11-13", 3)])
        #expect(network.snapshot.monthEnds[0].forecast.shape == 5)
        network.turn(to: try anInstant("2025-11-14T08:00:00"))
        let shape = network.snapshot.monthEnds[0].forecast.shape
        #expect(shape > 7.9 && shape < 8)
        // One of yesterday's is taken back today.
        network.apply(counts: [], days: [try .test(1, "2025-11-13", 2, revision: 2)])
        #expect(network.snapshot.monthEnds[0].forecast.shape < 7)
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func anyOrderOfRowsEndsLikeOneLoad(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let garages = try (1...40).map { try Garage.test($0, at: .somewhere(using: &random)) }
        var ledger = TestLedger()
        var rows: [(GarageCount, DayCount)] = []
        let start = try aDay("2025-08-25")
        for _ in 0..<400 {
            let day = start + Int.random(in: 0...80, using: &random)
            let garage = Int64.random(in: 1...40, using: &random)
            rows.append(ledger.refer(to: garage, on: day))
            if Int.random(in: 0..<5, using: &random) == 0 {
                rows.append(ledger.refer(to: garage, on: day, by: -1))
            }
        }
        let whole = try LiveNetwork.test(
            garages, counts: rows.map(\.0), days: rows.map(\.1), revision: 3)
        let pieces = try LiveNetwork.test(garages, on: "2025-10-20", revision: 2)
        let reader = SnapshotReader(pieces)
        for (place, row) in rows.shuffled(using: &random).enumerated() {
            pieces.apply(counts: [row.0], days: [row.1])
            if place == 200 { pieces.turn(to: try anInstant("2025-11-13T09:00:00")) }
            if place == 300 {
                pieces.replace(
                    with: NetworkImage(garages: garages, counts: [], days: [], revision: 3))
            }
        }
        for index in garages.indices {
            #expect(reader.current.monthEnds[index] == whole.snapshot.monthEnds[index])
        }
    }
}
