package import GarageNetwork
package import LineProtocol
package import Matching
import Synchronization

/// Tells subscribed connections what changes: the counts of garages, referrals, alerts, and whether
/// the database is there.
///
/// It stands between the store and the network in memory, which hears of everything first, so that
/// whoever is told of a change and asks again finds it.
package final class Subscriptions: NetworkObserver {
    /// Sends one row to a connection; from any thread.
    package typealias Push = @Sendable (Reply.Row) -> Void

    /// Who hears: what they asked for, and what they may.
    struct Listener: Sendable {
        let topics: Set<Topic>
        /// Whose referrals it hears of; nil for none.
        let scope: Scope?
        /// Whether it still may hear anything: its token may have been revoked.
        let isEntitled: @Sendable () -> Bool
        let push: Push
    }
    private struct State {
        var subscribers: [Int: Listener] = [:]
        var next = 0
        var isStoreDown = false
    }
    private let state = Mutex(State())
    private let network: LiveNetwork

    package init(network: LiveNetwork) { self.network = network }

    /// - Returns: what ``end(_:)`` takes.
    func begin(_ listener: Listener) -> Int {
        state.withLock { state in
            state.next += 1
            state.subscribers[state.next] = listener
            return state.next
        }
    }

    func end(_ subscription: Int) {
        state.withLock { $0.subscribers[subscription] = nil }
    }

    package func replace(with image: NetworkImage) {
        network.replace(with: image)
        announceStore(isDown: false)
    }

    package var digest: NetworkDigest { network.digest }

    package func apply(_ change: NetworkChange) {
        network.apply(change)
        let listeners = pushes(for: .load)
        guard !listeners.isEmpty else { return }
        let snapshot = network.snapshot
        for count in change.counts {
            guard let garage = snapshot.garage(number: count.garage) else { continue }
            let row: Reply.Row = [
                Field("topic", .text(Topic.load.rawValue)),
                Field("garage", .text(garage.id.text)), Field("month", .text("\(count.month)")),
                Field("committed", .count(count.committed)),
                Field("received", .count(count.received)),
            ]
            for push in listeners { push(row) }
        }
    }

    package var hearsNews: Bool {
        state.withLock { $0.subscribers.values.contains { $0.topics.contains(.referrals) } }
    }

    /// Tells everybody of their own referrals only.
    package func hear(_ news: [ReferralNews]) {
        let listeners = listeners(for: .referrals)
        guard !listeners.isEmpty else { return }
        let snapshot = network.snapshot
        for event in news {
            let row = event.row(garage: snapshot.garage(number: event.garage)?.id.text)
            for listener in listeners {
                guard let scope = listener.scope, event.concerns(scope) else { continue }
                listener.push(row)
            }
        }
    }

    package func storeIs(down reason: String?) {
        network.storeIs(down: reason)
        announceStore(isDown: reason != nil)
    }

    /// Said once for each change, however often the store says it.
    private func announceStore(isDown: Bool) {
        let hasChanged = state.withLock { state in
            defer { state.isStoreDown = isDown }
            return state.isStoreDown != isDown
        }
        guard hasChanged else { return }
        let row: Reply.Row = [
            Field("topic", .text(Topic.store.rawValue)),
            Field("store", .text(isDown ? "down" : "up")),
        ]
        for push in pushes(for: .store) { push(row) }
    }

    /// Tells rows of a topic to whoever subscribed to it.
    func tell(_ rows: [Reply.Row], of topic: Topic) {
        for push in pushes(for: topic) {
            for row in rows { push(row) }
        }
    }

    private func pushes(for topic: Topic) -> [Push] { listeners(for: topic).map(\.push) }

    /// Whoever lost their right is left out; asking them takes another lock, so outside of this
    /// one.
    private func listeners(for topic: Topic) -> [Listener] {
        state.withLock { Array($0.subscribers.values) }
            .filter { $0.topics.contains(topic) && $0.isEntitled() }
    }
}

extension ReferralNews {
    fileprivate func row(garage: String?) -> Reply.Row {
        [
            Field("topic", .text(Topic.referrals.rawValue)), Field("referral", .text(code.text)),
            Field("garage", garage.map { .text($0) } ?? .missing),
            Field("event", .text(event.rawValue)), Field("state", .text(state.rawValue)),
            Field("at", .text(at.iso8601)),
        ]
    }
}

/// What a connection can be told of.
enum Topic: String, CaseIterable, Sendable {
    /// The counts of a garage's month.
    case load
    /// Whether the database is there.
    case store
    /// Alerts that are raised, grow louder, grow quieter or are cleared.
    case alerts
    /// What happens to referrals, each to whoever may see it.
    case referrals

    /// What a role may be told of.
    static func open(to role: Role) -> Set<Topic> {
        switch role {
        case .prescriber, .garage: [.store, .referrals]
        case .manager, .admin: Set(allCases)
        case .monitor: [.load, .store, .alerts]
        }
    }
}
