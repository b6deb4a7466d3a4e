import GarageNetwork
import Matching
import Testing

/// What a daemon remembers is what the database holds, whenever it was started.
@Suite struct NetworkPastTests {
    private let today = "2025-11-13"

    private func forecast(_ network: LiveNetwork, _ id: String = "1") throws -> Forecast {
        let snapshot = network.snapshot
        return snapshot.monthEnds[try #require(snapshot.index(of: try anID(id)))].forecast
    }

    private func garage(
        joinedOn: String? = nil, awaySince: String? = nil, absences: [(String, String)] = [],
        closures: [(String, String)] = [], status: Garage.Status = .active
    ) throws -> Garage {
        func periods(_ days: [(String, String)]) throws -> [ClosedPeriod] {
            try days.map {
                try #require(ClosedPeriod(first: try aDay($0.0), last: try aDay($0.1)))
            }
        }
        return Garage(
            number: 1, id: try anID("1"), name: "Garage", position: try .north(0), status: status,
            closures: try periods(closures), joinedOn: try joinedOn.map { try aDay($0) },
            awaySince: try awaySince.map { try aDay($0) }, absences: try periods(absences))
    }

    /// A network that began in January, with six referrals since September.
    private func network(_ garage: Garage, begins: String = "2025-01-02") throws -> LiveNetwork {
        let network = LiveNetwork(clock: StoppedClock(now: try anInstant(today + "T12:00:00")))
        network.replace(
            with: NetworkImage(
                garages: [garage], counts: [],
                days: [try .test(1, "2025-09-02", 4), try .test(1, "2025-10-06", 2)], revision: 1,
                begins: try aDay(begins)))
        return network
    }

    @Test func aGarageThatJoinedLaterIsNotToldThatItGotNobodyBefore() throws {
        let always = try forecast(try network(try garage()))
        let joined = try forecast(try network(try garage(joinedOn: "2025-09-01")))
        let young = try forecast(try network(try garage(), begins: "2025-09-01"))
        // As if the network had begun with it; time is measured from another day, so not to the
        // bit.
        #expect(abs(joined.mean - young.mean) < 1e-9)
        #expect(joined.mean > always.mean, "six in ten weeks are more than six in ten months")
        let before = try forecast(try network(try garage(joinedOn: "2024-12-01")))
        #expect(before == always, "it was there from the first day")
    }

    @Test func anAbsenceThatIsOverCountsAsClosed() throws {
        let days = [("2025-07-01", "2025-08-31")]
        let away = try forecast(try network(try garage(absences: days)))
        let closed = try forecast(try network(try garage(closures: days)))
        #expect(away == closed)
        #expect(away.mean > (try forecast(try network(try garage()))).mean)
    }

    @Test func aPauseThatHoldsCountsFromItsFirstDay() throws {
        let pause = Garage.Status.paused(until: try aDay("2025-11-16"), reason: "")
        let known = try network(try garage(awaySince: "2025-10-01", status: pause))
        let closed = try network(try garage(closures: [("2025-10-01", "2025-11-16")]))
        #expect(try forecast(known) == (try forecast(closed)))
        #expect(known.snapshot.monthEnds[0].band == closed.snapshot.monthEnds[0].band)
        let unknown = try network(try garage(status: pause))
        #expect(try forecast(unknown).shape < (try forecast(known).shape), "it forgot meanwhile")
    }

    /// A daemon that has run for years, and one that loads what is loaded.
    @Test func aDaemonThatStartsRemembersLikeOneThatRan() throws {
        var random = SeededGenerator(seed: 7)
        let garages = try (1...30).map { try Garage.test($0, at: .somewhere(using: &random)) }
        let first = try aDay("2024-01-02")
        let last = try aDay(today)
        let old = LiveNetwork(clock: StoppedClock(now: try anInstant("2024-01-02T12:00:00")))
        old.turn(to: try anInstant("2024-01-02T12:00:00"))
        old.replace(with: NetworkImage(garages: garages, counts: [], days: [], revision: 1))
        var days: [DayCount] = []
        for day in first.ordinal...last.ordinal {
            let day = Day(ordinal: day)
            old.turn(to: Instant(paris: day, secondsOfDay: 36_000))
            let some = Int64.random(in: 1...30, using: &random)
            let count = DayCount(garage: some, day: day, committed: 1, revision: 1)
            old.apply(counts: [], days: [count])
            days.append(count)
        }
        let loaded = days.filter { last < $0.day + 400 }
        #expect(loaded.count < days.count)
        let new = LiveNetwork(clock: StoppedClock(now: try anInstant(today + "T12:00:00")))
        new.turn(to: try anInstant(today + "T12:00:00"))
        new.replace(
            with: NetworkImage(
                garages: garages, counts: [], days: loaded, revision: 1, begins: first))
        for index in garages.indices {
            #expect(old.snapshot.monthEnds[index] == new.snapshot.monthEnds[index])
        }
    }

    /// Garages that others added, changed or removed, told one by one or in a whole load.
    @Test func changesOfGaragesLeadWhereALoadWould() throws {
        let network = try LiveNetwork.test([.test(1), .test(2), .test(3)])
        network.apply(counts: [try .test(2, "2025-11", 4)], days: [])
        let epoch = network.snapshot.epoch
        let wider = try Garage.test(2, cap: 4, revision: 5)
        let late = try Garage.test(1, name: "Older", revision: -1)
        network.apply(
            NetworkChange(garages: [wider, late, try .test(4)], removed: [3], view: 7))
        let snapshot = network.snapshot
        #expect(snapshot.garages == [try .test(1), wider, try .test(4)])
        #expect(snapshot.monthEnds[1].committed == 4, "its count goes with it")
        #expect(snapshot.epoch == epoch + 1)
        #expect(snapshot.view == 7)
        network.apply(NetworkChange(garages: [wider], view: 6))
        #expect(network.snapshot.epoch == epoch + 1, "nothing new")
        #expect(network.snapshot.view == 7)
    }

    @Test func whoWaitsIsKnownWithoutAsking() throws {
        let network = try LiveNetwork.test([.test(1)])
        #expect(network.snapshot.unplaced == .none)
        let waiting = UnplacedSummary(count: 3, oldest: try aDay("2025-11-01"))
        let epoch = network.snapshot.epoch
        network.apply(NetworkChange(unplaced: waiting))
        #expect(network.snapshot.unplaced == waiting)
        #expect(network.snapshot.epoch == epoch + 1)
        network.apply(counts: [try .test(1, "2025-11", 4)], days: [])
        #expect(network.snapshot.unplaced == waiting, "not news is not nobody")
    }
}
