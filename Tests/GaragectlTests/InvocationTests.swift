import Testing

@testable import garagectl

@Suite struct InvocationTests {
    @Test(arguments: [
        (["garages", "limit=2"], ["request", "garages", "limit=2"]),
        (["--json", "garages"], ["request", "garages", "--json"]),
        (["alerts", "--json", "level=act"], ["request", "alerts", "level=act", "--json"]),
        (["LOAD", "--json", "band=in"], ["load", "band=in", "--json"]),
        (["metrics"], ["metrics"]), (["Metrics", "--csv"], ["metrics", "--csv"]),
        (["-q", "load", "--svg", "x"], ["load", "--svg", "x", "-q"]),
        (
            ["--socket", "/s", "--token=t", "CHECK", "capacity"],
            ["check", "capacity", "--socket", "/s", "--token=t"]
        ),
        (["help"], ["explain"]), (["help", "MATCH"], ["explain", "MATCH"]),
        (["--help"], ["--help"]), ([], []), (["--socket"], ["--socket"]),
        (["Import", "garages", "f.csv", "-q"], ["import", "garages", "f.csv", "-q"]),
    ])
    func optionsMayStandBeforeOrAfter(typed: [String], expected: [String]) {
        #expect(ArgumentOrder(typed).arguments == expected)
    }

    @Test(arguments: [
        (["check", "x"], true), (["--socket", "check", "ping"], false),
        (["check", "--help"], false),
        (["--json", "CHECK", "x"], true), (["load"], false),
    ])
    func checksAreKnownBeforeParsing(typed: [String], isCheck: Bool) {
        #expect(ArgumentOrder(typed).isCheck == isCheck)
    }

    @Test func exitStatuses() throws {
        let refusing = try FakeDaemon(connections: 3) { line in
            switch line {
            case "PING": ["+ OK"]
            case "READY": ["- 503 NOT-READY the network is loading"]
            default: ["- 404 NO-SUCH no such garage"]
            }
        }
        let socket = ["--socket", refusing.path]
        #expect(Program.run(socket + ["ping"]) == .worked)
        #expect(Program.run(["garage", "garage=G9"] + socket) == .refused)
        #expect(Program.run(socket + ["ready"]) == .unreachable)
        #expect(Program.run(["--socket", "/nowhere", "ping"]) == .unreachable)
        #expect(Program.run(["load", "band"]) == .usage)
        #expect(Program.run(["ping", "--json", "--csv"]) == .usage)
        #expect(Program.run(["--connect", "nowhere", "ping"]) == .usage)
        #expect(Program.run(["--help"]) == .worked)
        #expect(Program.run(["--version"]) == .worked)
        #expect(Program.run(["check"]) == .unknown)
        #expect(Program.run(["--socket", "/nowhere", "check", "capacity"]) == .unknown)
    }

    private static let vocabulary = Vocabulary(
        verbs: [
            .init(
                verb: "LOAD", summary: "Lists garages.", roles: ["manager"],
                keys: [
                    .init(
                        name: "band", notation: "below|in|above", isRequired: false, fallback: nil,
                        meaning: "Which.")
                ], errors: ["404 NO-SUCH"], example: "LOAD band=below")
        ],
        universalKeys: [
            .init(
                name: "fmt", notation: "json", isRequired: false, fallback: "json", meaning: "How.")
        ])

    @Test(arguments: [
        (["laod"], "did you mean 'load'?"), (["imprt"], "did you mean 'import'?"),
        (["load", "bnad=in"], "did you mean 'band='?"), (["load", "fm=x"], "did you mean 'fmt='?"),
    ])
    func slipsAreCaughtBeforeAnythingIsSent(words: [String], advice: String) throws {
        let failure = try #require(throws: Failure.self) {
            _ = try TypedRequest(words, vocabulary: Self.vocabulary)
        }
        #expect(failure.status == .usage)
        #expect(failure.advice == advice)
    }

    @Test(arguments: [
        (["load", "band=a=b"], "LOAD band=a=b"), (["SomethingNew", "x=1"], "SOMETHINGNEW x=1"),
        (["load", "territory=two words"], "LOAD territory=\"two words\""), (["load"], "LOAD"),
        (["load", "band="], "LOAD band=\"\""),
    ])
    func whatIsTypedIsSent(words: [String], line: String) throws {
        #expect(try TypedRequest(words, vocabulary: Self.vocabulary).request.line == line)
    }

    @Test func aLanguageIsSentUnlessTyped() throws {
        #expect(
            try TypedRequest(["match"], vocabulary: Self.vocabulary, language: .fr).request.line
                == "MATCH lang=fr")
        #expect(
            try TypedRequest(["match", "lang=en"], vocabulary: Self.vocabulary, language: .fr)
                .request.line == "MATCH lang=en")
    }

    @Test func aVerbIsExplainedWithItsKeysAndAnExample() {
        let lines = Explanation.verb(Self.vocabulary.verbs[0], universal: [])
        #expect(lines.contains("  band  Which. [below|in|above]"))
        #expect(lines.last == "  garagectl load band=below")
        #expect(Explanation.verbs(Self.vocabulary, width: nil).last == "  load  Lists garages.")
    }

    @Test(arguments: [
        ("", "", 0), ("load", "load", 0), ("laod", "load", 1), ("lod", "load", 1),
        ("loads", "load", 1), ("match", "patch", 1), ("abc", "", 3), ("kitten", "sitting", 3),
    ])
    func slipsAreCounted(a: String, b: String, expected: Int) {
        #expect(editDistance(a, b) == expected)
        #expect(editDistance(b, a) == expected)
    }
}
