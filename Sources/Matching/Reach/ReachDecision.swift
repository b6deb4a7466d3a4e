package import GarageNetwork

/// How far one person is sent, and what that followed from.
package struct ReachDecision: Equatable, Sendable {
    /// The distance, the way it is made, and how much further than the nearest garage is accepted.
    package let reach: Reach
    /// What it followed from, in the order of ``ReachCause``; empty where nothing was known.
    package let causes: [ReachCause]
}

/// What a reach can follow from, in words that may be read by anybody who may read the person.
///
/// An assessment is told as ``person`` on purpose: its reply says neither body nor mind.
package enum ReachCause: String, CaseIterable, Sendable {
    /// The keys of the request: they win over all that is known.
    case request
    /// What an adviser set for this person: their limits, how far is far, how they travel.
    case adviser
    /// The car: off the road, or with a defect.
    case car
    /// Something that concerns only the person.
    case person
}

extension Reach {
    /// Further than this nobody drives a car that has a defect, unless the request says so.
    package static let defectKm = 20.0
    /// What balancing may ask of somebody whose car has a defect.
    package static let defectDetourCapKm = 5.0

    fileprivate func capped(km: Double) -> Reach {
        km < self.km ? Reach(km: km, mode: mode, limit: .km(km), detourCapKm: detourCapKm) : self
    }

    fileprivate func capped(detourKm: Double) -> Reach {
        Reach(km: km, mode: mode, limit: limit, detourCapKm: min(detourCapKm, detourKm))
    }
}

extension TravelModel {
    /// The one rule of how far a person is sent: MATCH, REFER and whoever sends on ask it.
    ///
    /// What a request says wins over what is known; of what is known, the tightest limit holds. A
    /// car with a defect is driven at most ``Reach/defectKm`` and ``Reach/defectDetourCapKm``
    /// beyond the nearest garage; one off the road is towed, unless its owner travels by other
    /// means. Who is of low mobility is sent no further than the nearest. Of a person of whom
    /// nothing is known, it is ``reach(for:)``.
    ///
    /// - Parameters:
    ///   - asked: What the request says.
    ///   - person: What is known; nil for a bare point.
    ///   - today: The day on which an assessment must not be out of date.
    /// - Returns: The reach and its causes.
    package func decision(
        asking asked: ReachRequest, for person: Beneficiary?, on today: Day
    ) -> ReachDecision {
        guard let person else {
            return ReachDecision(
                reach: reach(for: asked), causes: asked == ReachRequest() ? [] : [.request])
        }
        let merged = asked.completed(by: person)
        var reach = reach(for: merged)
        var isLimited = !asked.hasLimit && merged.hasLimit
        var isOfCar = asked.drives == nil && reach.mode == .tow && merged.mode != .tow
        if person.mobility.car == .defect, asked.drives == nil, reach.mode == .car {
            let shorter = asked.hasLimit ? reach : reach.capped(km: Reach.defectKm)
            if shorter != reach { isLimited = false }
            let careful = shorter.capped(detourKm: Reach.defectDetourCapKm)
            isOfCar = careful != reach
            reach = careful
        }
        let isLow = person.mobility.lowMobilityUntil.map { today <= $0 } ?? false
        let isOfPerson = isLow && reach.detourCapKm > 0
        if isOfPerson { reach = reach.capped(detourKm: Reach.lowMobilityDetourCapKm) }
        // In their order; nothing is allocated where there is no cause.
        var causes: [ReachCause] = []
        if asked != ReachRequest() { causes.append(.request) }
        if isLimited || (asked.mode == nil && person.mode != nil) { causes.append(.adviser) }
        if isOfCar { causes.append(.car) }
        if isOfPerson { causes.append(.person) }
        return ReachDecision(reach: reach, causes: causes)
    }
}

extension ReachRequest {
    fileprivate var hasLimit: Bool { kmMax != nil || minutesMax != nil }

    /// What is not said, as it is known of the person.
    fileprivate func completed(by person: Beneficiary) -> ReachRequest {
        let mobility = person.mobility
        var merged = self
        merged.mode = mode ?? person.mode
        // The state of the car is the newer and finer of the two.
        merged.drives = drives ?? mobility.car.map { $0 != .immobilised } ?? person.vehicle.drives
        if !hasLimit {
            merged.kmMax = tighter(person.kmMax, mobility.farKm)
            merged.minutesMax = tighter(person.minutesMax, mobility.farMinutes)
        }
        return merged
    }
}

/// The smaller limit; one that is negative or not a number lets nobody go anywhere.
private func tighter(_ a: Double?, _ b: Double?) -> Double? {
    guard let a, let b else { return a ?? b }
    return a >= 0 && b >= 0 ? min(a, b) : 0
}
