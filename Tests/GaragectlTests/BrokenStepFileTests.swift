import Foundation
import Testing

@testable import garagectl

/// Files of steps as they should not be.
@Suite struct BrokenStepFileTests {
    private static func file(_ text: String) throws -> PreparedFile {
        try PreparedFile(kind: .steps, bytes: Array(text.utf8))
    }

    private static func sent(_ text: String) throws -> [String] {
        let file = try file(text)
        #expect(file.rejected.isEmpty)
        return file.rows.map { file.request($0).line }
    }

    private static let row = "IMPORT-ROW line=2 referral=7KQ4M2X9 step=quoted on=2026-11-24"

    @Test(arguments: [
        "code;étape;date;montant\n7KQ4M2X9;devis;24/11/2026;1 234,56 €\n",
        "code,step,date,amount\r\n7KQ4M2X9,quoted,2026-11-24,1234.56\r\n",
        "code,step,date,amount\r7KQ4M2X9,quoted,2026-11-24,1234.56\r",
        "CODE\tSTEP\tDATE\tAMOUNT\n7KQ4M2X9\tQUOTED\t46350\t1234.56",
        "code;step;date;amount\n7KQ4M2X9;\"quoted\";24/11/26;\"1 234,56 EUR\"\n\n\n",
        "\"code\";\"step\";\"date\";\"amount\"\n\"7KQ4M2X9\";\"quoted\";\"24/11/26\";\"1234,56\"\n",
        "code,step,date,amount\n7KQ4M2X9,quoted,24/11/2026 00:00,\"1234,56\"\n",
        "Code,Statut,Date,Montant,,\n7KQ4M2X9,Devis,2026-11-24,1234.56,,\n",
    ])
    func dialectsAreRead(text: String) throws {
        #expect(try Self.sent(text) == [Self.row + " amount_cents=123456"])
    }

