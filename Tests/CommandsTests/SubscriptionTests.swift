import Commands
import GarageNetwork
import LineProtocol
import Synchronization
import Testing

@Suite struct SubscriptionTests {
    private final class Inbox: Sendable {
        let rows = Mutex<[Reply.Row]>([])
    }

    @Test("a subscriber is told of counts and of the store, once for each change")
    func pushes() throws {
        let rehearsal = Rehearsal()
        let inbox = Inbox()
        let conversation = Conversation(
            environment: rehearsal.environment, peer: .unix(uid: 0),
            caller: Caller(role: .monitor)
        ) { row in inbox.rows.withLock { $0.append(row) } }
        _ = conversation.respond(to: Request(verb: "SUBSCRIBE"))
        let month = try #require(Month("2026-11"))
        rehearsal.environment.subscriptions.apply(
            counts: [
                GarageCount(garage: 1, month: month, committed: 3, received: 1, revision: 9)
            ], days: [])
        rehearsal.environment.subscriptions.storeIs(down: "gone")
        rehearsal.environment.subscriptions.storeIs(down: "still gone")
        rehearsal.environment.subscriptions.storeIs(down: nil)
        let rows = inbox.rows.withLock { $0 }
        #expect(rows.count == 3)
        #expect(rows.first?.contains(Field("garage", .text("G001"))) == true)
        #expect(rows.first?.contains(Field("committed", .whole(3))) == true)
        #expect(rows.last?.contains(Field("store", .text("up"))) == true)
    }

    @Test("topics choose, and the end of the connection ends the subscription")
    func topics() throws {
        let rehearsal = Rehearsal()
        let inbox = Inbox()
        var conversation: Conversation? = Conversation(
            environment: rehearsal.environment, peer: .unix(uid: 0),
            caller: Caller(role: .admin)
        ) { row in inbox.rows.withLock { $0.append(row) } }
        let argument = Request.Argument(name: "topics", value: "load", column: 18)
        _ = conversation?.respond(to: Request(verb: "SUBSCRIBE", arguments: [argument]))
        rehearsal.environment.subscriptions.storeIs(down: "gone")
        #expect(inbox.rows.withLock { $0.isEmpty })
        let month = try #require(Month("2026-11"))
        func count(_ committed: Int) -> GarageCount {
            GarageCount(
                garage: 1, month: month, committed: committed, received: 0,
                revision: Int64(committed))
        }
        rehearsal.environment.subscriptions.apply(counts: [count(1)], days: [])
        #expect(inbox.rows.withLock { $0.count } == 1)
        conversation = nil
        rehearsal.environment.subscriptions.apply(counts: [count(2)], days: [])
        #expect(inbox.rows.withLock { $0.count } == 1)
    }
}
