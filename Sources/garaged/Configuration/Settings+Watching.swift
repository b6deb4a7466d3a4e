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
            Alerts.watch, Alerts.warn, Alerts.act, Alerts.capacityWarn, Alerts.capacityCritical,
            Alerts.staleAfter,
        ])

    enum Alerts {
        static let watch = likelihood(
            "watch", 0.3, "A garage this likely to end the month outside its band is watched.")
        static let warn = likelihood(
            "warn", 0.5, "A garage this likely to end the month outside its band is a warning.")
        static let act = likelihood(
            "act", 0.7, "A garage this likely to end the month outside its band asks for action.")
        static let capacityWarn = Setting(
            "alerts.capacity_warn", .whole(0...1_000_000, unit: "garages"), default: 10,
            "CHECK capacity says WARNING when more garages than this are outside their band.")
        static let capacityCritical = Setting(
            "alerts.capacity_crit", .whole(0...1_000_000, unit: "garages"), default: 20,
            "CHECK capacity says CRITICAL when more garages than this are outside their band.")
        static let staleAfter = Setting(
            "alerts.stale_after", .duration(.seconds(6)...(.seconds(86_400))),
            default: .seconds(60),
            "The daemon's view of the network older than this is an alert.")

        private static func likelihood(
            _ name: String, _ value: Double, _ sentence: String
        ) -> Setting<Double> {
            Setting(
                "alerts.\(name)", .decimal(0...1, unit: "a probability"), default: value, sentence)
        }
    }
}
