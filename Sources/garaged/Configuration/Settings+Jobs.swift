extension Settings {
    static let jobs = Section(
        name: "jobs", sentence: "What cron runs.",
        settings: [Jobs.exports, Jobs.satisfactionDays, Jobs.runsKeptDays])

    enum Jobs {
        static let exports = Setting(
            "jobs.exports", .path(mustExist: false), default: nil, takesEffect: .atRestart,
            "Folder of the files for partners; empty means exports in the state folder.")
        static let satisfactionDays = Setting(
            "jobs.satisfaction_days", .whole(1...365, unit: "days"), default: 30,
            "So long after a repair nobody is asked any more how it went.")
        static let runsKeptDays = Setting(
            "jobs.runs_kept_days", .whole(30...3650, unit: "days"), default: 400,
            "So long it is remembered when each job ran.")
    }
}
