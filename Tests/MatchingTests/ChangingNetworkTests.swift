import GarageNetwork
import Geometry
import Testing

@testable import Matching

/// A network that was changed garage by garage is the one that a load would make.
@Suite struct ChangingNetworkTests {
    private static let count = NetworkDemand.garagesMax + 300

    private static func garages(
        _ numbers: Range<Int>, using random: inout SeededGenerator
    ) throws -> [Garage] {
        let joinedOn = try [nil, aDay("2025-03-03"), aDay("2025-09-01")]
        return try numbers.map { number in
            let position = try Coordinate(
                latitude: .random(in: 43...50, using: &random),
                longitude: .random(in: -4...7, using: &random))
            // Numbers are not in the order of the ids.
            return try .test(
                Int64(number * 7919 % 10_007), id: "G\(number)", at: position,
                target: number % 3 == 0 ? #require(TargetBand(min: 2, max: 4)) : .standard,
                closures: number % 17 == 0 ? [aPeriod("2025-11-10", "2025-11-20")] : [],
                joinedOn: joinedOn[number % 7 % 3])
        }
    }

    private static func aPeriod(_ first: String, _ last: String) throws -> ClosedPeriod {
        try #require(ClosedPeriod(first: aDay(first), last: aDay(last)))
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func changesLeadWhereALoadWould(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var garages = try Self.garages(0..<Self.count, using: &random)
        let network = try LiveNetwork.test(garages)
        let month = network.snapshot.month
        var counts: [Int64: GarageCount] = [:]
        var days: [Int64: DayCount] = [:]
        for step in 0..<60 {
            var change = NetworkChange()
            let place = Int.random(in: 0..<garages.count, using: &random)
            switch step % 6 {
            case 0: garages[place].monthlyCap = step
            case 1: garages[place].status = step % 4 == 1 ? .left : .paused(until: nil, reason: "")
            case 2:
                garages[place].position = try Coordinate(
                    latitude: .random(in: 43...50, using: &random), longitude: 2)
            case 3:
                change.removed = [garages[place].number]
                garages.remove(at: place)
            case 4:
                let number = Self.count + step
                garages += try Self.garages(number..<number + 1, using: &random)
            default:
                let garage = garages[place].number
                let count = GarageCount(
                    garage: garage, month: month, committed: step, received: 0, revision: 1)
                let day = DayCount(
                    garage: garage, day: try aDay("2025-11-12"), committed: 2, revision: 1)
                (counts[garage], days[garage]) = (count, day)
                change.counts = [count]
                change.days = [day]
            }
            if change.removed.isEmpty, change.counts.isEmpty {
                let touched = step % 6 == 4 ? garages.count - 1 : place
                garages[touched].revision += 1
                change.garages = [garages[touched]]
            }
            network.apply(change)
        }
        let fresh = try LiveNetwork.test(
            garages, counts: Array(counts.values), days: Array(days.values))
        try expectSame(network.snapshot, fresh.snapshot, garages)
        #expect(network.digest == fresh.digest)
    }

    private func expectSame(
        _ changed: NetworkSnapshot, _ fresh: NetworkSnapshot, _ garages: [Garage]
    ) throws {
        #expect(changed.garages == fresh.garages)
        #expect(Array(changed.garages) == garages.sorted { $0.id < $1.id })
        let centre = try Coordinate(latitude: 46.5, longitude: 2)
        let inside = changed.directory.grid.within(.kilometres(300), of: centre)
        #expect(inside == fresh.directory.grid.within(.kilometres(300), of: centre))
        #expect(inside.count > 100)
        for (index, garage) in changed.garages.enumerated() {
            #expect(changed.index(of: garage.id) == index)
            #expect(changed.index(ofNumber: garage.number) == index)
            #expect(changed.monthEnds[index] == fresh.monthEnds[index])
            #expect(
                changed.load(at: index, in: changed.month).committed
                    == fresh.load(at: index, in: fresh.month).committed)
            let (one, other) = (changed.directory, fresh.directory)
            #expect(one.monthlyCaps[index] == garage.monthlyCap)
            #expect(one.hasLeft[index] == (garage.status == .left))
            #expect(
                one.works[one.works.code(of: index)] == other.works[other.works.code(of: index)])
            #expect(one.weeklySoftCaps[index] == garage.target.weeklySoftCap)
        }
    }

    @Test func monthsThatStandAlikeAreThoseComputedEach() throws {
        var random = SeededGenerator(seed: 9)
        let garages = try Self.garages(0..<Self.count, using: &random)
        // Who joined late has been open for less of the network's past.
        let days = [
            DayCount(
                garage: garages[0].number, day: try aDay("2025-01-06"), committed: 1, revision: 1)
        ]
        let large = try LiveNetwork.test(garages, days: days).snapshot
        let spans = Set(garages.indices.map { large.monthEnds[$0].memory.openMonths })
        #expect(spans.count >= 3)
        // A small network computes each month by itself.
        for start in stride(from: 0, to: garages.count, by: 1_000) {
            let part = Array(garages[start..<min(start + 1_000, garages.count)])
            let small = try LiveNetwork.test(part, days: days).snapshot
            for garage in part {
                let one = large.monthEnds[try #require(large.index(of: garage.id))]
                let other = small.monthEnds[try #require(small.index(of: garage.id))]
                #expect(one.price == other.price && one.band == other.band)
                #expect(one.remaining == other.remaining && one.isOpen == other.isOpen)
                #expect(one.memory == other.memory && one.forecast == other.forecast)
            }
        }
    }
}
