import Foundation
import Testing

@testable import Impact

/// Intervals as another program has them: exact binomials and SciPy's `quantile_test` for medians,
/// `binomtest(…).proportion_ci(method="wilson")` for shares.
@Suite struct IntervalTests {
    struct Vectors: Decodable {
        struct Median: Decodable {
            let differences: [Double]
            let median, low, high, coverage: Double?
        }
        struct Proportion: Decodable {
            let cases, of: Int
            let low, high: Double
        }
        struct Rank: Decodable {
            let n, rank: Int
            let coverage: Double
        }
        let medians: [Median]
        let proportions: [Proportion]
        let ranks: [Rank]
    }

    private func vectors() throws -> Vectors {
        let file = try #require(
            Bundle.module.url(
                forResource: "interval_vectors", withExtension: "json", subdirectory: "Resources"))
        return try JSONDecoder().decode(Vectors.self, from: Data(contentsOf: file))
    }

    @Test("medians and their intervals are those of the other program")
    func medians() throws {
        let vectors = try vectors().medians
        #expect(vectors.count > 100)
        for vector in vectors {
            let sorted = vector.differences.sorted()
            #expect(MedianInterval.median(ofSorted: sorted) == vector.median)
            let interval = MedianInterval(ofSorted: sorted)
            #expect(interval?.low == vector.low, "\(sorted.count)")
            #expect(interval?.high == vector.high, "\(sorted.count)")
            guard let found = interval?.coverage, let known = vector.coverage else {
                #expect(interval == nil && vector.coverage == nil)
                continue
            }
            #expect(abs(found - known) < 1e-12)
        }
    }

    @Test("large samples neither overflow nor lose the last digits")
    func ranks() throws {
        for vector in try vectors().ranks {
            let found = try #require(MedianInterval.rank(vector.n))
            #expect(found.rank == vector.rank)
            #expect(abs(found.coverage - vector.coverage) < 1e-9)
        }
    }

    @Test("shares have Wilson's interval, exact at both ends")
    func proportions() throws {
        for vector in try vectors().proportions {
            let found = try #require(WilsonInterval(vector.cases, of: vector.of))
            #expect(abs(found.low - vector.low) < 1e-12)
            #expect(abs(found.high - vector.high) < 1e-12)
        }
        #expect(WilsonInterval(0, of: 7)?.low == 0 && WilsonInterval(7, of: 7)?.high == 1)
        #expect(WilsonInterval(0, of: 0) == nil && WilsonInterval(2, of: 1) == nil)
        #expect(WilsonInterval(-1, of: 1) == nil)
    }

    @Test("five values give no interval, six their smallest and largest")
    func fewest() {
        #expect(MedianInterval(ofSorted: [1, 2, 3, 4, 5]) == nil)
        let six = MedianInterval(ofSorted: [1, 2, 3, 4, 5, 9])
        #expect(six?.low == 1 && six?.high == 9 && six?.coverage == 0.96875)
        #expect(MedianInterval.median(ofSorted: []) == nil)
    }

    @Test("the interval holds the true median as often as it says", arguments: [6, 9, 12, 25])
    func coverage(count: Int) throws {
        var state: UInt64 = 20_261_121
        func random() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / Double(1 << 53)
        }
        let promised = try #require(MedianInterval.rank(count)).coverage
        let trials = 20_000
        // Skewed on purpose: squares of even numbers have their median at a quarter.
        let held = (0..<trials).count { _ in
            let values = (0..<count).map { _ in random() }.map { $0 * $0 }.sorted()
            guard let interval = MedianInterval(ofSorted: values) else { return false }
            return interval.low <= 0.25 && 0.25 <= interval.high
        }
        #expect(abs(Double(held) / Double(trials) - promised) < 0.006)
    }
}
