import Foundation
import LineProtocol
import Testing

@Suite struct ReplyEncoderTests {
    static let row: Reply.Row = [
        Field("rank", .whole(1)), Field("name", .text("Garage de l'Échat")),
        Field("km", .decimal(12.345, places: 2)), Field("open", .truth(true)),
        Field("brands", .list(["a", "b c"])), Field("until", .missing),
    ]

    @Test(
        "writes rows in each format, then the final line",
        arguments: [
            (
                ReplyFormat.json, nil,
                """
                = {"rank":1,"name":"Garage de l'Échat","km":12.35,"open":true,\
                "brands":["a","b c"],"until":null}
                + OK rows=1 within=30km

                """
            ),
            (
                .text, "7",
                """
                = @7 rank=1 name="Garage de l'Échat" km=12.35 open=true brands="a,b c"
                + @7 OK rows=1 within=30km

                """
            ),
            (
                .tsv, "7",
                """
                = @7 rank\tname\tkm\topen\tbrands\tuntil
                = @7 1\tGarage de l'Échat\t12.35\ttrue\ta,b c\t
                + @7 OK rows=1 within=30km

                """
            ),
        ] as [(ReplyFormat, String?, String)])
    func rows(format: ReplyFormat, tag: String?, expected: String) {
        let reply = Reply(
            rows: [Self.row],
            summary: [
                Field("rows", .whole(1)), Field("within", .text("30km")),
                Field("next", .missing),
            ])
        #expect(encode(.success(reply), format: format, tag: tag) == expected)
    }

    @Test("an empty reply is one line, in every format", arguments: ReplyFormat.allCases)
    func empty(format: ReplyFormat) {
        #expect(encode(.success(Reply()), format: format) == "+ OK\n")
        #expect(encode(.success(Reply()), format: format, tag: "a") == "+ @a OK\n")
    }

    @Test("an error has its code, its name, its details, then a sentence")
    func errors() {
        let busy = RequestError(
            .busy, "try again later", details: [.init("retry-ms", "200"), .init("why", "a b")])
        #expect(encode(.failure(busy)) == "- 429 BUSY retry-ms=200 why=\"a b\" try again later\n")
        let forged = RequestError(.noSuch, "no\r\n+ OK")
        #expect(encode(.failure(forged), tag: "x") == "- @x 404 NO-SUCH no\\u000d\\n+ OK\n")
    }

    @Test("an error that has rows ends with its one final line, in every format")
    func refusedRows() {
        let error = RequestError(
            .conflict, "nothing was written", details: [.init("rejected", "1")],
            rows: [[Field("line", .whole(3)), Field("error", .text("NO-SUCH"))]])
        let final = "409 CONFLICT rejected=1 nothing was written\n"
        #expect(
            encode(.failure(error))
                == "= {\"line\":3,\"error\":\"NO-SUCH\"}\n- " + final)
        #expect(encode(.failure(error), format: .tsv) == "= line\terror\n= 3\tNO-SUCH\n- " + final)
        #expect(
            encode(.failure(error), format: .text, tag: "7")
                == "= @7 line=3 error=NO-SUCH\n- @7 " + final)
    }

    @Test("rows of a table that lack a column leave its cell empty")
    func unevenRows() {
        let rows: [Reply.Row] = [
            [Field("a", .whole(1)), Field("b", .whole(2))],
            [Field("b", .whole(3)), Field("c", .whole(4))],
        ]
        let lines = encode(.success(Reply(rows: rows)), format: .tsv)
        #expect(lines == "= a\tb\tc\n= 1\t2\t\n= \t3\t4\n+ OK\n")
    }

    @Test("comments and pushed lines")
    func unasked() {
        var bytes: [UInt8] = []
        ReplyEncoder.appendComment("bye\nnow", to: &bytes)
        ReplyEncoder.appendPushed([Field("load", .whole(3))], to: &bytes)
        ReplyEncoder.appendPushed(RequestError(.slow, "too far behind"), to: &bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text == "# bye\\nnow\n! sub {\"load\":3}\n! - 509 SLOW too far behind\n")
    }

    @Test("no character makes a second line, in any format", arguments: ReplyFormat.allCases)
    func oneLine(format: ReplyFormat) throws {
        for value in 0...0x3000 as ClosedRange<UInt32> {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = "a\(Character(scalar))\"b"
            let row = [Field("x", .text(text)), Field("y", .list([text]))]
            let lines = encode(.success(Reply(rows: [row], summary: row)), format: format)
            let breaks = lines.unicodeScalars.filter { scalar in
                ["\r", "\u{85}", "\u{2028}", "\u{2029}", "\u{B}", "\u{C}"].contains(scalar)
            }
            #expect(breaks.isEmpty, "U+\(String(value, radix: 16))")
            #expect(lines.utf8.count { $0 == 0x0A } == (format == .tsv ? 3 : 2))
        }
    }

    @Test("JSON reads back as what was written")
    func jsonRoundTrip() throws {
        var random = SplitMix(seed: 5)
        for _ in 0..<5_000 {
            let text = randomText(using: &random)
            let row = [Field("text", .text(text)), Field("list", .list([text, ""]))]
            let line = encode(.success(Reply(rows: [row])))
            let data = Data(line.utf8.prefix { $0 != 0x0A }.dropFirst(2))
            let object = try #require(
                try JSONSerialization.jsonObject(with: data) as? [String: Any])
            #expect(object["text"] as? String == text)
            #expect(object["list"] as? [String] == [text, ""])
        }
    }

    @Test("what a request can hold reads back by the grammar of requests")
    func textRoundTrip() throws {
        var random = SplitMix(seed: 5)
        var held = 0
        for _ in 0..<20_000 {
            let text = randomText(using: &random)
            let line = encode(.success(Reply(summary: [Field("a", .text(text))])))
            let request = line.dropFirst(2).dropLast()
            let allowed = text.unicodeScalars.allSatisfy { scalar in
                scalar == "\n" || scalar == "\t"
                    || (scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value)
                        && !RequestParsingTests.refused.contains(scalar))
            }
            if allowed {
                held += 1
                #expect(try Request(parsing: String(request)).argument("a")?.value == text)
            } else {
                #expect(throws: RequestError.self) { try Request(parsing: String(request)) }
            }
        }
        #expect(held > 1_000)
    }

    private func randomText(using random: inout SplitMix) -> String {
        let pool: [Unicode.Scalar] = [
            "a", "Z", "0", " ", "\"", "\\", "=", "n", "u", ",", "\n", "\t", "\r", "\0", "\u{1B}",
            "é", "€", "🚗", "\u{85}", "\u{7F}", "\u{2028}", "\u{202E}", "\u{FEFF}", "\u{61C}",
        ]
        let isTame = Bool.random(using: &random)
        let usable = isTame ? Array(pool[..<12]) + Array(pool[15..<18]) : pool
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...12, using: &random) {
            text.append(usable.randomElement(using: &random) ?? "a")
        }
        return String(text)
    }
}

/// Writes an answer as text.
func encode(
    _ outcome: Result<Reply, RequestError>, format: ReplyFormat = .json, tag: String? = nil
) -> String {
    var bytes: [UInt8] = []
    ReplyEncoder(tag: tag, format: format).append(outcome, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
}
