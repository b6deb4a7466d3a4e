import Foundation
import Testing

@testable import Benchmarks

/// Scales whose steps can be read, and pictures that hold what they were given.
@Suite struct PlotTests {
    struct ScaleCase: Sendable {
        let values: [Double]
        let low: Double
        let high: Double
        let ticks: [Double]
    }

    @Test(
        "a scale begins and ends at a step, and holds all values",
        arguments: [
            ScaleCase(
                values: [1, 1000], low: 1, high: 1000,
                ticks: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]),
            ScaleCase(
                values: [316, 1e7], low: 100, high: 1e7, ticks: [100, 1e3, 1e4, 1e5, 1e6, 1e7]),
            ScaleCase(values: [30, 90], low: 20, high: 100, ticks: [20, 50, 100]),
            ScaleCase(values: [7], low: 5, high: 10, ticks: [5, 10]),
            ScaleCase(values: [1], low: 1, high: 10, ticks: [1, 2, 5, 10]),
            ScaleCase(
                values: [0.002, 0.04], low: 0.002, high: 0.05,
                ticks: [0.002, 0.005, 0.01, 0.02, 0.05]),
        ])
    func scale(row: ScaleCase) throws {
        let scale = try #require(LogScale(holding: row.values, from: 0, to: 100))
        #expect(abs(scale.low / row.low - 1) < 1e-9, "\(scale.low)")
        #expect(abs(scale.high / row.high - 1) < 1e-9, "\(scale.high)")
        #expect(scale.ticks.count == row.ticks.count, "\(scale.ticks)")
        for (tick, expected) in zip(scale.ticks, row.ticks) {
            #expect(abs(tick / expected - 1) < 1e-9)
        }
    }

    @Test("equal ratios are equal lengths, in both directions")
    func positions() throws {
        let across = try #require(LogScale(holding: [1, 1e4], from: 100, to: 500))
        #expect(
            [1, 10, 100, 1e3, 1e4].map { across.position(of: $0) } == [100, 200, 300, 400, 500])
        let up = try #require(LogScale(holding: [1, 1e4], from: 500, to: 100))
        #expect(abs(up.position(of: 1e3) - 200) < 1e-9)
    }

    @Test("nothing above 0 makes no scale")
    func noScale() {
        #expect(LogScale(holding: [], from: 0, to: 1) == nil)
        #expect(LogScale(holding: [0, -1, .infinity, .nan], from: 0, to: 1) == nil)
    }

    @Test(
        "steps are written short",
        arguments: [
            (0.5, "0.5"), (1, "1"), (500, "500"), (1e3, "1 k"), (2e4, "20 k"), (1e6, "1 M"),
            (5e9, "5 G"),
        ])
    func labels(tick: Double, label: String) {
        #expect(Plot.label(tick) == label)
    }

    @Test("a picture is well formed XML, holds each curve once and escapes its words")
    func picture() throws {
        let curves = ["a < b & c", "second"].map {
            Curve(plot: Plot.points.name, name: $0, points: PlotTests.bent)
        }
        let svg = try #require(Plot.points.svg(curves))
        #expect(svg.components(separatedBy: "<polyline").count == 3)
        #expect(svg.contains("a &lt; b &amp; c"))
        #expect(svg.contains("prefers-color-scheme: dark"))
        var open: [Substring] = []
        for tag in svg.matches(of: /<(\/?)(\w+)[^>]*?(\/?)>/) {
            if tag.1 == "/" {
                #expect(open.popLast() == tag.2)
            } else if tag.3.isEmpty {
                open.append(tag.2)
            }
        }
        #expect(open.isEmpty)
        #expect(!svg.contains("nan") && !svg.contains("inf"))
    }

    @Test("no curves, no picture")
    func noPicture() {
        #expect(Plot.points.svg([]) == nil)
        #expect(Plot.points.svg([Curve(plot: "", name: "", points: [])]) == nil)
    }

    @Test("the table has a row for each place of any curve, and a dash where one has none")
    func table() {
        let curves = [
            Curve(plot: "", name: "one", points: [.init(x: 10, y: 5), .init(x: 100, y: 7)]),
            Curve(plot: "", name: "two", points: [.init(x: 100, y: 3e3)]),
        ]
        #expect(
            Plot.points.table(curves).rows == [
                ["10", "5.00 ns", "–"], ["100", "7.00 ns", "3.00 µs"],
            ])
    }

    /// Flat up to 1,000, then in proportion.
    static let bent = [10.0, 100, 1_000, 10_000, 100_000].map {
        Curve.Point(x: $0, y: 50 * max(1, $0 / 1_000))
    }

    @Test("a bend is where flat becomes proportional, and only there")
    func bend() {
        let curve = Curve(plot: "", name: "c", points: PlotTests.bent)
        let bends = Bend.all(of: curve)
        #expect(bends.map(\.point.x) == [1_000])
        #expect(abs((bends.first?.before ?? 9)) < 1e-9)
        #expect(abs((bends.first?.after ?? 9) - 1) < 1e-9)
    }

    @Test("powers and level lines have no bend, nor have two points")
    func straight() {
        for power in [0.0, 0.5, 1, 2] {
            let points = (1...8).map {
                Curve.Point(x: pow(10, Double($0)), y: pow(10, power * Double($0)))
            }
            #expect(Bend.all(of: Curve(plot: "", name: "", points: points)).isEmpty)
        }
        #expect(
            Bend.all(of: Curve(plot: "", name: "", points: Array(PlotTests.bent.prefix(2)))).isEmpty
        )
    }

    @Test("the sentence takes the nearest mark, or says that nobody knows")
    func sentences() throws {
        let marks = [
            Curve.Mark(x: 100, label: "L1 full", reason: "of L1"),
            Curve.Mark(x: 1_500, label: "L2 full", reason: "of L2"),
        ]
        let curve = Curve(plot: "", name: "ours", points: PlotTests.bent, marks: marks)
        let bend = try #require(Bend.all(of: curve).first)
        let sentence = bend.sentence(about: curve, unit: "points")
        #expect(sentence.hasPrefix("**ours** turns from x^0.00 to x^1.00 at about 1,000 points"))
        #expect(sentence.hasSuffix("of L2."))
        let flattening = Curve.Mark(x: 1_000, label: "", reason: "of a rim", isSteeper: false)
        let other = Curve(plot: "", name: "ours", points: PlotTests.bent, marks: [flattening])
        #expect(!bend.sentence(about: other, unit: "points").contains("of a rim"))
        let bare = Curve(plot: "", name: "ours", points: PlotTests.bent, marks: [marks[0]])
        #expect(!bend.sentence(about: bare, unit: "points").contains("of L1"))
    }
}
