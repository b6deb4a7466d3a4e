import Testing

@testable import garagectl

/// The words of a command line, in every order that people type them.
@Suite struct ArgumentOrderPropertyTests {
    private static let shared: [[String]] = [
        ["--json"], ["--csv"], ["-q"], ["--quiet"], ["--socket", "/s"], ["--socket=/s"],
        ["--connect", "h:1"], ["--token", "load"], ["--token=check"], ["--timeout", "5"],
        ["--lang", "fr"],
    ]
    private static let commands: [([String], [String])] = [
        (["garages", "limit=2"], ["request", "garages", "limit=2"]),
        (["LOAD", "--chart", "month=2025-03"], ["load", "--chart", "month=2025-03"]),
        (["Check", "capacity", "warn=1"], ["check", "capacity", "warn=1"]),
        (["help", "Match"], ["explain", "Match"]),
        (
            ["import", "garages", "f.csv", "--dry-run"],
            ["import", "garages", "f.csv", "--dry-run"]
        ),
        (["match", "place=--json x"], ["request", "match", "place=--json x"]),
    ]

    /// Wherever the shared options stand, in whichever number, the parser gets the same words.
    @Test(arguments: commands)
    func sharedOptionsMayStandAnywhere(typed: [String], expected: [String]) {
        var random = SeededRandom(seed: 91)
        for _ in 0..<500 {
            let options = Self.shared.shuffled(using: &random)
                .prefix(Int.random(in: 0...4, using: &random))
            let places = options.map { _ in Int.random(in: 0...typed.count, using: &random) }
                .sorted()
            var words: [String] = []
            for index in 0...typed.count {
                for (place, option) in zip(places, options) where place == index {
                    words += option
                }
                if index < typed.count { words.append(typed[index]) }
            }
            let order = ArgumentOrder(words)
            #expect(order.arguments == expected + options.joined(), "\(words)")
            #expect(order.isCheck == (expected[0] == "check"), "\(words)")
        }
    }

    @Test(arguments: [
        // Behind -- nothing is an option, and what is shared stays before it.
        (["--json", "load", "--", "x"], ["load", "--json", "--", "x"]),
        (["load", "--", "--json"], ["load", "--", "--json"]),
        (
            ["garages", "--socket", "/s", "--", "-q", "--token", "x"],
            ["request", "garages", "--socket", "/s", "--", "-q", "--token", "x"]
        ),
        // An option without its value is the parser's to refuse.
        (["garages", "--token"], ["request", "garages", "--token"]),
        (["--timeout", "5"], ["--timeout", "5"]), (["-q"], ["-q"]),
        // A value that looks like an option or a verb is a value.
        (["--token", "--json", "garages"], ["request", "garages", "--token", "--json"]),
        (["--socket", "check", "load"], ["load", "--socket", "check"]),
        // What is almost an option is a word.
        (["garages", "--jsonx"], ["request", "garages", "--jsonx"]),
        (["garages", "--json=1"], ["request", "garages", "--json=1"]),
        (["garages", "-qx"], ["request", "garages", "-qx"]),
        (["request", "load"], ["request", "request", "load"]),
        (["explain"], ["request", "explain"]),
    ])
    func theEdges(typed: [String], expected: [String]) {
        #expect(ArgumentOrder(typed).arguments == expected)
    }

    /// No word is lost or made up, whatever is typed.
    @Test func everyWordComesOutOnce() {
        let pool =
            Self.shared.joined() + ["load", "x=1", "--", "-h", "", "check", "HELP", "=", "é"]
        var random = SeededRandom(seed: 92)
        for _ in 0..<5_000 {
            let typed = (0..<Int.random(in: 0...7, using: &random))
                .map { _ in pool.randomElement(using: &random) ?? "" }
            let ordered = ArgumentOrder(typed).arguments
            let (before, after) = (
                typed.map { $0.lowercased() }, ordered.map { $0.lowercased() }
            )
            var rest = after
            for word in before {
                if let index = rest.firstIndex(of: word) { rest.remove(at: index) }
            }
            // Only the name of the parser's own subcommand is new.
            #expect(rest == [] || rest == ["request"] || rest == ["explain"], "\(typed)")
            #expect(after.count - before.count == (rest == ["request"] ? 1 : 0), "\(typed)")
        }
    }
}
