import Testing

@testable import garagectl

@Suite struct ChartTests {
    private static let plain = Ink(hasColour: false, hasUnicode: false)
    private static let rich = Ink(hasColour: true, hasUnicode: true)

    private func lines(
        _ garages: [GarageLoad] = SampleLoad.three, _ language: Language = .en, width: Int = 80,
        limit: Int = 30, ink: Ink = plain, totals: String = SampleLoad.totals
    ) throws -> [String] {
        LoadChart(
            load: try SampleLoad.load(garages, totals: totals), words: LoadWords(language),
            width: width, limit: limit, ink: ink
        ).lines
    }

    @Test(arguments: [
        (0, 5...10, "starving", Standing.zero), (1, 5...10, "low", .below),
        (4, 5...10, "low", .below), (5, 5...10, "low", .inside), (10, 5...10, "high", .inside),
        (11, 5...10, "high", .above), (0, 0...0, "on-course", .inside),
        (1, 0...0, "overloaded", .above), (0, 0...3, "on-course", .inside),
        (0, 5...10, "out-of-scope", .closed), (12, 5...10, "out-of-scope", .closed),
    ])
    func garagesStandAtTheEdgesOfTheirBand(
        committed: Int, band: ClosedRange<Int>, verdict: String, expected: Standing
    ) {
        let garage = SampleLoad.garage("G1", committed, band: band, verdict: verdict)
        #expect(garage.standing == expected)
    }

