extension Settings {
    static let log = Section(
        name: "log", sentence: "What the daemon writes about itself, on its standard error.",
        settings: [Log.level, Log.format])

    enum Log {
        static let level = Setting(
            "log.level", .word(among: ["debug", "info", "notice", "warning", "error"]),
            default: "info",
            "Least important messages that are written; none of them names a person.")
        static let format = Setting(
            "log.format", .word(among: ["text", "json"]), default: "text",
            takesEffect: .atRestart,
            "Shape of a message: a line for people, or one JSON object a line.")
    }

    static let alerts = Section(
        name: "alerts", sentence: "When somebody should look: ALERTS and CHECK.",
        settings: [
            Alerts.watch, Alerts.warn, Alerts.act, Alerts.shareWarn, Alerts.shareCritical,
            Alerts.staleAfterDays, Alerts.storeWarn, Alerts.storeCritical, Alerts.unplacedWarn,
            Alerts.unplacedCritical, Alerts.waitingWarn, Alerts.waitingCritical,
        ])

    enum Alerts {
        static let watch = likelihood(
            "watch", 0.3, "A garage this likely to end the month outside its band is watched.")
        static let warn = likelihood(
            "warn", 0.5, "A garage this likely to end the month outside its band is a warning.")
        static let act = likelihood(
            "act", 0.7, "A garage this likely to end the month outside its band asks for action.")
        static let shareWarn = Setting(
            "alerts.share_warn", .decimal(0...1, unit: "a share of the garages"), default: 0.10,
            "CHECK warns from this share of the network on, unless it is given numbers.")
        static let shareCritical = Setting(
            "alerts.share_crit", .decimal(0...1, unit: "a share of the garages"), default: 0.25,
            "CHECK is critical from this share of the network on, unless it is given numbers.")
        static let staleAfterDays = Setting(
            "alerts.stale_after_days", .whole(1...3650, unit: "days"), default: 180,
            "What is written of a garage is doubted when nobody checked it for this long.")
        static let storeWarn = Setting(
            "alerts.store_warn", .duration(.seconds(1)...(.seconds(86_400))),
            default: .seconds(30), "CHECK store warns when the database is away for this long.")
        static let storeCritical = Setting(
            "alerts.store_crit", .duration(.seconds(1)...(.seconds(86_400))),
            default: .seconds(300),
            "CHECK store is critical when the database is away for this long.")

        static let unplacedWarn = Setting(
            "alerts.unplaced_warn", .whole(1...1_000_000, unit: "people"), default: 5,
            "CHECK unplaced warns when this many people wait for a garage.")
        static let unplacedCritical = Setting(
            "alerts.unplaced_crit", .whole(1...1_000_000, unit: "people"), default: 20,
            "CHECK unplaced is critical when this many people wait for a garage.")
        static let waitingWarn = Setting(
            "alerts.waiting_warn_days", .whole(1...3650, unit: "days"), default: 7,
            "CHECK unplaced warns when somebody has waited for this long.")
        static let waitingCritical = Setting(
            "alerts.waiting_crit_days", .whole(1...3650, unit: "days"), default: 21,
            "CHECK unplaced is critical when somebody has waited for this long.")

        private static func likelihood(
            _ name: String, _ value: Double, _ sentence: String
        ) -> Setting<Double> {
            Setting(
                "alerts.\(name)", .decimal(0...1, unit: "a probability"), default: value, sentence)
        }
    }
}
