import Testing

@testable import garagectl

@Suite struct TableTests {
    private let rows = [
        #"{"garage":"G001","name":"Station Élan","km":4.20,"verdict":"below"}"#,
        #"{"garage":"G2","name":"AXOMECA, Villeneuve","km":12.34,"verdict":"in"}"#,
        #"{"garage":"G3","name":"X","km":null,"verdict":"above","why":"too many"}"#,
    ]

    private func printed(
        _ rows: [String], _ final: String, _ style: OutputStyle = .table, width: Int? = nil,
        colours: Bool = false
    ) throws -> PrintedReply {
        let reply = WireReply(rows: rows, final: try FinalLine(worked: final))
        return PrintedReply(
            reply, values: try reply.get(verb: "X"), style: style, width: width, colours: colours)
    }

    @Test func alignsTextLeftAndNumbersRight() throws {
        let table = try printed(rows, "OK rows=3 within=30km")
        #expect(
            table.output == [
                "garage  name                    km  verdict  why",
                "──────  ───────────────────  ─────  ───────  ────────",
                "G001    Station Élan          4.20  below",
                "G2      AXOMECA, Villeneuve  12.34  in",
                "G3      X                           above    too many",
                "",
                "rows 3 · within 30km",
            ])
        #expect(table.notes.isEmpty)
    }

    @Test func cutsTheWidestTextToTheTerminal() throws {
        let lines = try printed(rows, "OK rows=3", width: 46).output
        #expect(lines[3] == "G2      AXOMECA, Vi…  12.34  in")
        #expect(lines.dropLast(2).allSatisfy { $0.count <= 46 })
    }

    private let sentences = [
        #"{"garage":"G1","km":3.9,"why":"Lens, 3.9 km, the nearest of all the garages in reach."}"#,
        #"{"garage":"G2","km":14.2,"why":"Arras, 14.2 km, 10.3 km further than the nearest."}"#,
    ]

    @Test func wrapsSentencesInTheirColumn() throws {
        #expect(
            try printed(sentences, "OK", width: 58).output == [
                "garage    km  why",
                "──────  ────  ────────────────────────────────────────────",
                "G1       3.9  Lens, 3.9 km, the nearest of all the garages",
                "              in reach.",
                "G2      14.2  Arras, 14.2 km, 10.3 km further than the",
                "              nearest.",
            ])
    }

    @Test func putsSentencesUnderTheirRowsWhereThereIsNoRoom() throws {
        #expect(
            try printed(sentences, "OK", width: 40).output == [
                "garage    km",
                "──────  ────",
                "G1       3.9",
                "    Lens, 3.9 km, the nearest of all the",
                "    garages in reach.",
                "G2      14.2",
                "    Arras, 14.2 km, 10.3 km further than",
                "    the nearest.",
            ])
    }

    @Test func ofTwoLongTextsTheLongestIsKeptWhole() throws {
        let name = "A garage with a name of fifty letters and a blank."
        let why = "it has only 2 referrals and a risk of 72 % to end the month under 5"
        let row = #"{"garage":"G1","name":"\#(name)","why":"\#(why)"}"#
        #expect(
            try printed([row, row], "OK", width: 40).output == [
                "garage  name",
                "──────  ────────────────────────────────",
                "G1      A garage with a name of fifty l…",
                "    it has only 2 referrals and a risk",
                "    of 72 % to end the month under 5",
                "G1      A garage with a name of fifty l…",
                "    it has only 2 referrals and a risk",
                "    of 72 % to end the month under 5",
            ])
    }

    private let garage =
        #"{"garage":"G1","name":"Garage du Nord","town":"Lens","until":null,"status":"paused"}"#

    @Test func aSingleRowThatDoesNotFitStandsUpright() throws {
        #expect(
            try printed([garage], "OK rows=1", width: 30).output == [
                "garage  G1",
                "name    Garage du Nord",
                "town    Lens",
                "status  paused",
                "",
                "rows 1",
            ])
        let sentence = #"{"a":1,"b":2,"c":3,"d":4,"why":"Arras, 14.2 km, further than Lens."}"#
        #expect(
            try printed([sentence], "OK", width: 23).output.suffix(2) == [
                "why  Arras, 14.2 km,", "     further than Lens.",
            ])
    }

    @Test(arguments: [(43, 3), (42, 4)])
    func aSingleRowThatFitsStaysARow(width: Int, lines: Int) throws {
        #expect(try printed([garage], "OK", width: width).output.count == lines)
        #expect(try printed([garage, garage], "OK", width: width).output.count == 4)
    }

    @Test func eachKindOfRowHasItsTable() throws {
        let rows = [
            #"{"referral":"R","garage":"G1","state":"received","km":2,"rank":1}"#,
            #"{"referral":"R","event":"propose","on":"2026-11-20","state":"proposed","by":"P"}"#,
            #"{"referral":"R","event":"received","on":"2026-11-21","state":"received"}"#,
        ]
        #expect(
            try printed(rows, "OK rows=3").output == [
                "referral  garage  state     km  rank",
                "────────  ──────  ────────  ──  ────",
                "R         G1      received   2     1",
                "",
                "referral  event     on          state     by",
                "────────  ────────  ──────────  ────────  ──",
                "R         propose   2026-11-20  proposed  P",
                "R         received  2026-11-21  received",
                "",
                "rows 3",
            ])
    }

    @Test(arguments: 20...160)
    func noLineIsWiderThanTheTerminalAndNoWordIsLost(width: Int) throws {
        let lines = try printed(sentences, "OK", width: width).output
        #expect(lines.allSatisfy { $0.count <= width })
        let text = lines.joined(separator: " ")
        for word in ["nearest", "garages", "reach.", "Arras,", "further"] {
            #expect(text.contains(word))
        }
    }

    @Test func coloursVerdictsOnlyWhenAskedTo() throws {
        #expect(try printed(rows, "OK rows=3", colours: true).output[2].contains("\u{1B}[33mbelow"))
        #expect(try !printed(rows, "OK rows=3").output.joined().contains("\u{1B}"))
    }

    @Test func jsonIsWhatWasReceived() throws {
        #expect(try printed(rows, "OK rows=3 within=30km", .json).output == rows)
        #expect(try printed([], "OK rows=0", .json).output == [])
        #expect(
            try printed([], "OK garages=300 role=admin", .json).output
                == [#"{"garages":300,"role":"admin"}"#])
    }

    @Test func csvQuotesWhatNeedsIt() throws {
        #expect(
            try printed(rows, "OK rows=3", .csv).output == [
                "garage,name,km,verdict,why", "G001,Station Élan,4.20,below,",
                "G2,\"AXOMECA, Villeneuve\",12.34,in,", "G3,X,,above,too many",
            ])
        #expect(CSVText.line(["a\"b", "c\nd", "e;f", ""]) == "\"a\"\"b\",\"c\nd\",e;f,")
    }

    @Test func moreRowsAreNeverKeptQuiet() throws {
        for style in [OutputStyle.table, .json, .csv] {
            let printed = try printed(rows, "OK rows=3 more=1 next=\"G003\"", style)
            #expect(
                printed.notes == ["there are more rows: repeat the command with after=G003"])
        }
        let cut = try printed(rows, "OK rows=3 more=48").notes
        #expect(cut == ["48 rows more were left out: a higher limit=… shows them"])
    }

    @Test func aReplyWithoutRowsIsItsFinalLine() throws {
        #expect(try printed([], "OK").output == ["OK"])
        #expect(try printed([], "OK garages=300").output == ["garages 300"])
    }

    @Test func rowsThatAreNoObjectsAreShownAsTheyAre() throws {
        #expect(
            try printed(["OK capacity: fine | x=1"], "OK status=0").output
                == ["OK capacity: fine | x=1", "status 0"])
    }

    @Test func nothingFromTheWireMovesTheCursor() throws {
        let output = try printed([#"{"name":"a\u001b[2Jb\nc"}"#], "OK rows=1").output
        #expect(output[2] == "a [2Jb c")
    }

    @Test(arguments: [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("abcd", 1, "…"), ("abcd", 0, "")])
    func cuts(text: String, width: Int, expected: String) {
        #expect(text.cut(to: width) == expected)
    }
}
