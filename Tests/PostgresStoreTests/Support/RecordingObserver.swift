import GarageNetwork
import Synchronization

/// An observer as the contract describes it: keeps, row by row, the higher revision.
final class RecordingObserver: NetworkObserver {
    struct Seen {
        var image: NetworkImage?
        var counts: [Int64: [Month: GarageCount]] = [:]
        var days: [Int64: [Day: DayCount]] = [:]
        var down: [String?] = []
        var view: UInt64 = 0
        var unplaced = UnplacedSummary.none
        var news: [ReferralNews] = []
        var isListening = false
        /// How often anybody looked whether news are heard.
        var looks = 0
        /// How often everything was loaded, and what is held compared with the database.
        var loads = 0
        var digests = 0
    }

    private let state = Mutex(Seen())
    var seen: Seen { state.withLock { $0 } }

    func replace(with image: NetworkImage) {
        state.withLock { seen in
            seen.loads += 1
            if image.revision > seen.image?.revision ?? -1 { seen.image = image }
            seen.add(image.counts, image.days)
            seen.view = max(seen.view, image.view)
            seen.unplaced = image.unplaced ?? seen.unplaced
        }
    }

    func apply(_ change: NetworkChange) {
        state.withLock { seen in
            seen.add(change.counts, change.days)
            seen.view = max(seen.view, change.view)
            seen.unplaced = change.unplaced ?? seen.unplaced
            let numbers = Set(change.garages.map(\.number) + change.removed)
            guard !numbers.isEmpty else { return }
            seen.image?.garages.removeAll { numbers.contains($0.number) }
            seen.image?.garages += change.garages
        }
    }

    func listen(_ isListening: Bool) { state.withLock { $0.isListening = isListening } }

    var hearsNews: Bool {
        state.withLock { seen in
            seen.looks += 1
            return seen.isListening
        }
    }

    func hear(_ news: [ReferralNews]) { state.withLock { $0.news += news } }

    var digest: NetworkDigest {
        state.withLock { seen in
            seen.digests += 1
            return seen.digest
        }
    }

    func storeIs(down reason: String?) { state.withLock { $0.down.append(reason) } }
}

extension RecordingObserver.Seen {
    mutating func add(_ counts: [GarageCount], _ days: [DayCount]) {
        for count in counts
        where count.revision > self.counts[count.garage]?[count.month]?.revision ?? -1 {
            self.counts[count.garage, default: [:]][count.month] = count
        }
        for day in days where day.revision > self.days[day.garage]?[day.day]?.revision ?? -1 {
            self.days[day.garage, default: [:]][day.day] = day
            // Where no load told of a first day, the days themselves do.
            let begins = min(image?.begins ?? day.day, day.day)
            image?.begins = begins
        }
    }

    /// No test is so old that a month or a day of it does not count.
    var digest: NetworkDigest {
        let garages = image?.garages ?? []
        func sum(_ revisions: some Sequence<Int64>) -> Int64 { revisions.reduce(0, +) }
        return NetworkDigest(
            garages: Int64(garages.count),
            garageRevisions: sum(garages.map(\.revision)),
            monthRevisions: sum(counts.values.flatMap { $0.values.map(\.revision) }),
            dayRevisions: sum(days.values.flatMap { $0.values.map(\.revision) }))
    }

    func committed(_ garage: Int64) -> Int {
        counts[garage]?.values.map(\.committed).reduce(0, +) ?? 0
    }
}

/// The database's clock, or a clock that was set.
struct TestClock: Clock {
    var setTo: Instant?
    var now: Instant { setTo ?? Instant(microseconds: 0) }
    var isSet: Bool { setTo != nil }
}

/// Something that several tasks of a test change.
final class Shared<Value: Sendable>: Sendable {
    private let value: Mutex<Value>
    init(_ value: Value) { self.value = Mutex(value) }
    var now: Value { value.withLock { $0 } }
    @discardableResult
    func change<Result: Sendable>(_ body: @Sendable (inout Value) -> Result) -> Result {
        value.withLock { body(&$0) }
    }
}
