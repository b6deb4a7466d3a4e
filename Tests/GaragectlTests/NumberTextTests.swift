import Foundation
import Testing

@testable import garagectl

/// Numbers of tables: quantiles by their definition, decimals beside the C library's.
@Suite struct NumberTextTests {
    /// The least value that at least the share of the list does not exceed.
    @Test func aQuantileIsTheNearestRank() {
        var random = SeededRandom(seed: 151)
        #expect([Int]().quantile(0.5) == nil)
        for _ in 0..<1_000 {
            let list = (0..<Int.random(in: 1...30, using: &random))
                .map { _ in Int.random(in: -9...9, using: &random) }.sorted()
            for percent in [0, 1, 25, 50, 75, 90, 99, 100] {
                let expected = list.first { value in
                    100 * list.count { $0 <= value } >= percent * list.count
                }
                #expect(list.quantile(Double(percent) / 100) == expected, "\(list) \(percent)")
            }
            #expect(list.quantile(-1) == list.first && list.quantile(2) == list.last)
        }
    }

    @Test(arguments: [
        (0.0, 0, "0"), (-0.0, 2, "0.00"), (0.5, 0, "1"), (-0.5, 0, "-1"), (-0.4, 0, "0"),
        (1.25, 1, "1.3"), (-1.25, 1, "-1.3"), (-0.004, 2, "0.00"), (-0.006, 2, "-0.01"),
        (9.999, 2, "10.00"), (0.05, 2, "0.05"), (12, 3, "12.000"), (1e15, 0, "1000000000000000"),
        (1e16, 0, "1e+16"), (1e300, 2, "1e+300"), (.infinity, 1, "inf"), (.nan, 1, "nan"),
    ])
    func decimalsAtTheEdges(number: Double, places: Int, expected: String) {
        #expect(number.text(places: places) == expected)
    }

    /// Apart from halves, which the C library rounds to the even one.
    @Test func decimalsAreThoseOfTheCLibrary() {
        var random = SeededRandom(seed: 152)
        for _ in 0..<20_000 {
            let places = Int.random(in: 0...6, using: &random)
            let scale = pow(10, Double(places))
            let number = Double.random(in: -1e5...1e5, using: &random)
            let part = (number * scale).magnitude.truncatingRemainder(dividingBy: 1)
            guard abs(part - 0.5) > 1e-4 else { continue }
            var expected = String(format: "%.\(places)f", number)
            if expected.allSatisfy({ "-0.".contains($0) }) { expected.replace("-", with: "") }
            #expect(number.text(places: places) == expected)
        }
    }
}
