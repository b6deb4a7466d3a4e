/// The moments at which a connection will be closed unless something happens first.
///
/// Times are nanoseconds of one monotonic clock that the caller reads.
struct Deadlines {
    /// Why a connection is closed; where several are due the first here is told.
    enum Reason: Int, CaseIterable {
        case linger, stalled, slow, authentication, line, idle
    }

    private var times = [UInt64](repeating: .max, count: Reason.allCases.count)

    /// The first of them; `UInt64.max` where there is none.
    var earliest: UInt64 { times.reduce(.max, min) }

    func isSet(_ reason: Reason) -> Bool { times[reason.rawValue] != .max }

    mutating func set(_ reason: Reason, at time: UInt64) { times[reason.rawValue] = time }

    mutating func clear(_ reason: Reason) { times[reason.rawValue] = .max }

    mutating func clearAll() {
        for reason in Reason.allCases { clear(reason) }
    }

    /// What is due at `now`.
    func due(at now: UInt64) -> Reason? {
        Reason.allCases.first { times[$0.rawValue] <= now }
    }
}
