package import GarageNetwork
package import LineProtocol
package import Matching
import Synchronization

/// Tells subscribed connections what changes: the counts of garages, alerts, and whether the
/// database is there.
///
/// It stands between the store and the network in memory, which hears of everything first, so that
/// whoever is told of a change and asks again finds it.
package final class Subscriptions: NetworkObserver {
    /// Sends one row to a connection; from any thread.
    package typealias Push = @Sendable (Reply.Row) -> Void

    private struct Subscriber {
        let topics: Set<Topic>
        let push: Push
    }
    private struct State {
        var subscribers: [Int: Subscriber] = [:]
        var next = 0
        var isStoreDown = false
    }
    private let state = Mutex(State())
    private let network: LiveNetwork

    package init(network: LiveNetwork) { self.network = network }

    /// - Returns: what ``end(_:)`` takes.
    func begin(_ topics: Set<Topic>, push: @escaping Push) -> Int {
        state.withLock { state in
            state.next += 1
            state.subscribers[state.next] = Subscriber(topics: topics, push: push)
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

    private func pushes(for topic: Topic) -> [Push] {
        state.withLock { state in
            state.subscribers.values.filter { $0.topics.contains(topic) }.map(\.push)
        }
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
}
