import GarageNetwork

/// The network as it is being told: the snapshot of now, and the histories it was computed from.
///
/// A pure value: the same calls in the same order give the same snapshot. Rows may arrive late,
/// twice or in any order; of two versions of a row the higher revision stays.
struct NetworkModel: Sendable {
    private(set) var snapshot: NetworkSnapshot
    /// Goes up with every change, heartbeats included.
    private(set) var version: UInt64 = 0
    private let calendar: WorkingCalendar
    private var history: NetworkHistory
    private var demand: NetworkDemand
    /// Counts of garages that no load has brought yet, by number and month.
    private var strays: [StrayKey: GarageLoad] = [:]
    /// The sum of the revisions of each month's counts, strays among them.
    private var countRevisions: [Month: Int64] = [:]
    private var weights: MonthWeights

    private struct StrayKey: Hashable {
        let number: Int64
        let month: Month
    }

    /// An empty network, which settles prices for the goals that are given.
    init(now: Instant, calendar: WorkingCalendar, goals: [BalanceGoal] = BalanceGoal.allCases) {
        let today = now.paris.day
        self.calendar = calendar
        weights = calendar.weights(of: today.month)
        history = NetworkHistory(today: today, calendar: calendar)
        demand = NetworkDemand(calendar: calendar, goals: goals)
        snapshot = NetworkSnapshot(
            directory: GarageDirectory(Garages()), monthEnds: MonthEnds(), loads: [:], today: today,
            revision: 0, epoch: 0, asOf: now, storeDown: nil, isReady: false,
            unplaced: .none, view: 0, demandKnownThrough: nil,
            dayBegins: Instant(paris: today, secondsOfDay: 0),
            dayEnds: Instant(paris: today + 1, secondsOfDay: 0))
    }

    /// Takes a whole load.
    ///
    /// One that is older than what is known changes only rows that are newer in it, and neither
    /// adds nor removes a garage.
    mutating func replace(with image: NetworkImage, at now: Instant) {
        let isOlder = snapshot.isReady && image.revision < snapshot.revision
        enrol(GarageDirectory(merged(image.garages, keepingAbsent: isOlder)))
        for count in image.counts { _ = keep(count) }
        for day in image.days { _ = history.record(day) }
        if let first = image.begins { history.begin(on: first) }
        history.cover(snapshot.today)
        snapshot.revision = max(snapshot.revision, image.revision)
        snapshot.view = max(snapshot.view, image.view)
        snapshot.unplaced = image.unplaced ?? snapshot.unplaced
        snapshot.isReady = true
        refreshAll()
        heard(at: now, changed: true)
    }

    /// Takes the rows that a committed change touched, and computes again what follows from them.
    mutating func apply(_ change: NetworkChange, at now: Instant) {
        snapshot.view = max(snapshot.view, change.view)
        var isChanged = enrol(changed: change.garages, removed: change.removed)
        if let unplaced = change.unplaced, unplaced != snapshot.unplaced {
            snapshot.unplaced = unplaced
            isChanged = true
        }
        if take(counts: change.counts, days: change.days) { isChanged = true }
        heard(at: now, changed: isChanged)
    }

    /// Takes counts alone.
    mutating func apply(counts: [GarageCount], days: [DayCount], at now: Instant) {
        heard(at: now, changed: take(counts: counts, days: days))
    }

    /// Keeps rows that are news and computes what follows from them; true when there were any.
    private mutating func take(counts: [GarageCount], days: [DayCount]) -> Bool {
        let start = history.start
        var (isChanged, isPastChanged) = (false, false)
        for count in counts {
            guard let index = keep(count) else { continue }
            isChanged = true
            if count.month == snapshot.month {
                recount(at: index, count.committed)
            }
        }
        for day in days where history.record(day) {
            isChanged = true
            guard let index = snapshot.index(ofNumber: day.garage) else { continue }
            guard day.day < snapshot.today else {
                var month = snapshot.monthEnds[index]
                month.count(week: thisWeek(at: index))
                snapshot.put(month, at: index)
                continue
            }
            snapshot.put(monthEnd(at: index), at: index)
            isPastChanged = true
        }
        if history.start != start {
            // Every garage's memory begins with the network's.
            history.cover(snapshot.today)
            refreshAll()
        } else if isPastChanged {
            balance()
        }
        return isChanged
    }

    /// Takes the place of all remembered requests from `first` on, which are known through `last`;
    /// those of today count from tomorrow.
    mutating func remember(_ requests: [Simulation.Request], from first: Day, through last: Day) {
        demand.replace(from: first, with: requests, in: snapshot.directory)
        snapshot.demandKnownThrough = max(snapshot.demandKnownThrough ?? last, last)
        guard first < snapshot.today else { return }
        balance()
        snapshot.epoch += 1
        version += 1
    }

    mutating func storeIs(down reason: String?, at now: Instant) {
        guard let reason else { return heard(at: now, changed: false) }
        let since = snapshot.storeDown?.since ?? now
        let down = NetworkSnapshot.StoreDown(since: since, reason: reason)
        if snapshot.storeDown != down {
            snapshot.storeDown = down
            version += 1
        }
    }

