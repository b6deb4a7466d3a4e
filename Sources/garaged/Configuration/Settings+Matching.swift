import GarageNetwork
import Geometry
import Matching

extension Settings {
    static let network = Section(
        name: "network", sentence: "What a garage should receive in a month.",
        settings: [
            Network.bandMin, Network.bandMax, Network.capDefault, Network.weeklySoftCap,
        ])

    enum Network {
        static let bandMin = Setting(
            "network.band_min", .whole(0...1000, unit: "people a month"),
            default: TargetBand.standard.min,
            "Fewer than this and a garage starves; for garages that name no band of their own.")
        static let bandMax = Setting(
            "network.band_max", .whole(1...1000, unit: "people a month"),
            default: TargetBand.standard.max,
            "More than this and a garage drowns; for garages that name no band of their own.")
        static let capDefault = Setting(
            "network.cap_default", .whole(1...Garage.monthlyCapMax, unit: "people a month"),
            default: Garage.monthlyCapMax,
            "Nobody is sent past this; for garages that name no cap; 1000 means none."
        )
        static let weeklySoftCap = Setting(
            "network.weekly_soft_cap",
            .distance(.metres(0)...(.kilometres(WeekSpread.maxKm))),
            default: .kilometres(WeekSpread.standardKm),
            "How much further a garage counts in a week that brought it a quarter of its band."
        )
    }

    static let matching = Section(
        name: "matching", sentence: "Which garages are proposed, and in which order.",
        settings: [Matching.policy, Matching.defaultWithin, Matching.detourCap, Matching.rows])

    enum Matching {
        static let policy = Setting(
            "matching.policy", .word(among: MatchingPolicy.all.map(\.name)),
            default: MatchingPolicy.balanced.name,
            "Order of the proposals unless a request names another with policy=.")
        static let defaultWithin = Setting(
            "matching.default_within", .distance(.kilometres(1)...(.kilometres(Reach.ceilingKm))),
            default: .kilometres(Reach.defaultKm),
            "Reach of a person of whom nothing else is known.")
        static let detourCap = Setting(
            "matching.detour_cap", .distance(.metres(0)...(.kilometres(Reach.ceilingKm))),
            default: .kilometres(Reach.detourCapKm),
            "How much further than the nearest garage a proposal may be, for balance's sake.")
        static let rows = Setting(
            "matching.rows", .whole(1...1000, unit: "rows"), default: 5,
            "How many garages are proposed unless a request says limit=.")
    }

    static let language = Section(
        name: "language", sentence: "The language of sentences for people.",
        settings: [Language.fallback])

    enum Language {
        static let fallback = Setting(
            "language.default", .word(among: ["fr", "en"]), default: "fr",
            "Language of explanations unless a request says lang=.")
    }
}
