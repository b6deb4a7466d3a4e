import GarageNetwork
import LineProtocol
import Matching

extension Command {
    static let hello = Command(
        "HELLO", "Says which protocol version the client speaks, and hears the server's.",
        access: .everyone,
        takes: [HelloKeys.version],
        example: "HELLO proto=1"
    ) { call throws(RequestError) in
        let version = try call.optional(HelloKeys.version)?.value ?? 1
        guard version == 1 else {
            throw RequestError(.range, "proto: this server speaks version 1 only")
        }
        let role = call.session.caller?.role.rawValue ?? "none"
        return .now(
            Reply(summary: [
                Field("proto", .whole(1)), Field("server", .text("garaged")),
                Field("version", .text(call.environment.settings.version)),
                Field("role", .text(role)),
            ]))
    }

    static let auth = Command(
        "AUTH", "Says who is calling, by a token.",
        access: .everyone, requires: [AuthKeys.token], errors: [.auth, .storeDown],
        example: "AUTH token=…"
    ) { call throws(RequestError) in
        let token = try call.required(AuthKeys.token).text
        let environment = call.environment
        return .admission {
            let admission = await environment.access.admit(
                token, registry: environment.registry, now: environment.clock.now)
            await environment.rememberUse(after: admission)
            return admission
        }
    }

    static let ping = Command(
        "PING", "Answers, and does nothing else.", access: .everyone, example: "PING"
    ) { _ in .now(Reply()) }

    static let quit = Command(
        "QUIT", "Ends the connection, once everything before it is answered.",
        access: .everyone, example: "QUIT"
    ) { _ in .farewell(Reply()) }

    static let subscribe = Command(
        "SUBSCRIBE", "Sends a line `! sub {…}` for each change from now on.",
        access: .roles([.manager, .monitor, .prescriber, .garage]),
        takes: [SubscribeKeys.topics], errors: [.denied],
        example: "SUBSCRIBE topics=load,store"
    ) { call throws(RequestError) in
        let open = call.session.caller.map { Topic.open(to: $0.role) } ?? []
        let topics = try call.optional(SubscribeKeys.topics)?.topics ?? open
        if let closed = topics.subtracting(open).map(\.rawValue).min() {
            throw RequestError(
                .denied,
                "topics: \(closed) is not for this role;"
                    + " it may hear of \(open.map(\.rawValue).sorted().joined(separator: ", "))")
        }
        return .subscription(
            topics,
            Reply(summary: [Field("topics", .list(topics.map(\.rawValue).sorted()))]))
    }

    static let limits = Command(
        "LIMITS", "Lists every limit of this server, with its unit and its reason.",
        access: .anyRole, example: "LIMITS"
    ) { call throws(RequestError) in
        .now(
            Reply.listing(
                call.environment.operations.limits().map { limit in
                    [
                        Field("limit", .text(limit.name)), Field("value", .whole(limit.value)),
                        Field("unit", .text(limit.unit)), Field("meaning", .text(limit.meaning)),
                    ]
                }))
    }

    static let ready = Command(
        "READY", "Says whether the network is loaded and questions can be answered.",
        access: .anyRole, errors: [.notReady], example: "READY"
    ) { call throws(RequestError) in
        let snapshot = call.view
        guard snapshot.isReady else { throw .notReady }
        return .now(
            Reply(summary: [
                Field("garages", .whole(Int64(snapshot.garages.count))),
                Field("epoch", .whole(snapshot.revision)),
            ]))
    }
}

private enum SubscribeKeys {
    static let topics = Key<TopicList>(
        "topics", "What to be told of.", default: "all that the role may hear of")
}

/// Topics separated by commas.
private struct TopicList: ProtocolValue {
    let topics: Set<Topic>

    static var notation: String { Topic.allCases.map(\.rawValue).joined(separator: ",") }

    init(argument text: String) throws(Misreading) {
        var topics: Set<Topic> = []
        for word in try WordList(argument: text).words {
            guard let topic = Topic(rawValue: word) else {
                throw .outOfRange("it is not one of \(Self.notation)")
            }
            topics.insert(topic)
        }
        self.topics = topics
    }
}

private enum HelloKeys {
    static let version = Key<ProtocolVersion>("proto", "The version the client speaks.")
}

private enum AuthKeys {
    static let token = Key<Line>("token", "The token, as TOKEN-ADD showed it.")
}

/// A version of the protocol.
struct ProtocolVersion: BoundedWhole {
    static let range = 1...99
    static let unit = ""
    let value: Int
    init(_ value: Int) { self.value = value }
}

extension Reply {
    /// Rows, and their number on the final line.
    static func listing(_ rows: [Row], _ more: Row = []) -> Reply {
        Reply(rows: rows, summary: [Field("rows", .whole(Int64(rows.count)))] + more)
    }
}

extension Reply {
    /// A page of rows: one more row than the limit was asked for, to know whether there is more.
    static func page(_ rows: [(id: GarageID, row: Row)], limit: Int, _ more: Row = []) -> Reply {
        let page = rows.prefix(limit)
        let next: Row =
            rows.count > limit
            ? [Field("more", .whole(1)), Field("next", .text(page.last?.id.text ?? ""))] : []
        return .listing(page.map(\.row), next + more)
    }
}

extension Field.Value {
    static func count(_ value: Int) -> Self { .whole(Int64(value)) }
}
