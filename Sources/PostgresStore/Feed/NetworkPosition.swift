import GarageNetwork
import Synchronization

/// Which of the database's transactions the network in memory has: what makes a choice exact that
/// two daemons could make.
///
/// A snapshot, as PostgreSQL writes it, says which transactions were committed when something was
/// read; the daemon's own later ones are beside it. Every transaction says in `ledger.change` what
/// it touched, so that whatever neither the snapshot nor the daemon knows of is found by one look
/// at an index, and nobody has to wait for a common counter.
final class NetworkPosition: Sendable {
    /// What a statement is asked to compare with.
    struct Known: Equatable, Sendable {
        /// Nil before the first load: then nothing is compared.
        var seen: String?
        var own: [String] = []
    }

    private struct State {
        var known = Known()
        var view: UInt64 = 0
        var waiting = UnplacedSummary.none
        /// What was seen when news of referrals were last told; nil before the first load.
        var told: String?
    }

    private let state = Mutex(State())
    private let observer: any NetworkObserver

    init(observer: any NetworkObserver) { self.observer = observer }

    var known: Known { state.withLock(\.known) }

    /// The snapshot whose news have been told.
    var told: String? { state.withLock(\.told) }

    var hearsNews: Bool { observer.hearsNews }

    /// Tells news, once what they were read with is remembered: a second reading finds others.
    func tell(_ news: [ReferralNews], seen: String) {
        state.withLock { $0.told = seen }
        if !news.isEmpty { observer.hear(news) }
    }

    /// What the network in memory was told of, if that is what a snapshot sees, no more and no
    /// less; nil where this daemon has written meanwhile.
    func held(asOf seen: String) -> NetworkDigest? {
        state.withLock { state in
            state.known.isExactly(seen) ? observer.digest : nil
        }
    }

    /// Whether something that others committed has been taken over since a view was shown.
    func isOld(_ view: UInt64?) -> Bool {
        guard let view else { return false }
        return state.withLock { view < $0.view }
    }

    /// Takes over a whole load, whatever was known before.
    ///
    /// A change that was taken over while it was being loaded is looked for again: the snapshot is
    /// the load's, though it may be the older one.
    func load(_ image: NetworkImage, seen: String) {
        state.withLock { state in
            state.view += 1
            state.known.seen = seen
            state.known.forget()
            // Another database, or one that was set back, has nothing that was told.
            if state.told?.isBeyond(seen) ?? true { state.told = seen }
            state.waiting = image.unplaced ?? state.waiting
            var image = image
            image.view = state.view
            // Inside the lock, so that nobody compares a view before the network has it.
            observer.replace(with: image)
        }
    }

    /// Takes over what others committed up to a snapshot.
    func take(_ change: NetworkChange, seen: String) {
        state.withLock { state in
            var change = change
            if !change.isEmpty {
                state.view += 1
                change.view = state.view
            }
            state.known.move(to: seen)
            state.waiting = change.unplaced ?? state.waiting
            observer.apply(change)
        }
    }

    /// Takes over the daemon's own transaction, and what it saw of others' when that was not news.
    func made(_ change: NetworkChange, by own: String?, seen: String? = nil) {
        state.withLock { state in
            if let seen, state.known.seen != nil { state.known.move(to: seen) }
            if let own { state.known.own.append(own) }
            var change = change
            if change.unplaced == state.waiting { change.unplaced = nil }
            state.waiting = change.unplaced ?? state.waiting
            guard !change.isEmpty || change.unplaced != nil else { return }
            observer.apply(change)
        }
    }
}

extension NetworkPosition.Known {
    /// Goes to a snapshot unless it is an older one, which would be correct but would find what is
    /// known once more.
    fileprivate mutating func move(to new: String) {
        guard let end = new.bounds?.end, end >= seen?.bounds?.end ?? 0 else { return }
        seen = new
        forget()
    }

    /// Drops the own transactions that the snapshot has seen.
    fileprivate mutating func forget() {
        guard let seen else { return }
        own.removeAll(where: seen.hasSeen)
    }

    /// Whether it knows of what a snapshot has seen and of nothing else.
    fileprivate func isExactly(_ snapshot: String) -> Bool {
        seen == snapshot && own.allSatisfy(snapshot.hasSeen)
    }
}

extension String {
    /// Whether a snapshot has seen later transactions than another.
    fileprivate func isBeyond(_ other: String) -> Bool {
        bounds?.end ?? 0 > other.bounds?.end ?? 0
    }

    /// Whether a snapshot has seen a transaction that was committed.
    fileprivate func hasSeen(_ transaction: String) -> Bool {
        guard let bounds, let number = UInt64(transaction) else { return true }
        if number < bounds.begin { return true }
        let running = split(separator: ":").dropFirst(2).first?.split(separator: ",") ?? []
        return number < bounds.end && !running.contains { UInt64($0) == number }
    }

    /// Of a snapshot `xmin:xmax:…`: all transactions below the first number have ended, none from
    /// the second on had begun.
    fileprivate var bounds: (begin: UInt64, end: UInt64)? {
        let parts = split(separator: ":")
        guard parts.count >= 2, let begin = UInt64(parts[0]), let end = UInt64(parts[1]) else {
            return nil
        }
        return (begin, end)
    }
}

extension NetworkChange {
    /// Whether it touches no row that a choice depends on.
    var isEmpty: Bool {
        counts.isEmpty && days.isEmpty && garages.isEmpty && removed.isEmpty
    }
}
