import Foundation
import LineProtocol
import Testing

@Suite struct DecimalTests {
    @Test(
        "rounds to nearest on the exact binary value, ties away from zero",
        arguments: [
            (0, 2, "0.00"), (-0.0, 2, "0.00"), (-0.001, 2, "0.00"), (-0.005, 2, "-0.01"),
            (0.125, 2, "0.13"), (-0.125, 2, "-0.13"), (0.5, 0, "1"), (1.5, 0, "2"),
            (2.5, 0, "3"), (-0.4, 0, "0"), (1.005, 2, "1.00"), (12.345, 2, "12.35"),
            (0.995, 2, "0.99"), (9.999, 2, "10.00"), (999_999.999_5, 3, "1000000.000"),
            (0.1, 15, "0.100000000000000"), (.leastNonzeroMagnitude, 15, "0.000000000000000"),
            (999_999_999_999_999.9, 1, "999999999999999.9"), (1e15, 1, "1000000000000000.0"),
            (9.2e18, 1, "9200000000000000000.0"), (1e19, 2, "1e+19"), (1, 99, "1.000000000000000"),
            (1.7, -3, "2"), (.infinity, 2, "null"), (.nan, 2, "null"),
        ] as [(Double, Int, String)])
    func table(value: Double, places: Int, expected: String) {
        #expect(json(.decimal(value, places: places)) == expected)
    }

    @Test("agrees with the C library, which is exact too, except on ties")
    func agreesWithC() {
        var random = SplitMix(seed: 5)
        for _ in 0..<50_000 {
            let places = Int.random(in: 0...9, using: &random)
            let size = pow(10, Double.random(in: -9...15, using: &random))
            let value = Double.random(in: -size...size, using: &random)
            var expected = String(format: "%.\(places)f", value)
            if expected.allSatisfy({ "-0.".contains($0) }) { expected.replace("-", with: "") }
            let exact = String(format: "%.80f", value).drop { $0 != "." }.dropFirst(1 + places)
            if exact.first == "5", exact.dropFirst().allSatisfy({ $0 == "0" }) { continue }
            #expect(json(.decimal(value, places: places)) == expected)
        }
    }

    @Test(
        "whole numbers to the ends of their range",
        arguments: [0, 1, -1, 9, 10, 99, 100, -1_000, .max, .min] as [Int64])
    func whole(value: Int64) { #expect(json(.whole(value)) == String(value)) }

    private func json(_ value: Field.Value) -> String {
        let line = encode(.success(Reply(rows: [[Field("x", value)]])))
        return String(line.prefix { $0 != "}" }.dropFirst(7))
    }
}
