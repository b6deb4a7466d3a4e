/// A 95 % confidence interval of a proportion: Wilson's score interval.
///
/// Chosen over the exact one of Clopper and Pearson, which is wider than it says (often 98 % for
/// few people), and over the textbook p ± z·√(p(1−p)/n), which is too narrow and leaves 0...1. Its
/// coverage is near 95 % on average and may fall a little below for proportions near 0 or 1.
///
/// Sources: E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209–212;
/// recommended for few cases by L. D. Brown, T. T. Cai and A. DasGupta, Statistical Science 16
/// (2001), 101–133.
package struct WilsonInterval: Equatable, Sendable {
    /// In 0...1.
    package let low: Double
    package let high: Double

    /// The 97.5 % quantile of the normal distribution.
    static let z = 1.959963984540054

    /// - Returns: nil unless `cases` are among at least one.
    package init?(_ cases: Int, of whole: Int) {
        guard whole > 0, (0...whole).contains(cases) else { return nil }
        let (n, share) = (Double(whole), Double(cases) / Double(whole))
        let square = Self.z * Self.z
        let centre = share + square / (2 * n)
        let spread =
            Self.z * (share * (1 - share) / n + square / (4 * n * n)).squareRoot()
        // What is exact at the ends is not left to rounding.
        low = cases == 0 ? 0 : (centre - spread) / (1 + square / n)
        high = cases == whole ? 1 : (centre + spread) / (1 + square / n)
    }
}
