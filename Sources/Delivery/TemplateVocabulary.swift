import Foundation
import GarageNetwork

/// What each template may say, and how it is filled.
enum TemplateVocabulary {
    private static let everywhere: Set<String> = ["recipient", "day"]
    private static let referral: Set<String> = [
        "referral", "garage", "answer_by", "brand", "first_year", "immobilised", "settled",
        "state", "link",
    ]
    private static let lists: [String: [String]] = [
        "digest-garage": ["answers", "steps", "called_off"],
        "digest-prescriber": ["declined", "expired", "no_show", "quotes"],
        "digest-manager": ["alerts", "mute", "missing"],
    ]

    /// The variables that a template may name.
    static func words(of template: String) -> Set<String> {
        switch template {
        case "proposed", "reminded": return everywhere.union(referral)
        case "unplaced": return everywhere.union(["referral", "reasons"])
        case "retention": return everywhere.union(["people"])
        default:
            let lists = (lists[template] ?? []).flatMap { [$0, "\($0)_count", "\($0)_more"] }
            let manager: Set<String> =
                template == "digest-manager"
                ? ["garage", "rule", "level", "unplaced_count", "dead_count"] : []
            return everywhere.union(lists).union(manager)
        }
    }

    /// The values for a message; nothing but what its vocabulary names.
    ///
    /// - Returns: nil when the payload is no JSON object.
    static func values(of message: OutboxMessage, link: String?) -> [String: Any]? {
        guard
            let payload = try? JSONSerialization.jsonObject(with: Data(message.payload.utf8))
                as? [String: Any]
        else { return nil }
        var values: [String: Any] = [:]
        for name in words(of: message.template) { values[name] = payload[name] }
        values["recipient"] = message.recipientID
        values["link"] = link
        let state = (payload["state"] as? String).flatMap(ReferralState.init(rawValue:))
        values["settled"] = state.map { $0 != .proposed }
        values["state"] = state.map {
            message.language == "fr" ? $0.frenchLabel : $0.rawValue
        }
        values["reasons"] = (payload["reasons"] as? [String]).map { words in
            words.compactMap(ReasonCode.init(rawValue:)).map {
                message.language == "fr" ? $0.frenchLabel : $0.englishLabel
            }
        }
        values["immobilised"] = (payload["drives"] as? Bool).map { !$0 }
        let instant = (payload["answer_by"] as? String).flatMap { Instant(iso8601: $0) }
        values["answer_by"] = instant.map { WrittenTime.text(of: $0, message.language) }
        let day = (payload["day"] as? String).flatMap { Day($0) } ?? message.createdAt.paris.day
        values["day"] = WrittenTime.text(of: day, message.language)
        for name in lists[message.template] ?? [] {
            let listed = (payload[name] as? [Any])?.count ?? 0
            let more = ((payload["\(name)_count"] as? Int) ?? listed) - listed
            values["\(name)_more"] = more > 0 ? more : nil
        }
        return values
    }
}

/// Days and times as people write them.
enum WrittenTime {
    private static let frenchDays = [
        "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
    ]
    private static let englishDays = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]
    private static let frenchMonths = [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
        "octobre", "novembre", "décembre",
    ]
    private static let englishMonths = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]

    /// `mardi 24 novembre 2026`, `Tuesday 24 November 2026`.
    static func text(of day: Day, _ language: String) -> String {
        let isFrench = language == "fr"
        let weekday = (isFrench ? frenchDays : englishDays)[day.weekday - 1]
        let month = (isFrench ? frenchMonths : englishMonths)[day.month.month - 1]
        let number = isFrench && day.dayOfMonth == 1 ? "1er" : "\(day.dayOfMonth)"
        return "\(weekday) \(number) \(month) \(day.month.year)"
    }

    /// `mardi 24 novembre 2026 à 18 h 00`, `Tuesday 24 November 2026, 18:00`: Paris time.
    static func text(of instant: Instant, _ language: String) -> String {
        let local = instant.paris
        let (hour, minute) = (local.secondsOfDay / 3_600, local.secondsOfDay / 60 % 60)
        return text(of: local.day, language)
            + (language == "fr"
                ? String(format: " à %d h %02d", hour, minute)
                : String(format: ", %02d:%02d", hour, minute))
    }
}
