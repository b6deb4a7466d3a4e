extension Garage {
    /// The next day that the garage takes somebody; nil when it does today, or when nobody knows.
    ///
    /// That is the day after a pause or a closure, and the first of next month for a garage that
    /// has as many people this month as it takes.
    package func nextAvailable(today: Day, committed: Int) -> Day? {
        let isFull = committed >= monthlyCap
        // A cap of nobody is not lifted by a new month.
        guard monthlyCap > 0, let opens = nextOpen(from: today) else { return nil }
        guard isFull, opens.month == today.month else { return opens == today ? nil : opens }
        return nextOpen(from: today.month.next.first)
    }

    /// The first day from one on that the garage is open; nil where that is not known.
    private func nextOpen(from start: Day) -> Day? {
        var day = start
        switch status {
        case .left: return nil
        case .paused(nil, _): return nil
        case .paused(let until?, _): day = max(day, until + 1)
        case .active: break
        }
        while let closure = closures.first(where: { $0.contains(day) }) { day = closure.last + 1 }
        return day
    }

    /// The day that what is written of the garage became too old to be believed; nil while it is
    /// believed, and when nobody ever checked it.
    package func staleSince(today: Day, afterDays days: Int) -> Day? {
        guard status != .left, let checkedOn else { return nil }
        let since = checkedOn + (days + 1)
        return since <= today ? since : nil
    }
}
