import Testing

@testable import Benchmarks

/// A percentile is a value that was seen.
@Suite struct QuantilesTests {
    static let ten = Quantiles([9, 1, 8, 2, 7, 3, 6, 4, 10, 5])

    @Test(
        "the smallest value that is not below the share",
        arguments: [
            (0, 1), (0.01, 1), (0.1, 1), (0.11, 2), (0.5, 5), (0.51, 6), (0.9, 9), (0.99, 10),
            (1, 10),
        ])
    func nearestRank(share: Double, value: Double) {
        #expect(Self.ten.at(share) == value)
    }

    @Test("one value is every percentile")
    func single() {
        let one = Quantiles([42])
        #expect(one.median == 42)
        #expect(one.at(0) == 42 && one.at(1) == 42)
        #expect(one.least == 42)
    }

    @Test("no values have none, and a share beyond all is none")
    func nothing() {
        #expect(Quantiles([]).median == nil)
        #expect(Quantiles([]).isEmpty)
        #expect(Self.ten.at(-0.01) == nil && Self.ten.at(1.01) == nil)
    }
}
