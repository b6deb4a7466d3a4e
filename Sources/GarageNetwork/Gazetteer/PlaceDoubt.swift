package import Geometry

/// Why a position, a postal code and a town do not seem to be of one place.
///
/// A doubt is for a person to look into, not a refusal: now and then the record is right.
package enum PlaceDoubt: Equatable, Sendable {
    /// No place has the postal code, and the town does not explain it; what place of which
    /// department is nearest to the position, if one is near.
    case unknownPostcode(String, near: String?)
    /// The position is in the town, the postal code is of places far from there.
    case postcodeOfElsewhere(String, town: String, distance: Distance)
    /// The position is farther from the place than a commune reaches.
    case farFromPlace(String, distance: Distance, allowed: Distance)

    /// What is doubtful and what to check, in one sentence that a person reads.
    package var sentence: String {
        switch self {
        case .unknownPostcode(let code, let near):
            let nearby = near.map { "; the position is near \($0)" } ?? ""
            return "no place known here has the postal code \(code)\(nearby): check the code."
        case .postcodeOfElsewhere(let code, let town, let distance):
            return "the position is in \(town), but the postal code \(code) serves places"
                + " \(distance.wholeKilometres) km away: check both."
        case .farFromPlace(let place, let distance, let allowed):
            return "the position is \(distance.wholeKilometres) km from \(place), where"
                + " \(allowed.wholeKilometres) km is usual: check the position."
        }
    }
}

extension Distance {
    fileprivate var wholeKilometres: Int {
        // No two places of the Earth are farther apart than this; above it Int would trap.
        Int(min(kilometres, 20_100).rounded())
    }
}
