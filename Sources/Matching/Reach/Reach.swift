package import GarageNetwork
package import Geometry

/// How far one person can go for a garage, and how.
package struct Reach: Equatable, Sendable {
    /// As the crow flies, its rim included; never more than ``ceilingKm``.
    package let km: Double
    /// How the person, or the car, gets there.
    package let mode: TravelMode
    /// What the reach was given in, for the reply to repeat.
    package let limit: Limit
    /// How much further than the nearest garage this person may be sent.
    package let detourCapKm: Double

    /// A limit as it was given.
    package enum Limit: Equatable, Sendable {
        case km(Double)
        case minutes(Double)
    }

    /// Further than this a garage is no help: the way there and back is half a day.
    package static let ceilingKm = 50.0
    /// For those who have a car that drives, or have theirs towed, and said nothing else.
    package static let defaultKm = 30.0
    /// For everybody else who said nothing.
    package static let defaultMinutes = 30.0
    /// What balancing may ask of somebody who goes by car.
    package static let detourCapKm = 15.0
    /// Nothing is asked of those who go on foot, by bicycle or by public transport.
    package static let lowMobilityDetourCapKm = 0.0

    /// The reach as a distance.
    package var radius: Distance { .kilometres(km) }
}

/// What is known of how far a person can go; nil where nobody said.
package struct ReachRequest: Equatable, Sendable {
    package var kmMax: Double?
    package var minutesMax: Double?
    package var mode: TravelMode?
    /// Whether the car still drives.
    package var drives: Bool?

    /// A request of which what is not given is unknown.
    package init(
        kmMax: Double? = nil, minutesMax: Double? = nil, mode: TravelMode? = nil,
        drives: Bool? = nil
    ) {
        self.kmMax = kmMax
        self.minutesMax = minutesMax
        self.mode = mode
        self.drives = drives
    }

    /// By car, unless another mode was named.
    ///
    /// A car that does not drive is towed: its owner may still go without it, by naming `transit`,
    /// `bike` or `walk`, but not by naming `car`.
    package var effectiveMode: TravelMode {
        switch (mode ?? .car, drives) {
        case (.car, false): .tow
        case (let mode, _): mode
        }
    }
}

extension TravelModel {
    /// The reach that follows from a request: the tighter of the two limits when both were given,
    /// the default of the mode when none was.
    ///
    /// A limit that is negative or not a number is 0.
    package func reach(for request: ReachRequest) -> Reach {
        let mode = request.effectiveMode
        let hasCar = mode == .car || mode == .tow
        let limit: Reach.Limit
        switch (request.kmMax, request.minutesMax) {
        case (let km?, nil): limit = .km(km)
        case (nil, let minutes?): limit = .minutes(minutes)
        case (let km?, let minutes?):
            limit = km <= self.km(minutes: minutes, mode: mode) ? .km(km) : .minutes(minutes)
        case (nil, nil):
            limit = hasCar ? .km(defaultKm) : .minutes(defaultMinutes)
        }
        let km =
            switch limit {
            case .km(let km): km
            case .minutes(let minutes): self.km(minutes: minutes, mode: mode)
            }
        let cap = hasCar ? detourCapKm : Reach.lowMobilityDetourCapKm
        return Reach(
            km: min(Reach.ceilingKm, km > 0 ? km : 0), mode: mode, limit: limit, detourCapKm: cap)
    }
}
