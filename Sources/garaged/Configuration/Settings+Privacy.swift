import GarageNetwork

extension Settings {
    static let privacy = Section(
        name: "privacy", sentence: "What is kept of persons, and of who read it.",
        settings: [
            Privacy.keys, Privacy.auditMonths, Privacy.readsAnHour, Privacy.retentionMonths,
        ])

    enum Privacy {
        static let keys = Setting(
            "privacy.keys", .path(mustExist: false), default: nil, takesEffect: .atRestart,
            """
            File of the keys that seal persons' files; empty means person.keys, of systemd's \
            credentials where it is there, else of the state folder.
            """)
        static let auditMonths = Setting(
            "privacy.audit_months", .whole(6...36, unit: "months"), default: 12,
            "So long it is remembered who read, wrote or took away what of whom.")
        static let readsAnHour = Setting(
            "privacy.reads_an_hour", .whole(1...100_000, unit: "persons"), default: 60,
            "Whoever reads the files of more persons than this within an hour is told of.")
        static let retentionMonths = Setting(
            "privacy.retention_months", .whole(1...36, unit: "months"), default: 24,
            "So long after the last contact the file of a person is erased.")
    }
}
