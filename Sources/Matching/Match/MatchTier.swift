/// Which garages go first, whatever they cost: a tier comes after all of the tiers before it.
///
/// Tiers hold among the garages within the detour cap, under policies that balance the network
/// (``MatchingPolicy/goal``). Nobody is refused for a tier.
package enum MatchTier: Int, Comparable, CaseIterable, Sendable {
    /// What distance and price say.
    case ordinary
    /// It let the last proposals pass without an answer (``Garage/muteSince``).
    case mute

    package static func < (a: MatchTier, b: MatchTier) -> Bool { a.rawValue < b.rawValue }
}

/// How a month is spread over its weeks: a garage that has had a quarter of its band this week
/// (``TargetBand/weeklySoftCap``) counts as so much further away.
///
/// Nobody is refused for it, and it holds under policies that balance the network
/// (``MatchingPolicy/goal``). On the frozen years of 1,500, 2,250 and 3,000 people a month, in
/// points of the gain of ``MatchingPolicy/balanced``, and in per cent of garage-weeks with more
/// than three people:
///
/// | km       | gain lost       | weeks above 3   |
/// |----------|-----------------|-----------------|
/// | 0        | 0, 0, 0         | 4.0, 8.9, 15.8  |
/// | 1        | 0.1, 0.1, 0.4   | 3.6, 7.7, 14.1  |
/// | 3        | 0.7, 0.7, 1.9   | 3.1, 6.4, 12.1  |
/// | 8        | 1.7, 2.8, 6.0   | 2.7, 5.7, 10.4  |
/// | ``maxKm`` | 2.7, 4.6, 9.7  | 2.6, 5.6, 9.9   |
package enum WeekSpread {
    /// What spreads at a cost that is hardly felt.
    package static let standardKm = 1.0
    /// More than any difference of prices and distances: garages below their weekly cap come
    /// before all others within the detour cap.
    package static let maxKm = 150.0
}
