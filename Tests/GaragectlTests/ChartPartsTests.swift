import Testing

@testable import garagectl

/// The parts of the chart: bars, the histogram, what a terminal can show.
@Suite struct ChartPartsTests {
    private func bar(
        _ committed: Int, _ band: ClosedRange<Int>, forecast: Double? = nil, scale: LoadBar
    ) -> String {
        let garage = SampleLoad.garage("G1", committed, band: band, forecast: forecast)
        let pieces = scale.pieces(garage)
        return pieces.came + pieces.expected + pieces.rest
    }

    private static let twelve = LoadBar([SampleLoad.garage("G1", 12)], width: 20)

    @Test(
        arguments: [
            (0, 5...10, 0, "    [······]  "), (0, 5...10, 2.6, "░░░ [······]  "),
            (4, 5...10, 4, "████[······]  "), (5, 5...10, 5, "████[█·····]  "),
            (10, 5...10, 10, "████[██████]  "), (11, 5...10, 11, "████[██████]█ "),
            (10, 5...10, 12, "████[██████]░░"), (13, 5...10, 13, "████[██████]██»"),
            (12, 5...10, 13, "████[██████]██»"), (3, 0...0, 3, "[]███         "),
            (0, 0...2, 0, "[··]          "), (2, 0...2, 2, "[██]          "),
            (9, 5...10, 4, "████[█████·]  "),
        ] as [(Int, ClosedRange<Int>, Double, String)])
    func aBarShowsWhoCameAndWhoIsExpected(
        committed: Int, band: ClosedRange<Int>, forecast: Double, expected: String
    ) {
        #expect(bar(committed, band, forecast: forecast, scale: Self.twelve) == expected)
    }

    /// A bracket has the colour of what goes on past it, so that a full band ends before `]`.
    @Test func aBracketBelongsToWhatGoesPastIt() {
        func pieces(_ committed: Int, _ forecast: Double) -> LoadBar.Pieces {
            Self.twelve.pieces(SampleLoad.garage("G1", committed, forecast: forecast))
        }
        #expect(pieces(4, 4).came == "████")
        #expect(pieces(5, 5).came == "████[█")
        #expect(pieces(10, 10).came == "████[██████" && pieces(10, 10).rest == "]  ")
        #expect(pieces(11, 11).came == "████[██████]█")
        #expect(pieces(4, 12).expected == "[░░░░░░]░░" && pieces(10, 11).expected == "]░")
    }

