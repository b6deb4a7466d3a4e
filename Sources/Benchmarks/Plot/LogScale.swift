import Foundation

/// Equal ratios, equal lengths.
struct LogScale: Equatable {
    let low: Double
    let high: Double
    /// Where `low` and `high` come to lie, in pixels.
    let from: Double
    let to: Double

    /// A scale that holds all values and begins and ends at a step of ``steps``.
    init?(holding values: [Double], from: Double, to: Double) {
        let positive = values.filter { $0 > 0 && $0.isFinite }
        guard let least = positive.min(), let most = positive.max() else { return nil }
        (self.from, self.to) = (from, to)
        let isWide = most / least > 100
        low = Self.step(atOrBelow: least, decadesOnly: isWide)
        let top = Self.step(atOrAbove: most, decadesOnly: isWide)
        high = top > low ? top : low * 10
    }

    func position(of value: Double) -> Double {
        from + (to - from) * log10(value / low) / log10(high / low)
    }

    /// Where lines are drawn and numbers stand: decades, or 1, 2, 5 where there are few decades.
    var ticks: [Double] {
        let multiples: [Double] = high / low > 1000 ? [1] : [1, 2, 5]
        let exponents = Int(log10(low).rounded(.down))...Int(log10(high).rounded(.up))
        return exponents.flatMap { exponent in multiples.map { $0 * pow(10, Double(exponent)) } }
            .filter { $0 >= low * 0.999 && $0 <= high * 1.001 }
    }

    private static func step(atOrBelow value: Double, decadesOnly: Bool) -> Double {
        let decade = pow(10, log10(value * 1.000_001).rounded(.down))
        guard !decadesOnly else { return decade }
        return [5, 2, 1].map { $0 * decade }.first { $0 <= value * 1.000_001 } ?? decade
    }

    private static func step(atOrAbove value: Double, decadesOnly: Bool) -> Double {
        let decade = pow(10, log10(value * 0.999_999).rounded(.down))
        let multiples: [Double] = decadesOnly ? [1, 10] : [1, 2, 5, 10]
        return multiples.map { $0 * decade }.first { $0 >= value * 0.999_999 } ?? decade * 10
    }
}
