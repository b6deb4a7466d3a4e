import GarageNetwork
import Matching

/// Something a network manager is told about a garage.
///
/// To add a rule, add a `static let` below and name it in ``all``: `ALERTS`, `CHECK`, `garagectl`
/// and the reference page all read ``all``.
package struct AlertRule: Sendable {
    package let name: String
    /// One sentence with its full stop: when the rule speaks.
    package let meaning: String
    /// How loudly it speaks of a garage, or nil.
    package let level: @Sendable (GarageStanding, AlertThresholds) -> AlertLevel?
    /// What explains it of a garage, where anything but the month's course does.
    package var cause: @Sendable (GarageStanding) -> AlertCause? = { _ in nil }
    /// What it says of a garage, in French and in English.
    package let reason: @Sendable (GarageStanding) -> Sentence

    package static let all: [AlertRule] = [
        .starving, .overloaded, .full, .stale, .mute, .oftenFull,
        .lateFunder,
        .massReading,
    ]

    package static let starving = likelyOutside(
        name: "starving",
        meaning: "The garage is likely to end the month below its band.",
        probability: \.below, cause: AlertCause.starving, french: "en dessous", english: "below")

    package static let overloaded = likelyOutside(
        name: "overloaded",
        meaning: "The garage is likely to end the month above its band.",
        probability: \.above, cause: AlertCause.overloaded, french: "au-dessus", english: "above")

    /// A rule on one of the two ways a month can end outside its band.
    private static func likelyOutside(
        name: String, meaning: String, probability: @escaping @Sendable (MonthOdds) -> Double,
        cause: @escaping @Sendable (GarageStanding) -> AlertCause?, french: String, english: String
    ) -> AlertRule {
        AlertRule(
            name: name, meaning: meaning,
            level: { standing, thresholds in
                guard standing.isJudged else { return nil }
                return AlertLevel(probability: probability(standing.odds), thresholds)
            },
            cause: cause,
            reason: { standing in
                let (count, band) = (standing.monthEnd.committed, standing.monthEnd.band)
                let odds = percent(probability(standing.odds))
                return Sentence(
                    french: "\(count) ce mois-ci, objectif \(band.min) à \(band.max) : risque de"
                        + " \(odds) % de finir \(french)",
                    english: "\(count) this month, target \(band.min) to \(band.max):"
                        + " a risk of \(odds) % to end \(english)"
                ).followed(by: cause(standing)?.sentence(standing))
            })
    }

    package static let full = AlertRule(
        name: "full",
        meaning: "The garage has as many people as it takes in a month; nobody more can be sent.",
        level: { standing, _ in
            standing.monthEnd.isOpen && standing.monthEnd.committed >= standing.garage.monthlyCap
                ? .act : nil
        },
        reason: { standing in
            let cap = standing.garage.monthlyCap
            return Sentence(
                french: "plafond de \(cap) atteint : plus personne ne peut y être orienté",
                english: "its cap of \(cap) is reached: nobody more can be sent")
        })

    package static let stale = AlertRule(
        name: "stale",
        meaning: "Nobody has confirmed for a long time that what is written of the garage is true.",
        level: { standing, thresholds in
            guard standing.garage.status != .left, let checked = standing.garage.checkedOn,
                standing.today - checked > thresholds.staleAfterDays
            else { return nil }
            return .watch
        },
        reason: { standing in
            let checked = standing.garage.checkedOn.map { "\($0)" } ?? "?"
            return Sentence(
                french: "fiche vérifiée pour la dernière fois le \(checked)",
                english: "last checked on \(checked)")
        })
}

/// A probability as a whole number of hundredths.
private func percent(_ probability: Double) -> Int { Int((probability * 100).rounded()) }
