import LineProtocol
import Testing

@testable import garagectl

/// What this tool writes the daemon reads, and the other way round, whatever the text.
@Suite struct WirePropertyTests {
    private static let pieces = [
        "", " ", "a", "é", "e\u{301}", "🚗", "\"", "\\", "\t", "\n", "=", ",", "@t ", "# ", "\\n",
        "\\u0041", "{\"a\":1}", "'", "|", "+ OK", "- 404", "null", "-0", "1e5", "Ÿ",
    ]
    /// What no request may hold, escaped or not.
    private static let refused = ["\u{0}", "\r", "\u{1B}", "\u{85}", "\u{2028}", "\u{202E}"]

    private static func text(_ random: inout SeededRandom) -> String {
        (0..<Int.random(in: 0...6, using: &random))
            .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    }

    @Test func everyArgumentArrivesAsItWasTyped() throws {
        var random = SeededRandom(seed: 131)
        for _ in 0..<5_000 {
            let values = (0..<Int.random(in: 0...4, using: &random)).map { index in
                ("k\(index)", Self.text(&random))
            }
            let line = RequestText("MATCH", values).line
            #expect(!line.utf8.contains(0x0A))
            let request = try Request(parsing: line)
            #expect(request.verb == "MATCH")
            #expect(request.arguments.map(\.name) == values.map(\.0))
            #expect(
                request.arguments.map { Array($0.value.utf8) } == values.map { Array($0.1.utf8) })
        }
    }

    /// It makes no second line of it and hides nothing: the daemon is left to refuse it.
    @Test(arguments: refused)
    func whatNoRequestMayHoldIsRefusedAndNotSmuggled(character: String) {
        for text in [character, "a\(character)b", "\(character)\n+ OK"] {
            let line = RequestText("MATCH", [("place", text)]).line
            #expect(line.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
            #expect(throws: RequestError.self) { try Request(parsing: line) }
        }
    }

    @Test func everyRowOfTheDaemonIsReadAsItWasWritten() throws {
        var random = SeededRandom(seed: 132)
        for _ in 0..<5_000 {
            let texts = (0..<3).map { _ in
                Self.text(&random) + (Self.refused.randomElement(using: &random) ?? "")
            }
            let number = Int64(truncatingIfNeeded: random.next() as UInt64)
            let row = [
                Field("a", .text(texts[0])), Field("n", .whole(number)),
                Field("l", .list(Array(texts[1...]))), Field("t", .truth(number > 0)),
                Field("x", .missing), Field("d", .decimal(2.5, places: 3)),
            ]
            var bytes: [UInt8] = []
            ReplyEncoder().append(Reply(rows: [row]), to: &bytes)
            let line = String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
            guard case .row(let json) = try WireLine(line) else {
                Issue.record("no row: \(line)")
                continue
            }
            #expect(
                JSONReader.object(json) == [
                    JSONMember(name: "a", value: .text(texts[0])),
                    JSONMember(name: "n", value: .number("\(number)")),
                    JSONMember(name: "l", value: .list(texts[1...].map(JSONValue.text))),
                    JSONMember(name: "t", value: .truth(number > 0)),
                    JSONMember(name: "x", value: .null),
                    JSONMember(name: "d", value: .number("2.500")),
                ])
        }
    }

    @Test func everyRefusalOfTheDaemonIsReadWithItsSentence() throws {
        var random = SeededRandom(seed: 133)
        for name in RequestError.Name.allCases {
            for _ in 0..<50 {
                let word = Self.text(&random).filter { $0 != "\n" && $0 != "\t" }
                let sentence = "why \(word.split(separator: " ").joined(separator: " "))."
                var bytes: [UInt8] = []
                ReplyEncoder().append(RequestError(name, sentence), to: &bytes)
                let line = String(decoding: bytes.dropLast(), as: UTF8.self)
                guard case .final(.refused(let refusal)) = try WireLine(line) else {
                    Issue.record("no refusal: \(line)")
                    continue
                }
                #expect(refusal.code == name.code && refusal.name == name.rawValue)
                #expect(refusal.description.hasSuffix(sentence), "\(line)")
                #expect(refusal.isWorthRetrying == name.isWorthRetrying)
            }
        }
    }

    /// Its own JSON and the daemon's are read alike.
    @Test func everyTextOfItsOwnIsJSON() {
        var random = SeededRandom(seed: 134)
        for _ in 0..<5_000 {
            let text = Self.text(&random) + (Self.refused.randomElement(using: &random) ?? "")
            let line = "{\(JSONText.string(text)):\(JSONText.string(text))}"
            #expect(JSONReader.object(line) == [JSONMember(name: text, value: .text(text))])
        }
    }
}
