import GarageNetwork

extension Settings {
    static let referral = Section(
        name: "referral", sentence: "What happens once a person was sent.",
        settings: [
            Referral.answerWorkingDays, Referral.territories, Referral.remindShare,
            Referral.sentOnMax,
        ])

    enum Referral {
        static let answerWorkingDays = Setting(
            "referral.answer_working_days", .whole(1...30, unit: "working days"), default: 2,
            "A garage answers within this, or the referral expires and the place is free again.")
        static let territories = Setting(
            "referral.territories", .territories, default: [:],
            """
            When garages work and how long they have, by the beginning of their postal code: \
            hours, days, time to answer in working days or hours (2d, 12h), clock, days off \
            (12-26, good-friday). What is not said stays: 08:00-18:00 mon-fri paris, for Alsace \
            and Moselle with their two holidays, overseas with the clock and the holiday of the \
            department.
            """)
        static let remindShare = Setting(
            "referral.remind_share", .decimal(0.1...1, unit: "a share"), default: 0.5,
            "A garage is reminded when this share of its working time to answer has gone; 1 never.")
        static let sentOnMax = Setting(
            "referral.sent_on_max", .whole(0...20, unit: "times"), default: 3,
            "So often a person is sent on after a refusal or silence; then a manager acts."
        )
    }
}

extension SettingKind where Value == [String: TerritoryHours] {
    /// Hours by the beginning of a postal code.
    static var territories: SettingKind {
        SettingKind(
            name: #"a table, such as { "974" = "08:00-17:00 mon-sat 2d +04:00" }"#, allowed: "",
            read: { raw throws(SettingMismatch) in
                guard case .table(let entries) = raw else { throw .wrongType }
                var territories: [String: TerritoryHours] = [:]
                for (beginning, hours) in entries.sorted(by: { $0.key < $1.key }) {
                    guard Territories.isBeginning(beginning) else {
                        throw .unreadable("a postal code begins with 1 to 5 digits")
                    }
                    guard let text = hours.text else { throw .wrongType }
                    do throws(TerritoryFault) {
                        territories[beginning] = try TerritoryHours(
                            text, over: Territories.builtIn(at: beginning))
                    } catch {
                        throw .unreadable("\(beginning): \(error.reason)")
                    }
                }
                return territories
            },
            write: { territories in
                let entries = territories.sorted { $0.key < $1.key }
                    .map { "\(quoted($0.key)) = \(quoted($0.value.description))" }
                return entries.isEmpty ? "{}" : "{ \(entries.joined(separator: ", ")) }"
            })
    }
}
