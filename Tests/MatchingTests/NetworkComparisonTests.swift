import GarageNetwork
import Geometry
import Testing

@testable import Matching

/// What is in memory against a load of the database: what is another thing, and what is only late.
@Suite struct NetworkComparisonTests {
    private struct FixedClock: Clock {
        let now: Instant
        var isSet: Bool { true }
    }

    private static func garage(_ number: Int64, revision: Int64 = 1) throws -> Garage {
        Garage(
            number: number, id: try #require(GarageID("G\(number)")), name: "Garage \(number)",
            position: try Coordinate(latitude: 50 + Double(number) / 10, longitude: 3),
            revision: revision)
    }

    private static func count(
        _ garage: Int64, _ committed: Int, revision: Int64 = 5
    ) throws -> GarageCount {
        GarageCount(
            garage: garage, month: try #require(Month(year: 2026, month: 11)),
            committed: committed, received: 1, revision: revision)
    }

    private static func day(
        _ garage: Int64, _ committed: Int, revision: Int64 = 5
    ) throws -> DayCount {
        DayCount(
            garage: garage, day: try #require(Day("2026-11-12")), committed: committed,
            revision: revision)
    }

    private static func image() throws -> NetworkImage {
        NetworkImage(
            garages: try (1...3).map { try garage($0) },
            counts: try (1...3).map { try count($0, 4) },
            days: try (1...3).map { try day($0, 2) }, revision: 1)
    }

    private static func live(_ image: NetworkImage) throws -> LiveNetwork {
        let now = try #require(Instant(iso8601: "2026-11-21T10:00:00+01:00"))
        let network = LiveNetwork(clock: FixedClock(now: now))
        network.turn(to: now)
        network.replace(with: image)
        return network
    }

    @Test func aLoadIsEqualToItself() throws {
        let image = try Self.image()
        #expect(try Self.live(image).compared(with: image).isEqual)
    }

    @Test("the same revision with another content is a difference, each kind on its own")
    func different() throws {
        let network = try Self.live(try Self.image())
        var image = try Self.image()
        image.garages[1].name = "another"
        image.counts[2] = try Self.count(3, 5)
        image.counts[1].received = 0
        image.days[2] = try Self.day(3, 1)
        let found = network.compared(with: image)
        #expect(found.behind.isEmpty)
        #expect(found.different.mapValues(\.count) == [.garages: 1, .counts: 2, .days: 1])
        #expect(found.different.mapValues(\.first) == [.garages: 2, .counts: 2, .days: 3])
    }

    @Test("a later revision in the database is on its way; a later one in memory is newer")
    func behind() throws {
        let network = try Self.live(try Self.image())
        var later = try Self.image()
        later.garages.append(try Self.garage(4))
        later.counts[0] = try Self.count(1, 5, revision: 6)
        later.days[1] = try Self.day(2, 3, revision: 6)
        let found = network.compared(with: later)
        #expect(found.different.isEmpty)
        #expect(found.behind.mapValues(\.count) == [.garages: 1, .counts: 1, .days: 1])
        #expect(found.behind.mapValues(\.first) == [.garages: 4, .counts: 1, .days: 2])
        network.apply(
            NetworkChange(counts: later.counts, days: later.days, garages: Array(later.garages)))
        #expect(network.compared(with: later).isEqual)
        // What was loaded before may lack what memory knows by now.
        #expect(network.compared(with: try Self.image()).behind.isEmpty)
    }

    @Test func aGarageThatTheDatabaseDoesNotHaveIsADifference() throws {
        let network = try Self.live(try Self.image())
        var image = try Self.image()
        image.garages.removeFirst()
        let found = network.compared(with: image)
        #expect(found.different == [.garages: .init(count: 1, first: 1)])
    }
}
