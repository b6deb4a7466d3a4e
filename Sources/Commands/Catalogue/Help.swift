import GarageNetwork
import LineProtocol

extension Command {
    static let help = Command(
        "HELP", "Lists the verbs, or the keys of one verb.",
        access: .everyone, takes: [HelpKeys.verb], errors: [.unknownVerb],
        example: "HELP verb=MATCH"
    ) { call throws(RequestError) in
        guard let verb = try call.optional(HelpKeys.verb) else {
            return .now(.listing(Command.all.map(\.overview)))
        }
        guard let command = Command.named(verb.text.uppercased()) else {
            throw RequestError(.unknownVerb, "no such verb; HELP lists them all")
        }
        return .now(command.explanation)
    }

    private var overview: Reply.Row {
        [
            Field("verb", .text(verb)), Field("for", .list(roles.map(\.rawValue))),
            Field("summary", .text(summary)),
        ]
    }

    private var explanation: Reply {
        let rows = (keys + Command.universalKeys).map { key in
            [
                Field("key", .text(key.name)), Field("written", .text(key.notation)),
                Field("required", .truth(key.isRequired)),
                Field("default", key.fallback.map { .text($0) } ?? .missing),
                Field("meaning", .text(key.meaning)),
            ]
        }
        return Reply.listing(
            rows,
            [
                Field("summary", .text(summary)), Field("example", .text(example)),
                Field("errors", .list(errors.map { "\($0.code) \($0.rawValue)" })),
            ])
    }

    /// The keys that every verb takes besides its own.
    package static let universalKeys: [KeySummary] = [
        KeySummary(
            name: Keys.format.name, notation: Keys.format.notation, isRequired: false,
            fallback: Keys.format.fallbackText, meaning: Keys.format.meaning),
        KeySummary(
            name: Keys.language.name, notation: Keys.language.notation, isRequired: false,
            fallback: Keys.language.fallbackText, meaning: Keys.language.meaning),
    ]
}

private enum HelpKeys {
    static let verb = Key<Line>("verb", "The verb to explain.")
}