    /// Goes to a day, later or earlier, and computes all prices for it.
    mutating func turn(to today: Day) {
        guard today != snapshot.today else { return }
        if today.month != snapshot.month { weights = calendar.weights(of: today.month) }
        snapshot.today = today
        snapshot.dayBegins = Instant(paris: today, secondsOfDay: 0)
        snapshot.dayEnds = Instant(paris: today + 1, secondsOfDay: 0)
        history.cover(today)
        refreshAll()
        snapshot.epoch += 1
        version += 1
    }

    /// Lets memory begin on a day at the latest, referrals or none.
    mutating func begin(on day: Day) {
        history.begin(on: day)
        history.cover(snapshot.today)
        refreshAll()
    }

    /// What was loaded or told since, as a digest of the database counts it.
    var digest: NetworkDigest {
        let since = snapshot.month.previous
        return NetworkDigest(
            garages: Int64(snapshot.garages.count),
            garageRevisions: snapshot.directory.revisions,
            monthRevisions: countRevisions.reduce(0) {
                $1.key >= since ? $0 &+ $1.value : $0
            },
            dayRevisions: history.revisions(after: snapshot.today + -Self.digestDays))
    }

    /// The days of a digest, which are those of a load.
    private static let digestDays = 400

    /// How many committed referrals a garage has on a day.
    func committed(by number: Int64, on day: Day) -> Int {
        history.committed(by: number, on: day)
    }

    /// What is known of a garage's day; nil where no load brought it.
    func entry(of number: Int64, on day: Day) -> DayHistory.Entry? {
        history.entry(of: number, on: day)
    }

    private mutating func heard(at now: Instant, changed: Bool) {
        snapshot.asOf = now
        snapshot.storeDown = nil
        if changed { snapshot.epoch += 1 }
        version += 1
    }

    /// The garages of a load, each in its latest version.
    private func merged(_ loaded: Garages, keepingAbsent: Bool) -> Garages {
        var (merged, newer) = keepingAbsent ? (snapshot.garages, loaded) : (loaded, Garages())
        if keepingAbsent {
            for (place, number) in loaded.numbers.enumerated() {
                guard let index = snapshot.index(ofNumber: number),
                    newer.revision(at: place) > merged.revision(at: index)
                else { continue }
                merged.put(newer[place], at: index)
            }
            return merged
        }
        newer = snapshot.garages
        guard !newer.isEmpty else { return merged }
        for (place, number) in loaded.numbers.enumerated() {
            guard let index = snapshot.index(ofNumber: number),
                newer.revision(at: index) > loaded.revision(at: place)
            else { continue }
            merged.put(newer[index], at: place)
        }
        return merged
    }

    /// Takes garages that were added, changed or removed; true when anything is another now.
    ///
    /// - Complexity: O(changed) for garages that are there already, apart from a few bytes a garage
    ///   that a search reads, and from the grid where one moved; else O(n).
    private mutating func enrol(changed: [Garage], removed: [Int64]) -> Bool {
        let newer = Dictionary(changed.map { ($0.number, $0) }) { one, other in
            other.revision > one.revision ? other : one
        }
        let gone = Set(removed)
        var (kept, added): ([(index: Int, garage: Garage)], [Garage]) = ([], [])
        for (number, garage) in newer where !gone.contains(number) {
            guard let index = snapshot.index(ofNumber: number) else {
                added.append(garage)
                continue
            }
            guard garage.revision > snapshot.garages.revision(at: index) else { continue }
            kept.append((index, garage))
        }
        let leaving = gone.compactMap(snapshot.index(ofNumber:))
        guard !kept.isEmpty || !added.isEmpty || !leaving.isEmpty else { return false }
        guard added.isEmpty, leaving.isEmpty, kept.allSatisfy(hasItsID) else {
            return enrolAnew(kept, added, without: Set(leaving))
        }
        kept.removeAll { snapshot.garages[$0.index] == $0.garage }
        guard !kept.isEmpty else { return false }
        snapshot.put(snapshot.directory.changing(kept))
        demand.settle(in: snapshot.directory)
        if NetworkDemand.balances(snapshot.directory) {
            refreshAll()
        } else {
            for (index, _) in kept { snapshot.put(monthEnd(at: index), at: index) }
        }
        return true
    }

    private func hasItsID(_ version: (index: Int, garage: Garage)) -> Bool {
        snapshot.garages[version.index].id == version.garage.id
    }

    /// Takes changes after which garages are at other positions; O(n).
    private mutating func enrolAnew(
        _ kept: [(index: Int, garage: Garage)], _ added: [Garage], without leaving: Set<Int>
    ) -> Bool {
        var garages = snapshot.garages
        for (index, garage) in kept { garages.put(garage, at: index) }
        if !leaving.isEmpty {
            garages = garages.reordered(
                garages.indices.filter { !leaving.contains($0) }.map(Int32.init))
        }
        if !added.isEmpty { garages.append(contentsOf: added) }
        guard enrol(GarageDirectory(garages)) else { return false }
        refreshAll()
        return true
    }

