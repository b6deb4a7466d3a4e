import ArgumentParser

/// `garagectl help [VERB]`.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Lists the verbs, or explains one.",
        shouldDisplay: false)

    @Argument var word: String?

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    /// Subcommands that are verbs of the daemon too: both pages are shown.
    private static let verbsWithOptions: Set<String> = [
        "assess", "check", "impact", "job", "load", "metrics", "sheet",
    ]

    func run() throws {
        guard let word else {
            let page = Garagectl.helpMessage(columns: min(Terminal.width ?? 80, 100))
            Terminal.print(page)
            for line in Explanation.verbs(.known, width: Terminal.width) { Terminal.print(line) }
            return
        }
        let subcommand = Garagectl.configuration.subcommands.first {
            $0.configuration.commandName == word.lowercased()
        }
        if let subcommand, subcommand.configuration.shouldDisplay {
            Terminal.print(Garagectl.helpMessage(for: subcommand))
            if !Self.verbsWithOptions.contains(word.lowercased()) { return }
            Terminal.print("")
        }
        for line in try explain(word) { Terminal.print(line) }
    }

    /// What this build knows of the verb, else what the daemon says.
    private func explain(_ word: String) throws -> [String] {
        if let entry = Vocabulary.known.entry(word) {
            return Explanation.verb(entry, universal: Vocabulary.known.universalKeys)
        }
        if word.lowercased() == "check" { return [] }
        if let meant = Vocabulary.known.suggestion(forVerb: word) {
            throw Failure(
                .usage, "there is no verb '\(word.printable)'", advice: "did you mean '\(meant)'?")
        }
        let reply = try connection.open().ask(RequestText("HELP", [("verb", word)]))
        let values = try reply.get(verb: "HELP")
        return PrintedReply(reply, values: values, style: output.style, width: Terminal.width)
            .output
    }
}

/// The pages that `garagectl help` shows of the daemon's verbs.
enum Explanation {
    /// One line for each verb.
    static func verbs(_ vocabulary: Vocabulary, width: Int?) -> [String] {
        guard !vocabulary.verbs.isEmpty else { return [] }
        let longest = vocabulary.verbs.map(\.verb.count).max() ?? 0
        let lines = vocabulary.verbs.map { entry in
            let name = entry.verb.lowercased().padded(to: longest)
            return "  \(name)  \(entry.summary)".cut(to: width ?? .max)
        }
        return ["", "VERBS OF THE DAEMON ('garagectl help VERB' shows one):"] + lines
    }

    /// One verb: what it does, who may, its keys, its refusals, an example.
    static func verb(
        _ entry: Vocabulary.VerbEntry, universal: [Vocabulary.KeyEntry]
    ) -> [String] {
        let name = entry.verb.lowercased()
        let required = entry.keys.filter(\.isRequired).map { " \($0.name)=…" }.joined()
        let more = entry.keys.allSatisfy(\.isRequired) ? "" : " [key=value …]"
        var lines = [
            "\(entry.verb): \(entry.summary)", "",
            "  garagectl \(name)\(required)\(more)",
            "  for: \(entry.roles.joined(separator: ", "))",
        ]
        for (title, keys) in [("KEYS", entry.keys), ("KEYS OF EVERY VERB", universal)]
        where !keys.isEmpty {
            lines += ["", title] + described(keys)
        }
        if !entry.errors.isEmpty {
            lines += ["", "REFUSALS  " + entry.errors.joined(separator: ", ")]
        }
        return lines + ["", "EXAMPLE", "  \(shellExample(entry.example))"]
    }

    private static func described(_ keys: [Vocabulary.KeyEntry]) -> [String] {
        let longest = keys.map(\.name.count).max() ?? 0
        return keys.map { key in
            var standing = [key.notation]
            if key.isRequired { standing.append("required") }
            if let fallback = key.fallback { standing.append("default \(fallback)") }
            return "  \(key.name.padded(to: longest))  \(key.meaning)"
                + " [\(standing.joined(separator: "; "))]"
        }
    }

    /// The declared example as it is typed in a shell.
    static func shellExample(_ example: String) -> String {
        let verb = example.prefix { $0 != " " }
        return "garagectl \(verb.lowercased())\(example.dropFirst(verb.count))"
    }
}

extension String {
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