    /// At every scale: a bar goes past `[` exactly from the lower end on, and past `]` exactly
    /// above the upper end.
    @Test(arguments: [12, 20, 40, 64])
    func aBarPassesABracketExactlyAtTheBand(width: Int) {
        for band in [0...0, 0...3, 1...1, 5...10, 12...12, 7...30, 40...90, 200...500] {
            let garages = (0...(band.upperBound + 8)).map {
                SampleLoad.garage("G1", $0, band: band)
            }
            let scale = LoadBar(garages, width: width)
            for garage in garages {
                let pieces = scale.pieces(garage)
                let isIn = pieces.came.drop { $0 != "[" }.contains("█")
                let isAbove = pieces.came.drop { $0 != "]" }.contains { $0 == "█" || $0 == "»" }
                let text = pieces.came + pieces.expected + pieces.rest
                #expect(
                    isIn == (garage.committed >= Swift.max(1, band.lowerBound)),
                    "\(garage.committed) of \(band): \(text)")
                #expect(
                    isAbove == (garage.committed > band.upperBound),
                    "\(garage.committed) of \(band): \(text)")
                #expect(text.count <= width, "\(text)")
                #expect(text.count { $0 == "[" } == 1 && text.count { $0 == "]" } == 1)
            }
        }
    }

    @Test func theHistogramCountsEveryGarageOnce() {
        let garages = [0, 0, 3, 5, 5, 10, 11, 40].enumerated().map {
            SampleLoad.garage("G\($0.offset)", $0.element)
        }
        for columnsMax in [1, 2, 6, 12, 13, 41, 100] {
            let histogram = PeopleHistogram(garages, columnsMax: columnsMax)
            #expect(histogram.columns.map(\.garages).reduce(0, +) == 8)
            #expect(histogram.columns.count == Swift.min(columnsMax, 41))
            #expect(histogram.columns.last?.isOpenEnded == (columnsMax < 41))
            #expect(histogram.band == 5...10)
        }
        #expect(PeopleHistogram(garages, columnsMax: 41).columns[5].counts == [.inside: 2])
        #expect(PeopleHistogram([], columnsMax: 9).tallest == 0)
        #expect(PeopleHistogram([], columnsMax: 9).band == nil)
    }

    @Test func theUsualBandIsTheOneOfMostGaragesThatAreOpen() {
        func band(_ bands: [ClosedRange<Int>], closed: [ClosedRange<Int>] = []) -> ClosedRange<Int>?
        {
            let garages =
                bands.map { SampleLoad.garage("G", 0, band: $0) }
                + closed.map { SampleLoad.garage("G", 0, band: $0, verdict: "out-of-scope") }
            return PeopleHistogram(garages, columnsMax: 20).band
        }
        #expect(band([5...10, 3...6, 5...10]) == 5...10)
        #expect(band([5...10, 3...6]) == 3...6)
        #expect(band([5...10], closed: [1...2, 1...2]) == 5...10)
        #expect(band([], closed: [1...2]) == nil)
    }

    @Test func aBandBeyondTheColumnsHasNoBrackets() {
        let garages = [SampleLoad.garage("G", 3, band: 5...10)]
        let lines = PeopleHistogram(garages, columnsMax: 8).lines(
            (people: "people", garages: "garages"), cellWidth: 3)
        #expect(lines[8] == "people    0  1  2  3  4  5  6  7")
        let wide = PeopleHistogram(garages, columnsMax: 20).lines(
            (people: "people", garages: "garages"), cellWidth: 4)
        #expect(wide[8] == "people     0   1   2   3   4  [5   6   7   8   9  10] 11")
    }

    @Test(arguments: [
        ([:], false), (["LANG": "fr_FR.UTF-8"], true), (["LANG": "C.utf8"], true),
        (["LANG": "C"], false), (["LC_ALL": "C", "LANG": "fr_FR.UTF-8"], false),
        (["LC_ALL": "", "LC_CTYPE": "en_US.UTF-8"], true),
        (["LC_CTYPE": "POSIX", "LANG": "en_US.UTF-8"], false),
        (["LC_MESSAGES": "fr_FR.UTF-8"], false),
    ])
    func lettersAreOfTheLocale(environment: [String: String], hasUnicode: Bool) {
        #expect(Ink.localeHasUnicode { environment[$0] } == hasUnicode)
    }

    @Test(arguments: [
        ([:], Language.en), (["LANG": "fr_FR.UTF-8"], .fr), (["LANG": "C"], .en),
        (["LC_ALL": "en_GB", "LANG": "fr_FR"], .en), (["LC_MESSAGES": "fr", "LANG": "en"], .fr),
        (["LC_CTYPE": "fr_FR"], .en),
    ])
    func theLanguageIsOfTheLocale(environment: [String: String], expected: Language) {
        #expect(Language.ofLocale { environment[$0] } == expected)
    }

    @Test func coloursAreOnlyWrittenWhereThereAreSome() {
        let line = InkLine("a ") + InkLine("é", .green) + InkLine("", .red) + InkLine("  ", .red)
        #expect(Ink(hasColour: true, hasUnicode: true).rendered(line) == "a \u{1B}[32mé\u{1B}[0m")
        #expect(Ink(hasColour: true, hasUnicode: false).rendered(line) == "a \u{1B}[32me\u{1B}[0m")
        #expect(Ink(hasColour: false, hasUnicode: true).rendered(line) == "a é")
        #expect(Ink(hasColour: false, hasUnicode: false).rendered(InkLine("  ")).isEmpty)
    }

    @Test(arguments: [
        ("a b c", 3, ["a b", "c"]), ("abcdef g", 3, ["abcdef", "g"]), ("", 3, [""]),
        ("ab", 2, ["ab"]), ("ab cd", 5, ["ab cd"]), ("ab cd", 4, ["ab", "cd"]),
    ])
    func linesAreWrapped(text: String, width: Int, expected: [String]) {
        #expect(text.wrapped(to: width) == expected)
    }
}