    /// Puts a set of garages in place, and every known count at its garage's new position; true
    /// when anything is another now.
    @discardableResult
    private mutating func enrol(_ directory: GarageDirectory) -> Bool {
        guard directory.garages != snapshot.garages else { return false }
        let numbers = snapshot.directory.numbers
        let isReordered = directory.numbers != numbers
        if isReordered {
            for (month, loads) in snapshot.loads {
                for (index, number) in numbers.enumerated()
                where loads[index].revision != GarageLoad.zero.revision {
                    strays[StrayKey(number: number, month: month)] = loads[index]
                }
            }
        }
        snapshot.directory = directory
        demand.settle(in: directory)
        guard isReordered else { return true }
        snapshot.loads = [:]
        let waiting = strays
        strays = [:]
        countRevisions = [:]
        for (key, load) in waiting { _ = keep(load, of: key) }
        return true
    }

    /// Keeps a row unless a later version is known.
    ///
    /// - Returns: The garage's position when the row was news about a garage of the directory.
    private mutating func keep(_ count: GarageCount) -> Int? {
        keep(
            GarageLoad(
                committed: count.committed, received: count.received, revision: count.revision),
            of: StrayKey(number: count.garage, month: count.month))
    }

    private mutating func keep(_ load: GarageLoad, of key: StrayKey) -> Int? {
        guard let index = snapshot.index(ofNumber: key.number) else {
            let known = strays[key]?.revision ?? .min
            if load.revision > known {
                strays[key] = load
                countRevisions[key.month, default: 0] &+= load.revision - max(0, known)
            }
            return nil
        }
        let known = snapshot.load(at: index, in: key.month).revision
        guard load.revision > known else { return nil }
        countRevisions[key.month, default: 0] &+= load.revision - max(0, known)
        let count = snapshot.garages.count
        snapshot.loads[key.month, default: Chunked(repeating: .zero, count: count)][index] = load
        return index
    }

    private mutating func refreshAll() {
        var months = MonthEndsBuilder(capacity: snapshot.garages.count)
        let isBalanced = NetworkDemand.balances(snapshot.directory)
        for index in snapshot.garages.indices {
            if !isBalanced, let likeness = likeness(at: index) {
                months.append(likeness) { monthEnd(at: index) }
            } else {
                months.append(monthEnd(at: index))
            }
        }
        snapshot.put(months.finish())
        balance()
    }

    /// What a garage's month follows from, where it is as that of many: an ordinary one that nobody
    /// was sent to; nil for others.
    private func likeness(at index: Int) -> MonthEndsBuilder.Likeness? {
        let garages = snapshot.garages
        guard garages.isOrdinary(at: index), !history.knows(garages.number(at: index)),
            snapshot.load(at: index, in: snapshot.month) == .zero
        else { return nil }
        let target = garages.target(at: index)
        return MonthEndsBuilder.Likeness(
            low: target.min, high: target.max, joinedOn: garages.joinedOn(at: index)?.ordinal)
    }

    /// Settles the prices of the whole network for the day, from what was known at its start.
    private mutating func balance() {
        guard snapshot.isReady else { return }
        guard demand.isActive else { return demand.price([], on: snapshot.today) }
        let numbers = snapshot.directory.numbers
        let seats = snapshot.garages.indices.map { index in
            let monthEnd = snapshot.monthEnds[index]
            let today = history.committed(by: numbers[index], on: snapshot.today)
            return Seat(
                remaining: monthEnd.remaining, low: monthEnd.band.min, high: monthEnd.band.max,
                count: max(0, monthEnd.committed - today))
        }
        demand.price(seats, on: snapshot.today)
        for index in snapshot.garages.indices {
            price(snapshot.monthEnds[index], at: index)
        }
    }

    private mutating func recount(at index: Int, _ committed: Int) {
        var month = snapshot.monthEnds[index]
        month.count(committed)
        price(month, at: index)
    }

    private mutating func price(_ unpriced: MonthEnd, at index: Int) {
        var month = unpriced
        demand.price(&month, at: index)
        snapshot.put(month, at: index)
    }

    private func monthEnd(at index: Int) -> MonthEnd {
        let garage = snapshot.garages[index]
        let today = snapshot.today
        let closed = ClosedDays(of: garage, asOf: today)
        let load = snapshot.load(at: index, in: snapshot.month)
        return MonthEnd(
            plan: GarageMonthPlan(target: garage.target, weights: weights, closed: closed),
            today: today, memory: history.memory(of: garage, at: today, closed: closed),
            committed: snapshot.isReady ? load.committed : nil, isOpen: garage.isOpen(on: today),
            thisWeek: thisWeek(at: index))
    }

    private func thisWeek(at index: Int) -> Int {
        history.committed(by: snapshot.directory.numbers[index], inWeekUntil: snapshot.today)
    }
}