    @Test func aMonthIsReadAtAGlance() throws {
        #expect(
            try lines() == [
                "March 2025 . as of Wednesday 19 March 2025, 17:58",
                "3 garages, 23 people",
                "Count    1 at zero . 0 below . 1 in band . 1 above . 0 closed, not counted",
                "Heading  1 starving . 0 low . 1 on course . 0 high . 1 overloaded",
                "         0 out of scope",
                "",
                "         ##             .. ## .. .. .. ..                   ##",
                "         ##             .. ## .. .. .. ..                   ##",
                "         ##             .. ## .. .. .. ..                   ##",
                "         ##             .. ## .. .. .. ..                   ##",
                "         ##             .. ## .. .. .. ..                   ##",
                "         ##             .. ## .. .. .. ..                   ##",
                "         ##             .. ## .. .. .. ..                   ##",
                "         ##             .. ## .. .. .. ..                   ##",
                "people    0  1  2  3  4 [5  6  7  8  9 10]11 12 13 14 15 16 17",
                "garages   1  .  .  .  .  .  1  .  .  .  .  .  .  .  .  .  .  1",
                "",
                "Worst first. # referred  - expected by the end  [ ] band",
                "G2  Garage Elan      ####[######]#######-------  17 > 24.2  5-10  overloaded",
                "G3  Le Relais        --  [......]                 0 >  1.6  5-10  starving",
                "G1  Atelier de Lens  ####[##-...]                 6 >  7.4  5-10  on course",
                "",
                "Garages in band now: 33 % (1 of 3). The best attainable at this demand and",
                "geography: 67 %. Mean: 8.00 people a garage.",
            ])
    }

    @Test func inFrenchWithColoursForATerminal() throws {
        let lines = try lines(SampleLoad.three, .fr, width: 100, ink: Self.rich)
        #expect(lines[0] == "mars 2025 · au mercredi 19 mars 2025, 17 h 58")
        #expect(
            lines.contains(
                "G3  Le Relais        "
                    + "\u{1B}[2m░░\u{1B}[0m  [······]                 0 →  1,6  5–10  "
                    + "\u{1B}[33men manque\u{1B}[0m"))
        #expect(
            lines.suffix(2).joined(separator: " ")
                == "Garages dans l'objectif à ce jour\u{A0}: 33\u{A0}% (1 sur 3). "
                + "Au mieux, avec cette demande et cette géographie\u{A0}: 67\u{A0}%. "
                + "Moyenne\u{A0}: 8,00 personnes par garage.")
    }

    @Test func withoutColourNothingButASCIIIsPrinted() throws {
        let odd = [SampleLoad.garage("Gé", 3, name: "Œuvre — 修理 «à l'Être» \u{1B}[2J")]
        for language in Language.allCases {
            for line in try lines(SampleLoad.three + odd, language) {
                #expect(line.utf8.allSatisfy { (0x20..<0x7F).contains($0) }, "\(line)")
            }
        }
    }

    @Test(arguments: [40, 60, 80, 81, 132, 250])
    func noLineIsWiderThanTheTerminal(width: Int) throws {
        let many = (0..<300).map { index in
            SampleLoad.garage(
                "G\(index)", index % 37, band: index % 5...(index % 5 + 6),
                forecast: Double(index % 90), verdict: LoadWords.verdicts[index % 6],
                name: String(repeating: "long ", count: index % 9))
        }
        for language in Language.allCases where width >= 80 {
            let lines = try lines(many, language, width: width, limit: 300)
            #expect(lines.map(\.count).max() ?? 0 <= width)
            #expect(lines.count { $0.hasPrefix("G") && $0.contains("[") } >= 300)
        }
        // Narrower than any terminal: lines are long, but nothing breaks.
        #expect(try lines(many, .en, width: width).count > 30)
    }

    @Test func whatIsNotShownIsSaidAndCountedAllTheSame() throws {
        let lines = try lines(limit: 1)
        #expect(lines.contains("1 of 3 garages; --limit 3 shows them all."))
        #expect(lines.contains("3 garages, 23 people"))
        #expect(!lines.contains { $0.hasPrefix("G3") })
    }

    @Test func anEmptyNetworkHasAChartToo() throws {
        let lines = try lines([], totals: "OK garages=0")
        #expect(lines.contains("0 garages, 0 people"))
        #expect(
            lines.suffix(2).joined(separator: " ")
                == "Garages in band now: unknown. The best attainable at this demand and "
                + "geography: unknown. Mean: unknown.")
    }

    @Test func worstComesFirst() {
        let garages = [
            SampleLoad.garage("G7", 7, below: 1, verdict: "out-of-scope"),
            SampleLoad.garage("G6", 7),
            SampleLoad.garage("G5", 4, forecast: 4.4, below: 0.7, verdict: "low"),
            SampleLoad.garage("G4", 4, forecast: 4.4, below: 0.6, verdict: "starving"),
            SampleLoad.garage("G3", 3, forecast: 3, below: 1, verdict: "starving"),
            SampleLoad.garage("G2", 3, forecast: 3, below: 1, verdict: "starving"),
            SampleLoad.garage("G1", 20, forecast: 22, above: 1, verdict: "overloaded"),
        ]
        #expect(
            garages.sorted(by: GarageLoad.worstFirst).map(\.id)
                == ["G1", "G2", "G3", "G4", "G5", "G6", "G7"])
    }

    @Test(arguments: [
        (
            "OK garages=300 in=96 mean=4.04 attainable=0.62", "32\u{A0}%", "62\u{A0}%", 4.04
        ),
        ("OK garages=300 in=96 in_share=0.33 mean=4", "33\u{A0}%", "unknown", 4),
        ("OK garages=0 in=0", "unknown", "unknown", nil),
        ("OK in_share=nan attainable=-1 mean=inf", "unknown", "unknown", nil),
        ("OK garages=8 in=1 attainable=1.00 mean=x", "13\u{A0}%", "100\u{A0}%", nil),
    ])
    func honestNumbersAreWhatTheDaemonSaid(
        final: String, share: String, attainable: String, mean: Double?
    ) throws {
        let reply = WireReply(rows: [], final: try FinalLine(worked: final))
        let numbers = HonestNumbers(try reply.get(verb: "LOAD"))
        let words = LoadWords(.en)
        #expect(words.percent(numbers.share) == share)
        #expect(words.percent(numbers.attainable) == attainable)
        #expect(numbers.mean == mean)
    }

    @Test(arguments: [
        (0, 2, "0.00", "0,00"), (4.04, 2, "4.04", "4,04"), (4.96, 1, "5.0", "5,0"),
        (12.25, 1, "12.3", "12,3"), (0.05, 1, "0.1", "0,1"), (-1, 1, "0.0", "0,0"),
    ])
    func decimals(number: Double, places: Int, english: String, french: String) {
        #expect(LoadWords(.en).decimal(number, places: places) == english)
        #expect(LoadWords(.fr).decimal(number, places: places) == french)
    }

    @Test(arguments: [
        (0, "0 people", "0 personne"), (1, "1 person", "1 personne"),
        (2, "2 people", "2 personnes"), (1_211, "1,211 people", "1\u{A0}211 personnes"),
        (1_000_007, "1,000,007 people", "1\u{A0}000\u{A0}007 personnes"),
    ])
    func peopleAreCountedInWords(number: Int, english: String, french: String) {
        #expect(LoadWords(.en).people(number) == english)
        #expect(LoadWords(.fr).people(number) == french)
    }
}
