import GarageNetwork
import LineProtocol

extension Command {
    static let outbox = Command(
        "OUTBOX", "Lists messages, the latest first: for whom and how they go, not what they say.",
        access: .roles([.manager]), takes: [OutboxKeys.state, OutboxKeys.limit, OutboxKeys.before],
        errors: [.storeDown], example: "OUTBOX state=dead"
    ) { call throws(RequestError) in
        let state = try call.optional(OutboxKeys.state)
        let limit = try call.optional(OutboxKeys.limit)?.value ?? 100
        let before = try call.optional(OutboxKeys.before).map { Int64($0.value) }
        let outbox = call.environment.desks.outbox
        return .later { () async throws(RequestError) -> Reply in
            let found = try await ledger { () async throws(LedgerError) in
                try await outbox.messages(state, before: before, limit: limit + 1)
            }
            let page = found.prefix(limit)
            let more: Reply.Row =
                found.count > limit
                ? [
                    Field("more", .whole(1)),
                    Field("next", page.last.map { .text("\($0.number)") } ?? .missing),
                ] : []
            return .listing(page.map(\.row), more)
        }
    }

    static let outboxRetry = Command(
        "OUTBOX-RETRY", "Sends a message again that was given up, or one that waits, at once.",
        access: .roles([.manager]), effect: .writes, requires: [OutboxKeys.message],
        errors: [.noSuch, .storeDown],
        example: "OUTBOX-RETRY message=proposed:7KQ4M2X9:garage:17:mail"
    ) { call throws(RequestError) in
        let key = try call.required(OutboxKeys.message).text
        let environment = call.environment
        return .later { () async throws(RequestError) -> Reply in
            let isThere = try await ledger { () async throws(LedgerError) in
                try await environment.desks.outbox.retry(key, at: environment.writtenInstant)
            }
            guard isThere else {
                throw RequestError(
                    .noSuch, "message: no such message, or it was sent; OUTBOX lists them")
            }
            return Reply(summary: [Field("retried", .text(key))])
        }
    }
}

private enum OutboxKeys {
    static let state = Key<OutboxState>("state", "Only those that stand like this.")
    static let limit = Key<RowLimit>("limit", "How many rows at most.", default: "100")
    static let before = Key<ListPosition>("before", "Go on before this: the `next` of a reply.")
    static let message = Key<MessageKey>("message", "The message, by its key.")
}

extension OutboxEntry {
    fileprivate var row: Reply.Row {
        [
            Field("message", .text(key)), Field("state", .text(state.rawValue)),
            Field("kind", .text(kind.rawValue)),
            Field("recipient", recipientID.isEmpty ? .missing : .text(recipientID)),
            Field("template", .text(template)), Field("channel", .text(channel.rawValue)),
            Field("created_at", .text(createdAt.iso8601)),
            Field("due_at", state == .waiting ? .text(dueAt.iso8601) : .missing),
            Field("tries", .count(attempts)),
            Field("error", errorClass.map { .text($0) } ?? .missing),
            Field("ended_at", endedAt.map { .text($0.iso8601) } ?? .missing),
        ]
    }
}
