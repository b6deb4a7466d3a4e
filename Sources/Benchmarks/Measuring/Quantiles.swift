/// Values in order, of which any share can be asked.
struct Quantiles: Equatable {
    private let sorted: [Double]

    init(_ values: [Double]) { sorted = values.sorted() }

    var isEmpty: Bool { sorted.isEmpty }
    var least: Double? { sorted.first }
    var median: Double? { at(0.5) }

    /// The smallest value that is not below this share of all values, the nearest rank.
    ///
    /// Nothing is made up between two values, so a percentile is always one that was seen.
    /// - Parameter share: From 0 to 1.
    /// - Returns: Nil where there are no values, or the share is no share.
    func at(_ share: Double) -> Double? {
        guard !sorted.isEmpty, share >= 0, share <= 1 else { return nil }
        let rank = Int((share * Double(sorted.count)).rounded(.up))
        return sorted[max(0, rank - 1)]
    }
}
