import GarageNetwork
import Matching

extension Settings {
    static let travel = Section(
        name: "travel",
        sentence:
            "The built-in model of minutes: a start, then so many for each km of great circle.",
        settings: Travel.starts.map { $0 as any AnySetting } + Travel.paces)

    enum Travel {
        /// One for each mode, in the order of `TravelMode.allCases`.
        static let starts = TravelMode.allCases.map { mode in
            Setting(
                "travel.\(mode.rawValue)_start", .duration(.seconds(0)...(.seconds(14_400))),
                default: .seconds(60 * TravelModel.standard[mode].fixedMinutes),
                "Time to set out and to arrive: \(sentence(of: mode)).")
        }

        /// One for each mode, in the order of `TravelMode.allCases`.
        static let paces = TravelMode.allCases.map { mode in
            Setting(
                "travel.\(mode.rawValue)_min_per_km", .decimal(0.1...100, unit: "minutes a km"),
                default: TravelModel.standard[mode].minutesPerKm,
                "Pace, bends of the road included: \(sentence(of: mode)).")
        }

        private static func sentence(of mode: TravelMode) -> String {
            switch mode {
            case .car:
                "by car (1.15 a km where it is dense, 1.4 around towns, 1.6 rural, 2.0 hills)"
            case .transit: "by public transport, the wait at the stop included"
            case .bike: "by bicycle"
            case .walk: "on foot"
            case .tow: "behind a tow truck, the loading included"
            }
        }
    }
}

extension Configuration {
    /// The model of minutes that `[travel]` describes.
    var travelModel: TravelModel {
        var model = TravelModel.standard
        for (index, mode) in TravelMode.allCases.enumerated() {
            let start = self[Settings.Travel.starts[index]] / .seconds(60)
            let pace = self[Settings.Travel.paces[index]]
            model[mode] = TravelModel.Pace(fixedMinutes: start, minutesPerKm: pace)
        }
        return model
    }
}
