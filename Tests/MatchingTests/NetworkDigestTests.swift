import GarageNetwork
import Testing

@testable import Matching

/// What memory says of itself is what the database counts of the same rows.
@Suite struct NetworkDigestTests {
    private func network() throws -> LiveNetwork {
        try LiveNetwork.test([.test(1, id: "G1"), .test(2, id: "G2")], on: "2025-11-13")
    }

    @Test func nothingIsHeldAtFirst() throws {
        let network = LiveNetwork(clock: StoppedClock(now: try anInstant("2025-11-13T12:00:00")))
        #expect(
            network.digest
                == NetworkDigest(
                    garages: 0, garageRevisions: 0, monthRevisions: 0, dayRevisions: 0))
    }

    @Test(arguments: [("2025-09", 0), ("2025-10", 7), ("2025-11", 7), ("2025-12", 7)])
    func monthsCountFromTheOneBeforeThis(month: String, expected: Int64) throws {
        let network = try network()
        network.apply(counts: [try .test(1, month, 3, revision: 7)], days: [])
        #expect(network.digest.monthRevisions == expected)
    }

    @Test(arguments: [("2024-10-09", 0), ("2024-10-10", 5), ("2025-11-13", 5)])
    func fourHundredDaysCount(day: String, expected: Int64) throws {
        let network = try network()
        network.apply(counts: [], days: [try .test(1, day, 2, revision: 5)])
        #expect(network.digest.dayRevisions == expected)
    }

    /// Rows come late, twice, in any order, and before their garage.
    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func itIsTheSumOfTheLatestRevisions(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let network = try network()
        var garages: [Int64: Int64] = [1: 1, 2: 1]
        var (months, days): ([Int64: Int64], [Int64: Int64]) = ([:], [:])
        for _ in 0..<200 {
            let number = Int64.random(in: 1...6, using: &random)
            let revision = Int64.random(in: 1...40, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0:
                var garage = try Garage.test(number, id: "G\(number)")
                guard revision > garages[number] ?? 0 else { continue }
                garage.revision = revision
                garages[number] = revision
                network.apply(NetworkChange(garages: [garage]))
            case 1:
                garages[number] = nil
                network.apply(NetworkChange(removed: [number]))
            case 2:
                months[number] = max(months[number] ?? 0, revision)
                network.apply(
                    counts: [try .test(number, "2025-11", Int(revision), revision: revision)],
                    days: [])
            default:
                days[number] = max(days[number] ?? 0, revision)
                network.apply(
                    counts: [],
                    days: [try .test(number, "2025-11-12", Int(revision), revision: revision)])
            }
        }
        let expected = NetworkDigest(
            garages: Int64(garages.count), garageRevisions: garages.values.reduce(0, +),
            monthRevisions: months.values.reduce(0, +), dayRevisions: days.values.reduce(0, +))
        #expect(network.digest == expected)
    }
}
