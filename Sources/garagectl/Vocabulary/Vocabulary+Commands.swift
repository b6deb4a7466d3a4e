import Commands
import GarageNetwork
import LineProtocol

extension Vocabulary {
    /// What the daemon's own declarations say: one source for its `HELP` and for this tool.
    static let known = Vocabulary(
        verbs: Command.all.map { command in
            VerbEntry(
                verb: command.verb, summary: command.summary,
                roles: command.roles.map(\.rawValue), keys: command.keys.map(KeyEntry.init),
                errors: command.errors.map { "\($0.code) \($0.rawValue)" },
                example: command.example)
        },
        universalKeys: Command.universalKeys.map(KeyEntry.init))
}

extension Vocabulary.KeyEntry {
    fileprivate init(_ key: KeySummary) {
        self.init(
            name: key.name, notation: key.notation, isRequired: key.isRequired,
            fallback: key.fallback, meaning: key.meaning)
    }
}
