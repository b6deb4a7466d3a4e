import GarageNetwork
import Synchronization

/// Whether PostgreSQL answers, as all threads of the daemon know it.
///
/// One thread (``NetworkFeed``) finds out whether it is back; the others ask here first, so that a
/// write is refused at once while PostgreSQL is away.
final class StoreHealth: Sendable {
    private struct State {
        var downReason: String? = "starting"
        /// Raised on every return: a connection from before it is not used again.
        var epoch = 0
        var failures: [ContinuousClock.Instant] = []
    }

    private let state = Mutex(State())
    private let observer: any NetworkObserver

    /// How many connections may fail in one second, whichever threads tried.
    static let triesPerSecond = 2

    init(observer: any NetworkObserver) { self.observer = observer }

    /// The epoch of connections that may be used; nil while PostgreSQL is away.
    var epoch: Int? { state.withLock { $0.downReason == nil ? $0.epoch : nil } }

    /// How long to wait before the next connection may be tried; nil for now.
    func waitBeforeTrying(now: ContinuousClock.Instant = .now) -> Duration? {
        state.withLock { state in
            state.failures.removeAll { now - $0 >= .seconds(1) }
            guard state.failures.count >= Self.triesPerSecond, let oldest = state.failures.first
            else { return nil }
            return oldest + .seconds(1) - now
        }
    }

    func connectingFailed(_ reason: String) {
        state.withLock { $0.failures.append(.now) }
        wentDown(reason)
    }

    func wentDown(_ reason: String) {
        state.withLock { state in
            guard state.downReason == nil else { return }
            state.downReason = reason
            // Inside the lock, so that the observer hears of changes in their order.
            observer.storeIs(down: reason)
        }
    }

    func cameUp() {
        state.withLock { state in
            guard state.downReason != nil else { return }
            state.downReason = nil
            state.epoch += 1
            observer.storeIs(down: nil)
        }
    }
}
