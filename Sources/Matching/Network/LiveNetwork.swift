package import GarageNetwork
import Synchronization

/// The network in memory: told of changes by the store, read by every request.
///
/// Any thread may call anything. Writers take turns under a lock and publish a new
/// ``NetworkSnapshot``; readers hold a ``SnapshotReader`` each, which touches the lock only after
/// something was published.
package final class LiveNetwork: NetworkObserver {
    private let model: Mutex<NetworkModel>
    private let latestVersion = Atomic<UInt64>(0)
    private let clock: any Clock

    /// An empty network that is not ready; the clock says when the store was last heard of.
    package init(clock: any Clock, calendar: WorkingCalendar = .french) {
        self.clock = clock
        model = Mutex(NetworkModel(now: clock.now, calendar: calendar))
    }

    /// The latest snapshot; takes the lock.
    package var snapshot: NetworkSnapshot { publication.snapshot }

    /// Takes a whole load; see ``NetworkObserver``.
    package func replace(with image: NetworkImage) {
        change { model, now in model.replace(with: image, at: now) }
    }

    /// Takes the rows that a committed change touched; the latest snapshot has them on return.
    package func apply(_ news: NetworkChange) {
        change { model, now in model.apply(news, at: now) }
    }

    /// What it was told of; see ``NetworkObserver``.
    package var digest: NetworkDigest { model.withLock(\.digest) }

    /// Takes the place of all remembered requests from one day through another, with places as
    /// coarse as the database keeps them.
    package func remember(_ demand: [DemandRecord], from first: Day, through last: Day) {
        let requests = demand.map {
            Simulation.Request(day: $0.day, position: $0.origin, radiusKm: $0.reachKm)
        }
        change { model, _ in model.remember(requests, from: first, through: last) }
    }

    /// How many days of requests prices are made of.
    package static var demandSpanDays: Int { DemandMemory.spanDays }

    /// Notes that the store answers (nil) or stopped answering (why).
    package func storeIs(down reason: String?) {
        change { model, now in model.storeIs(down: reason, at: now) }
    }

    /// Goes to the day of an instant: the daemon calls it at start, every minute, and before a
    /// request that finds the snapshot ``NetworkSnapshot/isOutdated(at:)``.
    package func turn(to now: Instant) {
        change { model, _ in model.turn(to: now.paris.day) }
    }

    /// All that is known, histories too, as it is now.
    var currentModel: NetworkModel { model.withLock { $0 } }

    /// Raised by every publication.
    var version: UInt64 { latestVersion.load(ordering: .acquiring) }

    /// The latest snapshot and the version it was published under.
    var publication: (snapshot: NetworkSnapshot, version: UInt64) {
        model.withLock { ($0.snapshot, $0.version) }
    }

    private func change(_ body: (inout NetworkModel, Instant) -> Void) {
        let now = clock.now
        model.withLock { model in
            body(&model, now)
            latestVersion.store(model.version, ordering: .releasing)
        }
    }
}