    @Test func aLineThatTellsSpreadsheetsOfTheSeparatorIsNoHeader() throws {
        for separator in [",", ";", "\t"] {
            for end in ["\n", "\r\n", "\r"] {
                let cells = [
                    ["code", "step", "date"], ["7KQ4M2X9", "quoted", "2026-11-24"],
                ]
                let lines = cells.map { $0.joined(separator: separator) + end }.joined()
                #expect(
                    try Self.sent("sep=" + separator + end + lines)
                        == [Self.row.replacing("line=2", with: "line=3")])
            }
        }
    }

    @Test(arguments: [
        ("7KQ4M2X9,received", "", "it has 2 columns, the header has 5"),
        ("7KQ4M2X9,received,2026-11-24,1,,,x", "", "it has 7 columns, the header has 5"),
        (",received,2026-11-24,,", "code", "code: it is empty"),
        ("7KQ4M2X9,,2026-11-24,,", "step", "step: it is empty"),
        ("7KQ4M2X9,received,,,", "date", "date: it is empty"),
        ("7KQ4M2X9,viens,2026-11-24,,", "step", "step: 'viens' is no step known here"),
        ("7KQ4M2X9,received,2026-13-01,,", "date", "date: '2026-13-01' is not a day"),
        ("7KQ4M2X9,quoted,2026-11-24,douze,", "amount", "amount: 'douze' is not an amount"),
        ("7KQ4M2X9,received,2026-11-24,,bof", "reason", "reason: 'bof' is no reason known here"),
        ("7KQ4M2X9,rec\u{0}eived,2026-11-24,,", "step", "step: it holds a NUL"),
        ("7KQ4M2X9,received,2026-11-24,,\(String(repeating: "x", count: 9_000))", "reason", "'x"),
        ("\(String(repeating: "7", count: 9_000)),received,2026-11-24,,", "", "longer than 8192"),
    ])
    func aRowIsRefusedWithItsColumn(row: String, column: String, reason: String) throws {
        let good = "7KQ4M2X9,received,2026-11-24,,\n"
        let file = try Self.file("code,step,date,amount,reason\n\(good)\(row)\n\(good)")
        #expect(file.rows.map(\.line) == [2, 4])
        #expect(file.rejected.map(\.line) == [3] && file.rejected[0].column == column)
        #expect(file.rejected[0].reason.contains(reason), "\(file.rejected[0].reason)")
    }

    @Test(
        arguments: [
            ("", "the file is empty"), ("\n\n", "the file is empty"),
            ("code,step,date,Date\n", "line 1: two columns are called 'date': 3 and 4"),
            ("code,step,le,date,le\n7KQ4M2X9,x,x,x,x", nil),
            ("code,step\n", "line 1: no column for 'on'"),
            ("7KQ4M2X9,received,2026-11-24\n", "line 1: no column for 'referral'"),
            ("code,step,date\n\"7KQ4M2X9,received,2026-11-24\nA,B,C\n", "line 2: the quote opened"),
            (
                "code,step,date\n7KQ4M2X9,\"received\"x,2026-11-24\n",
                "line 2: text follows a closing"
            ),
        ] as [(String, String?)])
    func aFileIsRefusedAsAWhole(text: String, sentence: String?) throws {
        guard let sentence else {
            _ = try Self.file(text)
            return
        }
        let failure = try #require(throws: Failure.self) { _ = try Self.file(text) }
        #expect(failure.status == .refused && failure.sentence.hasPrefix(sentence))
    }

    @Test func aHeaderAloneIsAnEmptyDay() throws {
        let file = try Self.file("code,step,date\n")
        #expect(file.rows.isEmpty && file.rejected.isEmpty)
        let report = ImportReport(
            path: "f.csv", file: file, outcome: ImportRun.Outcome(), isDryRun: false,
            isCommitted: true, rejectsPath: "r")
        #expect(report.remarks == ["f.csv: it has a header and no rows"])
    }

    /// What is refused can be put right in the reject file, and that file imported as it is.
    @Test func aRejectFileIsAnImportFile() throws {
        for (header, told) in [
            ("code;step;date;motif", "line;column;reason"),
            ("code;step;date;reason", "line;column;reject_reason"),
        ] {
            let file = try Self.file(
                "\(header)\n7KQ4M2X9;quoted;hier;autre\n7KQ4M2X9;quoted\n7KQ4M2X9;quoted;hier;;x;y")
            let lines = Array(RejectFile.lines(file.rejected, of: file))
            #expect(
                lines == [
                    "\(header);\(told)",
                    "7KQ4M2X9;quoted;hier;autre;2;date;"
                        + "date: 'hier' is not a day, as 2026-11-24 or 24/11/2026",
                    "7KQ4M2X9;quoted;;;3;;it has 2 columns, the header has 4",
                    "7KQ4M2X9;quoted;hier;;4;;it has 6 columns, the header has 4;x;y",
                ])
            let mended = lines[0] + "\n" + lines[1].replacing(";hier;", with: ";24/11/2026;")
            let again = try Self.file(mended + "\n7KQ4M2X9;quoted;jamais;autre;5;date;x\n")
            #expect(again.rows.map { again.request($0).line } == [Self.row + " reason=other"])
            #expect(again.map.ignored.isEmpty)
            let still = Array(RejectFile.lines(again.rejected, of: again))
            #expect(still[0] == lines[0] && still[1].hasPrefix("7KQ4M2X9;quoted;jamais;autre;3;"))
        }
    }

    /// A million rows: none is lost, and each is found by its line.
    @Test func aMillionRowsAreHeldEndToEnd() throws {
        let count = 1_000_000
        var bytes = Array("code,step,date\n".utf8)
        let row = Array("7KQ4M2X9,file,2026-11-24\n".utf8)
        bytes.reserveCapacity(bytes.count + count * row.count)
        for _ in 0..<count { bytes += row }
        let file = try PreparedFile(kind: .steps, bytes: bytes)
        #expect(file.rows.count == count && file.rejected.isEmpty)
        for line in [2, 3, 500_000, count + 1] {
            let row = try #require(file.row(onLine: line))
            #expect(
                file.request(row).line
                    == "IMPORT-ROW line=\(line) referral=7KQ4M2X9 step=file on=2026-11-24")
        }
        #expect(file.row(onLine: 1) == nil && file.row(onLine: count + 2) == nil)
        #expect(MemoryLayout<PreparedFile.Row>.stride == 16)
    }
}
