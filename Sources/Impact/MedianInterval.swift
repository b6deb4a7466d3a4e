/// A confidence interval of a median that supposes nothing of how the values are distributed.
///
/// From the r-th smallest value to the r-th largest: with n independent values, the number of them
/// below the true median is binomial with one half, so this misses it with probability
/// 2 · P(Bin(n, ½) ≤ r − 1). r is the largest for which that is at most 5 %: the smallest n is 6,
/// and the true coverage (``coverage``) is always 95 % or more, for values that are all different;
/// where values are equal, as whole points often are, it is higher still. For paired samples it is
/// the interval of the median difference that belongs to the sign test, right for few pairs and
/// for differences that are not symmetric, where the interval of Wilcoxon or of Student is not.
///
/// Sources: W. J. Conover, Practical Nonparametric Statistics, 3rd ed. (1999), section 3.2; G. J.
/// Hahn and W. Q. Meeker, Statistical Intervals (1991), section 5.2.
package struct MedianInterval: Equatable, Sendable {
    package let low: Double
    package let high: Double
    /// The probability that such an interval holds the true median, 0.95...1.
    package let coverage: Double

    /// The fewest values that give an interval: with 5, even the smallest and the largest miss the
    /// median in 1 case of 16.
    package static let valuesMin = 6
    /// How often an interval may miss.
    static let missMax = 0.05

    /// Takes values in order, the smallest first; nil for fewer than ``valuesMin``.
    package init?(ofSorted values: [Double]) {
        guard let (rank, coverage) = Self.rank(values.count) else { return nil }
        low = values[rank - 1]
        high = values[values.count - rank]
        self.coverage = coverage
    }

    /// Which values bound the interval, counted from 1 at either end; O(count).
    ///
    /// The terms of the binomial are added relative to the largest one, from the middle outwards:
    /// 2^−n itself is nothing for a computer when n is a few thousand.
    package static func rank(_ count: Int) -> (rank: Int, coverage: Double)? {
        guard count >= valuesMin else { return nil }
        // terms[k] for k up to the middle; the other half is their mirror.
        let middle = count / 2
        var terms = [Double](repeating: 1, count: middle + 1)
        for k in stride(from: middle, to: 0, by: -1) {
            terms[k - 1] = terms[k] * Double(k) / Double(count - k + 1)
        }
        var whole = 2 * terms.reduce(0, +)
        if count.isMultiple(of: 2) { whole -= terms[middle] }
        var (rank, missed, tail) = (0, 0.0, 0.0)
        for k in 0...middle {
            tail += terms[k]
            guard 2 * tail / whole <= missMax else { break }
            (rank, missed) = (k + 1, 2 * tail / whole)
        }
        return rank > 0 ? (rank, 1 - missed) : nil
    }

    /// The middle value, or halfway between the two middle ones; nil of nothing.
    package static func median(ofSorted values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let (low, high) = (values[(values.count - 1) / 2], values[values.count / 2])
        return low + (high - low) / 2
    }
}
