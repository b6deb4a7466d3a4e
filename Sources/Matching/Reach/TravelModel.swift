package import GarageNetwork

/// How long a way takes, from its length as the crow flies.
///
/// A model, not a route: some minutes to set out and to arrive, then minutes for each kilometre of
/// great circle, which hold both the speed and the bends of the road. Without a source of land
/// types the car's is ``Land/suburban``, the middle of the four.
package struct TravelModel: Equatable, Sendable {
    private var paces: [TravelMode: Pace]
    /// How far people go who have a car that drives or is towed, and who said nothing else.
    package var defaultKm = Reach.defaultKm
    /// How long everybody else goes who said nothing.
    package var defaultMinutes = Reach.defaultMinutes
    /// How much further than the nearest garage somebody with a car may be sent.
    package var detourCapKm = Reach.detourCapKm

    /// One mode's figures.
    package struct Pace: Equatable, Sendable {
        /// To set out and to arrive.
        package var fixedMinutes: Double
        /// For each kilometre of great circle.
        package var minutesPerKm: Double

        /// A pace from its two figures; see ``isValid``.
        package init(fixedMinutes: Double, minutesPerKm: Double) {
            self.fixedMinutes = fixedMinutes
            self.minutesPerKm = minutesPerKm
        }

        /// A day: whoever writes more has mistaken the unit.
        package static let minutesMax = 1_440.0

        /// Takes part in the model only with figures that make time pass.
        package var isValid: Bool {
            fixedMinutes >= 0 && fixedMinutes <= Self.minutesMax
                && minutesPerKm > 0 && minutesPerKm <= Self.minutesMax
        }
    }

    /// What the country is like between a person and a garage.
    package enum Land: String, CaseIterable, Sendable {
        case dense, suburban, rural, mountain

        /// Minutes by car for each kilometre of great circle.
        package var carMinutesPerKm: Double {
            switch self {
            case .dense: 1.15
            case .suburban: 1.4
            case .rural: 1.6
            case .mountain: 2.0
            }
        }
    }

    /// The built-in figures for suburban land.
    package static let standard = TravelModel()

    /// The built-in figures.
    ///
    /// A car: 4 minutes and the land's pace. The others are cautious estimates: public transport at
    /// 20 km/h after a wait of 10 minutes, a bicycle at 12 and feet at 3.75 km/h as the crow flies,
    /// a tow truck 10 minutes to load and then a car's pace.
    package init(land: Land = .suburban) {
        let car = Pace(fixedMinutes: 4, minutesPerKm: land.carMinutesPerKm)
        paces = [
            .car: car,
            .transit: Pace(fixedMinutes: 10, minutesPerKm: 3),
            .bike: Pace(fixedMinutes: 2, minutesPerKm: 5),
            .walk: Pace(fixedMinutes: 0, minutesPerKm: 16),
            .tow: Pace(fixedMinutes: 14, minutesPerKm: land.carMinutesPerKm),
        ]
    }

    /// One mode's figures; an assignment that is not ``Pace/isValid`` changes nothing.
    package subscript(mode: TravelMode) -> Pace {
        get { paces[mode] ?? Pace(fixedMinutes: 4, minutesPerKm: Land.suburban.carMinutesPerKm) }
        set { if newValue.isValid { paces[mode] = newValue } }
    }

    /// Minutes for a way of so many kilometres.
    package func minutes(km: Double, mode: TravelMode) -> Double {
        self[mode].fixedMinutes + self[mode].minutesPerKm * km
    }

    /// Kilometres that can be made in so many minutes; 0 when setting out takes longer.
    package func km(minutes: Double, mode: TravelMode) -> Double {
        max(0, (minutes - self[mode].fixedMinutes) / self[mode].minutesPerKm)
    }
}
