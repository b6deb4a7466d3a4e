extension Settings {
    static let mobility = Section(
        name: "mobility",
        sentence: "The questionnaire on a person's mobility: QUESTIONS lists what is asked.",
        settings: [Mobility.questionnaires, Mobility.version])

    enum Mobility {
        static let questionnaires = Setting(
            "mobility.questionnaires", .path(mustExist: false), default: nil,
            """
            Folder of questionnaires, one .json file for each version; empty means the one that \
            comes with the daemon. A version that was loaded once must not change any more.
            """)
        static let version = Setting(
            "mobility.version", .text, default: "",
            "Version that is asked, such as mobility-index/1; empty means the newest in the folder."
        )
    }
}
