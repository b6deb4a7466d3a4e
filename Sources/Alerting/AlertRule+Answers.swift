package import GarageNetwork
import Matching

extension AlertRule {
    package static let mute = AlertRule(
        name: "mute",
        meaning: "The garage let its last proposals pass without an answer: it goes after others.",
        level: { standing, _ in
            standing.garage.status != .left && standing.garage.muteSince != nil ? .warn : nil
        },
        reason: { standing in
            let garage = standing.garage
            let since = garage.muteSince.map { "\($0)" } ?? "?"
            let (count, phone) = (Garage.muteAfter, garage.phone)
            return Sentence(
                french: "ne répond plus depuis le \(since) : \(count) orientations de suite sans"
                    + " réponse ou davantage ; l'appeler"
                    + (phone.isEmpty ? " (aucun numéro connu)" : " au \(phone)")
                    + ", puis GARAGE-SET garage=\(garage.id.text) checked=\(standing.today)",
                english: "no answer since \(since): \(count) referrals in a row, or more, without"
                    + " one; ring it"
                    + (phone.isEmpty ? " (no number known)" : " at \(phone)")
                    + ", then GARAGE-SET garage=\(garage.id.text) checked=\(standing.today)")
        })

    package static let oftenFull = AlertRule(
        name: "often-full",
        meaning: "The garage has often declined as full or closed lately: it may need a pause.",
        level: { standing, _ in
            guard standing.garage.isOpen(on: standing.today), let around = standing.circumstances
            else { return nil }
            return around.declinedFull >= oftenFullFrom ? .warn : nil
        },
        reason: { standing in
            let count = standing.circumstances?.declinedFull ?? 0
            let days = AnswerCount.fullDays
            let request =
                "PAUSE garage=\(standing.garage.id.text) until=\(standing.pauseProposed)"
            return Sentence(
                french: "a refusé \(count) personnes en \(days) jours, se disant complet ou fermé ;"
                    + " proposition : \(request) reason=complet",
                english: "declined \(count) people in \(days) days as full or closed;"
                    + " proposal: \(request) reason=full")
        })

    /// So many refusals for being full in ``AnswerCount/fullDays`` are a habit.
    package static let oftenFullFrom = 3
}

extension GarageStanding {
    /// Until when a garage that is often full may be paused: to the end of the month, where its
    /// count begins anew, and for a week at least.
    package var pauseProposed: Day { max(today.month.last, today + 6) }
}
