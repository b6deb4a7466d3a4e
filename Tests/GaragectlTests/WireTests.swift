import LineProtocol
import Testing

@testable import garagectl

@Suite struct WireTests {
    @Test(arguments: [
        ("plain", "plain"), ("", "\"\""), ("48.85,2.35", "48.85,2.35"),
        ("two words", "\"two words\""),
        ("say \"hi\"", #""say \"hi\"""#), ("back\\slash", "back\\slash"), ("a \\ b", #""a \\ b""#),
        ("line\nend", #""line\nend""#), ("tab\there", #""tab\there""#),
        ("bell\u{7}", #""bell\u0007""#),
        ("\u{2028}", #""\u2028""#), ("Besançon", "Besançon"), ("k=v", "k=v"),
    ])
    func valuesAreQuotedOnlyWhereNeeded(value: String, written: String) throws {
        #expect(RequestText.written(value) == written)
    }

    @Test(arguments: ["", " ", "\"", "\\", "a\\\"b", "l'été à Orléans", "é\u{301}", "{x}", "@tag"])
    func whatIsWrittenIsReadBackByTheDaemonsOwnParser(value: String) throws {
        let request = try Request(parsing: RequestText("IMPORT-ROW", [("name", value)]).line)
        #expect(request.argument("name")?.value == value)
    }

    @Test(arguments: [
        ("= {\"a\":1}", WireLine.row("{\"a\":1}")), ("= @7 {\"a\":1}", .row("{\"a\":1}")),
        ("= WARNING capacity: 12 | below=12", .row("WARNING capacity: 12 | below=12")),
        ("+ OK", .final(.worked([]))),
        (
            "+ @x OK rows=1 next=\"G 1\"",
            .final(
                .worked([NamedText(name: "rows", text: "1"), NamedText(name: "next", text: "G 1")]))
        ),
        (
            "- @x 429 BUSY retry-ms=200 try again",
            .final(
                .refused(Refusal(code: 429, name: "BUSY", sentence: "retry-ms=200 try again")))
        ),
        ("- 404 NO-GARAGE", .final(.refused(Refusal(code: 404, name: "NO-GARAGE", sentence: "")))),
        ("! load {}", .pushed("load {}")), ("# hello", .comment("hello")), ("#", .comment("")),
    ])
    func linesAreToldApart(line: String, expected: WireLine) throws {
        #expect(try WireLine(line) == expected)
    }

    @Test func aRefusalKnowsWhetherToTryAgain() {
        let busy = Refusal(code: 429, name: "BUSY", sentence: "retry-ms=200 too much waits")
        #expect(busy.isWorthRetrying)
        #expect(busy.retryMilliseconds == 200)
        #expect(!Refusal(code: 404, name: "NO-SUCH", sentence: "").isWorthRetrying)
        #expect(Refusal(code: 503, name: "STORE-DOWN", sentence: "").isWorthRetrying)
    }

    @Test(arguments: RequestError.Name.allCases)
    func everyRefusalHasTheStatusOfItsCode(name: RequestError.Name) {
        let failure = Failure.refused(
            Refusal(code: name.code, name: name.rawValue, sentence: "why"), verb: "LOAD")
        #expect(failure.status == (name.code < 500 ? .refused : .unreachable))
        #expect(failure.sentence == "\(name.code) \(name.rawValue) why")
    }

    @Test(arguments: [
        ("127.0.0.1:7450", Endpoint.tcp(host: "127.0.0.1", port: 7450)),
        ("[::1]:7450", .tcp(host: "::1", port: 7450)), ("host:1", .tcp(host: "host", port: 1)),
        ("::1:7450", nil), ("host", nil), ("host:", nil), ("host:0", nil), ("host:70000", nil),
        (":7450", nil), ("[]:7", nil),
    ])
    func addressesAreRead(text: String, expected: Endpoint?) {
        #expect(Endpoint(tcp: text) == expected)
    }

    @Test func theSocketIsLookedForWhereItUsuallyIs() {
        #expect(
            Endpoint.usual(environment: "/x.sock", exists: { _ in true }) == .unix(path: "/x.sock"))
        #expect(
            Endpoint.usual(environment: "", exists: { $0.hasPrefix("./state") })
                == .unix(path: "./state/garaged.sock"))
        #expect(
            Endpoint.usual(environment: nil, exists: { $0.hasPrefix("/var") })
                == .unix(path: "/var/lib/garaged/garaged.sock"))
        #expect(
            Endpoint.usual(environment: nil, exists: { _ in false })
                == .unix(path: "/run/garaged/garaged.sock"))
    }
}
