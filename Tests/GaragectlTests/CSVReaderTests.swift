import Testing

@testable import garagectl

@Suite struct CSVReaderTests {
    private func records(_ text: String) throws -> [CSVRecord] {
        try CSVReader.records(Array(text.utf8))
    }

    @Test(arguments: [
        ("", []), ("\n", []), ("a", [["a"]]), ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a,b\n1,", [["a", "b"], ["1", ""]]), ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
        ("a,b\r1,2", [["a", "b"], ["1", "2"]]), ("a,\"\"", [["a", ""]]),
        ("a\n\"x \"\"y\"\" z\"", [["a"], ["x \"y\" z"]]),
        ("a,b\n\" 1\", 2 ", [["a", "b"], [" 1", " 2 "]]),
        ("a,b\n\"1,5\",2", [["a", "b"], ["1,5", "2"]]), ("a\npneu 13\"", [["a"], ["pneu 13\""]]),
        ("a;b\n1,5;2", [["a", "b"], ["1,5", "2"]]), ("a\tb\n1;5\t2", [["a", "b"], ["1;5", "2"]]),
        ("\"a;x\",b\n1,2", [["a;x", "b"], ["1", "2"]]), ("a,b\n,\n", [["a", "b"], ["", ""]]),
        ("a,b\n,\u{301}x", [["a", "b"], ["", "\u{301}x"]]),
    ])
    func cells(text: String, expected: [[String]]) throws {
        #expect(try records(text).map(\.cells) == expected)
    }

    @Test(arguments: [
        ("a\nb\nc", [1, 2, 3]), ("a\n\n\nb", [1, 4]), ("a\n\"x\ny\nz\"\nb", [1, 2, 5]),
        ("a\r\n\"x\r\ny\"\r\nb", [1, 2, 4]), ("a\r\"x\ry\"\rb", [1, 2, 4]),
        ("a,b\n1,\"\n\n\"\n3,4", [1, 2, 5]),
    ])
    func linesArePhysical(text: String, expected: [Int]) throws {
        #expect(try records(text).map(\.line) == expected)
    }

    @Test(arguments: [
        ("a\n\"never", "line 2"), ("a\nb\n\"x\n\n", "line 3"), ("a\n\"x\ny\"z", "line 3"),
    ])
    func misplacedQuotesNameTheirLine(text: String, line: String) throws {
        let failure = try #require(throws: Failure.self) { try records(text) }
        #expect(failure.sentence.hasPrefix(line))
        #expect(failure.status == .refused)
    }

    @Test func otherEncodingsAreNamed() throws {
        let latin = try #require(throws: Failure.self) {
            try FileText.decoded(Array("nom\nB".utf8) + [0xE9, 0x0A], "f.csv")
        }
        #expect(latin.sentence.contains("line 2"))
        #expect(latin.sentence.contains("Latin-1"))
        #expect(latin.advice?.contains("UTF-8") == true)
        let wide = try #require(throws: Failure.self) {
            try FileText.decoded([0xFF, 0xFE, 0x61, 0], "f.csv")
        }
        #expect(wide.sentence.contains("UTF-16"))
    }

    @Test func aByteOrderMarkIsTakenAway() throws {
        #expect(try FileText.decoded([0xEF, 0xBB, 0xBF, 0x61], "f.csv") == [0x61])
    }

    @Test func aFileThatIsNotThereIsSaidSo() throws {
        let failure = try #require(throws: Failure.self) { try FileText.read("/nowhere/f.csv") }
        #expect(failure.status == .usage)
    }
}
