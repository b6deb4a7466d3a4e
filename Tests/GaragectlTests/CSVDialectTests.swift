import Testing

@testable import garagectl

/// The same table in every dialect that spreadsheets write.
@Suite struct CSVDialectTests {
    struct Dialect: Sendable, CustomTestStringConvertible {
        let separator: Character
        let lineEnd: String
        let hasMark: Bool
        let endsLast: Bool
        let quotesAll: Bool

        var testDescription: String {
            "\(separator) \(lineEnd.utf8.map { $0 }) mark \(hasMark) end \(endsLast)"
                + " quotes \(quotesAll)"
        }

        static let all: [Dialect] = {
            var all: [Dialect] = []
            for separator in [",", ";", "\t"] as [Character] {
                for lineEnd in ["\n", "\r\n", "\r"] {
                    for bits in 0..<8 {
                        all.append(
                            Dialect(
                                separator: separator, lineEnd: lineEnd, hasMark: bits & 1 != 0,
                                endsLast: bits & 2 != 0, quotesAll: bits & 4 != 0))
                    }
                }
            }
            return all
        }()

        func written(_ table: [[String]]) -> [UInt8] {
            let lines = table.map { row in
                row.map(cell).joined(separator: String(separator))
            }
            let text = lines.joined(separator: lineEnd) + (endsLast ? lineEnd : "")
            return (hasMark ? [0xEF, 0xBB, 0xBF] : []) + Array(text.utf8)
        }

        private func cell(_ text: String) -> String {
            let isSpecial = text.unicodeScalars.contains {
                $0 == "\"" || $0 == "\n" || $0 == "\r" || Character($0) == separator
            }
            guard quotesAll || isSpecial else { return text }
            return "\"" + text.replacing("\"", with: "\"\"") + "\""
        }
    }

    private static let pieces = [
        "", " ", "a", "é", "🚗", ",", ";", "\t", "\"", "\n", "\r\n", "\r", "''", "=1", "0",
    ]

    private static func table(_ random: inout SeededRandom) -> [[String]] {
        let columns = Int.random(in: 2...4, using: &random)
        let header = ["nom", "code postal", "ville", "cp"].prefix(columns).map(\.self)
        return [header]
            + (0..<Int.random(in: 0...4, using: &random)).map { _ in
                (0..<columns).map { _ in
                    (0..<Int.random(in: 0...3, using: &random))
                        .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
                }
            }
    }

    @Test(arguments: Dialect.all)
    func aTableIsReadAsItWasWritten(dialect: Dialect) throws {
        var random = SeededRandom(seed: 101)
        for _ in 0..<200 {
            let table = Self.table(&random)
            let bytes = try FileText.decoded(dialect.written(table), "f.csv")
            let records = try CSVReader.records(bytes)
            #expect(records.map(\.cells) == table)
            // Each record starts where all before it end.
            var line = 1
            for record in records {
                #expect(record.line == line)
                line += 1 + record.cells.map(Self.lineEnds).reduce(0, +)
            }
        }
    }

    private static func lineEnds(_ cell: String) -> Int {
        let bytes = Array(cell.utf8)
        return bytes.indices.count { index in
            let isLast = index == bytes.count - 1
            return bytes[index] == 0x0A
                || (bytes[index] == 0x0D && (isLast || bytes[index + 1] != 0x0A))
        }
    }

    /// What this program writes, it reads.
    @Test func whatIsWrittenIsReadBack() throws {
        var random = SeededRandom(seed: 102)
        for _ in 0..<1_000 {
            let table = Self.table(&random)
            let text = table.map { CSVText.line($0) + "\n" }.joined()
            #expect(try CSVReader.records(Array(text.utf8)).map(\.cells) == table)
        }
    }

    /// The first line decides on the separator, whatever the cells below hold.
    @Test(arguments: [
        ("nom\n1;2\n", [["nom"], ["1;2"]]), ("nom\n1;2;3,4", [["nom"], ["1;2;3", "4"]]),
        ("\n\nnom;cp\n1,2;3", [["nom", "cp"], ["1,2", "3"]]),
        ("\r\n\"nom\";cp\r\n1,2;3", [["nom", "cp"], ["1,2", "3"]]),
        ("a;b,c;d\n1;2;3", [["a", "b,c", "d"], ["1", "2", "3"]]),
        ("a;b,c\n1,2", [["a;b", "c"], ["1", "2"]]), ("a\tb;c\td", [["a", "b;c", "d"]]),
        ("\"a,b,c\";d\n1;2", [["a,b,c", "d"], ["1", "2"]]),
        ("\"a\n,,\";d\n1;2", [["a\n,,", "d"], ["1", "2"]]),
        ("\"a \"\",,\"\" b\";d\n1;2", [["a \",,\" b", "d"], ["1", "2"]]),
        ("pneus 13\";prix\n1;2,5,5", [["pneus 13\"", "prix"], ["1", "2,5,5"]]),
    ])
    func theSeparatorIsThatOfTheHeader(text: String, expected: [[String]]) throws {
        #expect(try CSVReader.records(Array(text.utf8)).map(\.cells) == expected)
    }

    @Test(arguments: ["", "\n", "\r\n\r\n", "\r", "\n\n\n"])
    func blankLinesAreNoRecords(text: String) throws {
        #expect(try CSVReader.records(Array(text.utf8)).isEmpty)
        let around = Array(("a,b" + text + "\n1,2\n" + text).utf8)
        #expect(try CSVReader.records(around).map(\.cells) == [["a", "b"], ["1", "2"]])
        let failure = #expect(throws: Failure.self) {
            try PreparedFile(kind: .garages, bytes: Array(text.utf8))
        }
        #expect(failure?.sentence == "the file is empty")
    }
}
