import Testing

@testable import garagectl

/// The chart of a month at every width from a narrow window to a wide screen.
@Suite struct ChartWidthTests {
    private static let plain = Ink(hasColour: false, hasUnicode: false)

    private static let garages = (0..<60).map { index in
        SampleLoad.garage(
            "G\(index)", index % 31, band: index % 5...(index % 5 + 6),
            forecast: Double(index % 40), verdict: LoadWords.verdicts[index % 6],
            name: ["Garage", "Élan solidaire", "", "修理", "A & B <C>"][index % 5]
                + String(repeating: " x", count: index % 12))
    }

    private func lines(
        _ width: Int, _ language: Language, limit: Int = 60, ink: Ink = plain
    ) throws -> [String] {
        LoadChart(
            load: try SampleLoad.load(Self.garages, totals: SampleLoad.totals),
            words: LoadWords(language), width: width, limit: limit, ink: ink
        ).lines
    }

    /// The ids of the bars, in their order.
    private func bars(_ lines: [String]) -> [Substring] {
        lines.filter { $0.hasPrefix("G") && $0.contains(where: \.isNumber) && $0.contains("[") }
            .map { $0.prefix { $0 != " " } }
    }

    /// Wide enough for a terminal of 80: nothing is wider than the screen.
    @Test(arguments: 80...200)
    func noLineIsWiderThanTheScreen(width: Int) throws {
        for language in Language.allCases {
            let widest = try lines(width, language).max { $0.count < $1.count } ?? ""
            #expect(widest.count <= width, "\(widest)")
        }
    }

    /// However narrow: every garage once, worst first, and the same numbers.
    @Test(arguments: 40...200)
    func everyGarageHasItsBarAtEveryWidth(width: Int) throws {
        let expected = Self.garages.sorted(by: GarageLoad.worstFirst).map(\.id)
        for language in Language.allCases {
            let lines = try lines(width, language)
            #expect(bars(lines).map(String.init) == expected)
            #expect(lines.allSatisfy { $0.last != " " })
            #expect(lines.allSatisfy { $0.utf8.allSatisfy { (0x20..<0x7F).contains($0) } })
            let words = lines.joined(separator: " ").split(separator: " ")
            #expect(words.contains("60") && words.contains("4-10"))
        }
    }

    @Test(arguments: [40, 79, 80, 120, 200], [1, 2, 30, 59, 60, 61, 1_000])
    func asManyBarsAsAskedFor(width: Int, limit: Int) throws {
        #expect(bars(try lines(width, .en, limit: limit)).count == min(limit, 60))
    }

    /// Colours take no room and letters one column each: the same line, dressed.
    @Test(arguments: [40, 80, 81, 133, 200])
    func coloursChangeNoLength(width: Int) throws {
        let bare = try lines(width, .en, ink: Ink(hasColour: false, hasUnicode: true))
        let coloured = try lines(width, .en, ink: Ink(hasColour: true, hasUnicode: true))
        #expect(coloured.map(Self.withoutColours) == bare)
        #expect(coloured != bare)
    }

    private static func withoutColours(_ line: String) -> String {
        line.split(separator: "\u{1B}[", omittingEmptySubsequences: false).enumerated()
            .map { index, part in
                index == 0 ? part : part.drop { $0 != "m" }.dropFirst()
            }.joined()
    }
}
