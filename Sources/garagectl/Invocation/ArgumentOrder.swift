/// A command line put into the order that the parser expects: the subcommand, what belongs to it,
/// then the options that every subcommand takes.
///
/// The options of a connection may stand before or after the verb, and any word that is no
/// subcommand is a verb of the daemon: `garagectl --json load band=below`.
struct ArgumentOrder: Equatable {
    let arguments: [String]
    /// Whether a monitoring system is asking: it wants status 3 for every error.
    let isCheck: Bool

    /// Words that are handled here; every other first word goes to the daemon.
    static let subcommands: Set<String> = [
        "assess", "audit", "check", "export", "impact", "import", "job", "load", "metrics",
        "replay", "sheet", "simulate", "completion", "help",
    ]

    private static let optionsWithValue: Set<String> = [
        "--socket", "--connect", "--token", "--timeout", "--lang",
    ]
    private static let flags: Set<String> = ["--json", "--csv", "--quiet", "-q"]

    init(_ typed: [String]) {
        var shared: [String] = []
        var rest: [String] = []
        // From `--` on nothing is an option, so the shared ones have to stand before it.
        var unparsed: [String] = []
        var index = 0
        while index < typed.count {
            let word = typed[index]
            let name = String(word.prefix { $0 != "=" })
            if word == "--" {
                unparsed = Array(typed[index...])
                break
            }
            if Self.flags.contains(word) || (Self.optionsWithValue.contains(name) && name != word) {
                shared.append(word)
            } else if Self.optionsWithValue.contains(word) {
                shared += typed[index..<min(index + 2, typed.count)]
                index += 1
            } else {
                rest.append(word)
            }
            index += 1
        }
        let first = rest.first ?? ""
        isCheck = first.lowercased() == "check" && !rest.contains { $0 == "--help" || $0 == "-h" }
        arguments = Self.command(first, rest) + shared + unparsed
    }

    private static func command(_ first: String, _ rest: [String]) -> [String] {
        if first.isEmpty || first.hasPrefix("-") { return rest }
        if first.lowercased() == "help" { return ["explain"] + rest.dropFirst() }
        let lowered = first.lowercased()
        if Self.subcommands.contains(lowered) { return [lowered] + rest.dropFirst() }
        return ["request"] + rest
    }
}
