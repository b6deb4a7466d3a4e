package import Geometry

/// One wish to be sent to a garage, without the person: what coverage, steering and what-if
/// questions are computed from.
package struct DemandRecord: Equatable, Sendable {
    /// The day in Paris that it was made on.
    package var day: Day
    /// Where the person starts from, rounded to ``originStepDegrees``.
    package var origin: Coordinate
    /// How far the person can go, great circle.
    package var reachKm: Double
    /// The organisation that asked; 0 is the network itself.
    package var organisation: Int64
    /// The garage's number; nil while nobody could be found.
    package var garage: Int64?

    /// About a kilometre: enough for basins and maps, too coarse to be somebody's door.
    package static let originStepDegrees = 0.01

    package init(
        day: Day, origin: Coordinate, reachKm: Double, organisation: Int64, garage: Int64?
    ) {
        self.day = day
        self.origin = origin
        self.reachKm = reachKm
        self.organisation = organisation
        self.garage = garage
    }
}

extension Coordinate {
    /// The nearest point of the grid of ``DemandRecord/originStepDegrees``.
    package var coarse: Coordinate {
        // Hundredths, by a division: the nearest number to a decimal, as it reads when printed.
        let latitude = (latitude * 100).rounded() / 100
        let longitude = (longitude * 100).rounded() / 100
        return (try? Coordinate(latitude: latitude, longitude: longitude)) ?? self
    }
}

/// A person whom no garage could take when they were referred, and who still waits.
package struct UnplacedRequest: Equatable, Sendable {
    /// Grows with time; the key to go on from.
    package var number: Int64
    package var beneficiary: BeneficiaryID
    package var organisation: Int64
    /// When it was first tried.
    package var since: Instant
    /// How often it was tried.
    package var tries: Int
    package var origin: Coordinate
    package var reachKm: Double
    /// The last try's garages in reach, and why each could not take the person.
    package var reachable: Int
    package var full: Int
    package var closed: Int
    package var unsuitable: Int
    /// Why it came to nothing at garages that were asked before, first to last: ``ReasonCode``s,
    /// `no-answer`, `no-show`; empty where none was.
    package var reasons: [String]
    /// The last of those referrals.
    package var previous: ReferralCode?

    package init(
        number: Int64, beneficiary: BeneficiaryID, organisation: Int64, since: Instant, tries: Int,
        origin: Coordinate, reachKm: Double, reachable: Int, full: Int, closed: Int,
        unsuitable: Int, reasons: [String] = [], previous: ReferralCode? = nil
    ) {
        self.number = number
        self.beneficiary = beneficiary
        self.organisation = organisation
        self.since = since
        self.tries = tries
        self.origin = origin
        self.reachKm = reachKm
        self.reachable = reachable
        self.full = full
        self.closed = closed
        self.unsuitable = unsuitable
        self.reasons = reasons
        self.previous = previous
    }
}
