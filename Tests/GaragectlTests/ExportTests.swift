import Foundation
import Synchronization
import Testing

@testable import garagectl

/// `garagectl export`: one file of many pages, which no spreadsheet runs.
@Suite struct ExportTests {
    private static let columns = "OK rows=2 columns=referral,garage,on,amount_cents,reason"

    /// The lines that an export writes, and what it asked.
    private func exported(
        _ replies: [(rows: [String], final: String)],
        keys: [(String, String)] = [("what", "quotes")]
    ) throws -> (lines: [String], asked: [String]) {
        var (lines, asked) = ([String](), [String]())
        var rest = replies[...]
        let run = ExportRun(keys: keys, isQuiet: true) { request throws(Failure) in
            asked.append(request.line)
            guard let reply = rest.popFirst() else { throw .badReply("the script is over") }
            return WireReply(rows: reply.rows, final: try FinalLine(worked: reply.final))
        }
        try run.run { lines.append($0) }
        return (lines, asked)
    }

    @Test("pages are joined under one header, and each is asked for by the last one's next")
    func pages() throws {
        let row =
            #"{"referral":"A","garage":"G1","on":"2026-11-03","amount_cents":1200,"reason":null}"#
        let (lines, asked) = try exported(
            [
                ([row, row], Self.columns + " more=1 next=1.2.3"),
                ([row], Self.columns + " more=1 next=1.4.3"), ([], Self.columns),
            ], keys: [("what", "quotes"), ("from", "2026-11-01")])
        #expect(
            lines == ["referral,garage,on,amount_cents,reason"]
                + [String](repeating: "A,G1,2026-11-03,1200,", count: 3))
        #expect(
            asked.map { $0.trimmingCharacters(in: .newlines) } == [
                "EXPORT what=quotes from=2026-11-01 limit=1000",
                "EXPORT what=quotes from=2026-11-01 limit=1000 after=1.2.3",
                "EXPORT what=quotes from=2026-11-01 limit=1000 after=1.4.3",
            ])
    }

    @Test("an export of nothing has its header")
    func empty() throws {
        #expect(
            try exported([([], Self.columns)]).lines == ["referral,garage,on,amount_cents,reason"])
    }

    @Test(
        "no text begins as a formula does, and every number stays one",
        arguments: [
            (#""=1+1""#, "'=1+1"), (#""+33 6""#, "'+33 6"), (#""-G1""#, "'-G1"),
            (#""@SUM(A1)""#, "'@SUM(A1)"), (#""\t=1""#, "'\t=1"), (#""\r=1""#, "\"'\r=1\""),
            (#""=\"a\",b""#, "\"'=\"\"a\"\",b\""), ("-3.50", "-3.50"), ("12", "12"),
            (#""'=1""#, "'=1"), (#""a=1""#, "a=1"), (#""""#, ""), ("null", ""),
            (#""a,b""#, "\"a,b\""), (#""a\nb""#, "\"a\nb\""), (#"" =1""#, " =1"),
        ])
    func formulas(json: String, cell: String) throws {
        let row = #"{"referral":\#(json),"garage":"G1"}"#
        let lines = try exported([([row], "OK rows=1 columns=referral,garage")]).lines
        #expect(lines[1] == cell + ",G1")
    }

    @Test(
        "what is not an export is not written on",
        arguments: [
            [([String](), "OK rows=0")], [(["7"], columns)],
            [(["{}"], columns + " more=1 next=1"), (["{}"], columns + " more=1 next=1")],
            [([], columns + " more=1 next=1")],
            [(["{}"], columns + " more=1 next=1"), (["{}"], "OK rows=1 columns=other")],
        ])
    func badReplies(replies: [([String], String)]) {
        #expect(throws: Failure.self) {
            _ = try exported(replies.map { (rows: $0.0, final: $0.1) })
        }
    }

    @Test("a file appears whole or not at all, and a refusal has its status")
    func files() throws {
        let path = temporaryPath("csv")
        defer { try? FileManager.default.removeItem(atPath: path) }
        try "before".write(toFile: path, atomically: true, encoding: .utf8)
        let pages = Mutex(0)
        let daemon = try FakeDaemon(connections: 2) { line in
            guard line.contains("after=") else {
                return [
                    #"= {"referral":"A","garage":"G1"}"#,
                    "+ OK rows=1 columns=referral,garage more=1 next=1.1.1",
                ]
            }
            let isFirst = pages.withLock { count in
                count += 1
                return count == 1
            }
            return isFirst
                ? ["- 503 STORE-DOWN the database is away"]
                : [#"= {"referral":"B","garage":"=G"}"#, "+ OK rows=1 columns=referral,garage"]
        }
        let words = ["export", "referrals", "-q", "--output", path, "--socket", daemon.path]
        #expect(Program.run(words) != .worked)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "before")
        #expect(Program.run(words) == .worked)
        #expect(
            try String(contentsOfFile: path, encoding: .utf8) == "referral,garage\nA,G1\nB,'=G\n")
    }

    @Test("a share is read in percent in a table, and as it came in CSV")
    func percent() throws {
        let rows = [#"{"garage":"G1","share":0.4203}"#, #"{"garage":"G2","share":null}"#]
        let reply = WireReply(rows: rows, final: try FinalLine(worked: "OK rows=2"))
        func printed(_ style: OutputStyle) throws -> [String] {
            PrintedReply(reply, values: try reply.get(verb: "X"), style: style, isQuiet: true)
                .output
        }
        #expect(
            try printed(.table) == ["garage  share", "──────  ─────", "G1       42 %", "G2"])
        #expect(try printed(.csv) == ["garage,share", "G1,0.4203", "G2,"])
    }
}
