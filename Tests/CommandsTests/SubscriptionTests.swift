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

    /// One follower of referrals, and what it was told.
    private static func follow(
        _ caller: Caller, in rehearsal: Rehearsal, topics: String? = "referrals"
    ) -> (conversation: Conversation, inbox: Inbox, isTaken: Bool) {
        let inbox = Inbox()
        let conversation = Conversation(
            environment: rehearsal.environment, peer: .unix(uid: 0), caller: caller
        ) { row in inbox.rows.withLock { $0.append(row) } }
        let arguments = topics.map {
            [Request.Argument(name: "topics", value: $0, column: 18)]
        }
        let response = conversation.respond(
            to: Request(verb: "SUBSCRIBE", arguments: arguments ?? []))
        guard case .now(let answer) = response else { return (conversation, inbox, false) }
        return (conversation, inbox, answer.outcome.error == nil)
    }

    private static func news(organisation: Int64 = 1, garage: Int64 = 1) throws -> ReferralNews {
        ReferralNews(
            code: try #require(ReferralCode("2345678W")),
            organisation: OrganisationID(organisation), garage: garage, event: .accept,
            state: .accepted, at: Rehearsal.start)
    }

    @Test("a referral's news are for its prescriber, its garage and managers, without a person")
    func referrals() throws {
        let rehearsal = Rehearsal()
        let subscriptions = rehearsal.environment.subscriptions
        #expect(!subscriptions.hearsNews)
        let followers = [
            (Caller(role: .prescriber, organisation: OrganisationID(1)), 2),
            (Caller(role: .prescriber, organisation: OrganisationID(2)), 1),
            (Caller(role: .prescriber), 0), (Caller(role: .garage, garage: 1), 2),
            (Caller(role: .garage, garage: 2), 1), (Caller(role: .garage), 0),
            (Caller(role: .manager), 3), (Caller(role: .admin), 3),
        ].map { (Self.follow($0.0, in: rehearsal), $0.1) }
        #expect(subscriptions.hearsNews)
        subscriptions.hear([
            try Self.news(), try Self.news(garage: 2), try Self.news(organisation: 2),
        ])
        for ((_, inbox, isTaken), count) in followers {
            #expect(isTaken && inbox.rows.withLock { $0.count } == count)
        }
        let row = followers[0].0.inbox.rows.withLock { $0.first }
        #expect(
            row == [
                Field("topic", .text("referrals")), Field("referral", .text("2345678W")),
                Field("garage", .text("G001")), Field("event", .text("accept")),
                Field("state", .text("accepted")), Field("at", .text("2026-11-21T10:00:00+01:00")),
            ])
    }

    @Test(
        "each role hears of its topics, by default all of them",
        arguments: [
            (Role.prescriber, "load", false), (.prescriber, "alerts", false),
            (.prescriber, "store,referrals", true), (.garage, "load", false),
            (.garage, "referrals", true), (.monitor, "referrals", false),
            (.monitor, "load,store,alerts", true), (.manager, "load,referrals", true),
        ])
    func rights(role: Role, topics: String, isTaken: Bool) throws {
        let rehearsal = Rehearsal()
        let caller = Rehearsal.caller(role)
        let asked = Self.follow(caller, in: rehearsal, topics: topics)
        #expect(asked.isTaken == isTaken)
        let standard = Self.follow(caller, in: rehearsal, topics: nil)
        #expect(standard.isTaken)
        rehearsal.environment.subscriptions.hear([try Self.news()])
        let hears = standard.inbox.rows.withLock { $0.count } == 1
        #expect(hears == (role != .monitor))
    }

    @Test("a revoked token is told nothing more")
    func revoked() async throws {
        let rehearsal = Rehearsal(book: LedgerBook())
        let made = rehearsal.environment.access.issue(
            role: .prescriber, organisation: OrganisationID(1), garage: nil,
            expiresAt: Rehearsal.start.advanced(bySeconds: 3_600))
        try await rehearsal.environment.registry.add(made.stored)
        let keyID = made.stored.keyID
        let follower = Self.follow(
            Caller(role: .prescriber, organisation: OrganisationID(1), keyID: keyID),
            in: rehearsal)
        rehearsal.environment.subscriptions.hear([try Self.news()])
        #expect(follower.inbox.rows.withLock { $0.count } == 1)
        _ = try await rehearsal.ask("TOKEN-REVOKE id=\(keyID)").get()
        rehearsal.environment.subscriptions.hear([try Self.news()])
        #expect(follower.inbox.rows.withLock { $0.count } == 1)
    }
}
