/// What of a garage's month a policy weighs.
package enum MatchingPrice: Sendable {
    /// ``MonthEnd/peopleKm``.
    case people
    /// ``MonthEnd/garagesKm``.
    case garages
    /// ``MonthEnd/price``.
    case ownMonth
    /// The referrals of the month, each more than any reach.
    case count
    /// The distance alone decides.
    case nothing

    /// One referral less outweighs every distance.
    private static let oneReferralKm = 100.0

    /// Kilometres to add to the garage's distance.
    @inline(__always)
    func km(_ month: borrowing MonthEnd) -> Double {
        switch self {
        case .people: month.peopleKm
        case .garages: month.garagesKm
        case .ownMonth: month.price.km
        case .count: Double(month.committed) * Self.oneReferralKm
        case .nothing: 0
        }
    }
}
