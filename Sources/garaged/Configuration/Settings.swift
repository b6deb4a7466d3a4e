/// Every setting of the daemon, in the order of the shipped file.
///
/// To add one: declare it in the section's file and put it in that section's list.
enum Settings {
    static let sections = [
        listen, tls, access, limits, state, database, network, matching, travel, referral,
        language, log, alerts,
        jobs, privacy,
        notifications, mobility,
    ]

    static let all: [any AnySetting] = sections.flatMap(\.settings)

    /// A setting by its dotted key.
    static func named(_ key: String) -> (any AnySetting)? { byKey[key] }

    private static let byKey = Dictionary(
        all.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })

    /// One table of the file.
    struct Section: Sendable {
        let name: String
        /// What its settings are about, above them in the file.
        let sentence: String
        let settings: [any AnySetting]
    }
}
