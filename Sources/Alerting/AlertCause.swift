import GarageNetwork
import Matching

/// Why a garage is likely to leave its band, where its surroundings or its own conduct explain it.
///
/// The first that holds, in the order of the cases; nil is the plain course of the month.
package enum AlertCause: String, CaseIterable, Sendable {
    /// Closed or paused today.
    case closed
    /// Half of what is proposed to it stays without an answer.
    case silent
    /// Too few people can reach it, and nobody who refers people works near.
    case noPrescriber = "no-prescriber"
    /// Too few people can reach it, wherever they are sent.
    case outOfReach = "out-of-reach"
    /// Enough people could reach it, but its even share of them is too small.
    case sharedBasin = "shared-basin"
    /// More people than it can take have hardly anywhere else to go.
    case onlyGarage = "only-garage"

    /// Fewer proposals than this in three months say nothing about how a garage answers.
    package static let proposedMin = 5
    /// The share of proposals without an answer from which a garage is silent.
    package static let unansweredShare = 0.5
    /// Fewer other garages than this, on average, are hardly anywhere else to go.
    package static let rivalsFew = 1.0

    /// Why a garage is likely to end below its band.
    package static func starving(_ standing: GarageStanding) -> AlertCause? {
        if !standing.garage.isOpen(on: standing.today) { return .closed }
        guard let around = standing.circumstances else { return nil }
        let need = Double(standing.garage.target.min)
        let unanswered = Double(around.unanswered)
        if around.proposed >= proposedMin,
            unanswered >= unansweredShare * Double(around.proposed)
        {
            return .silent
        }
        if around.reachedByPerMonth < need {
            return around.prescribersNear == 0 ? .noPrescriber : .outOfReach
        }
        return around.fairSharePerMonth < need ? .sharedBasin : nil
    }

    /// Why a garage is likely to end above its band.
    package static func overloaded(_ standing: GarageStanding) -> AlertCause? {
        guard let around = standing.circumstances,
            around.fairSharePerMonth > Double(standing.garage.target.max),
            around.rivals < rivalsFew
        else { return nil }
        return .onlyGarage
    }

    /// What it says of a garage.
    package func sentence(_ standing: GarageStanding) -> Sentence? {
        if self == .closed { return Self.shut(standing) }
        guard let around = standing.circumstances else { return nil }
        let reached = Int(around.reachedByPerMonth.rounded())
        let km = Int(Circumstances.prescriberKm)
        switch self {
        case .closed: return nil
        case .silent:
            return Sentence(
                french: "sans réponse à \(around.unanswered) des \(around.proposed) orientations"
                    + " proposées en trois mois",
                english: "no answer to \(around.unanswered) of the \(around.proposed) referrals"
                    + " proposed in three months")
        case .noPrescriber:
            return Sentence(
                french: "aucun prescripteur connu à moins de \(km) km, et \(Self.french(reached))",
                english: "no known prescriber within \(km) km, and \(Self.english(reached))")
        case .outOfReach:
            return Sentence(french: Self.french(reached), english: Self.english(reached))
        case .sharedBasin:
            let (share, rivals) = (around.fairSharePerMonth.tenths, around.rivals.tenths)
            return Sentence(
                french: "\(reached) personnes par mois peuvent y aller, mais elles ont aussi"
                    + " \(rivals.comma) autres garages en moyenne : sa part est de"
                    + " \(share.comma)",
                english: "\(reached) people a month can reach it, but they have \(rivals) other"
                    + " garages on average: its even share is \(share)")
        case .onlyGarage:
            let share = around.fairSharePerMonth.tenths
            return Sentence(
                french: "presque seul garage à la portée des personnes alentour : sa part est de"
                    + " \(share.comma) par mois",
                english: "almost the only garage that people around can reach: its even share is"
                    + " \(share) a month")
        }
    }

    private static func french(_ reached: Int) -> String {
        switch reached {
        case 0: "personne, ou presque, ne peut y aller"
        case 1: "une seule personne par mois peut y aller"
        default: "seules \(reached) personnes par mois peuvent y aller"
        }
    }

    private static func english(_ reached: Int) -> String {
        switch reached {
        case 0: "hardly anybody can reach it"
        case 1: "only 1 person a month can reach it"
        default: "only \(reached) people a month can reach it"
        }
    }

    private static func shut(_ standing: GarageStanding) -> Sentence {
        if case .paused(let until?, _) = standing.garage.status, standing.today <= until {
            return Sentence(french: "en pause jusqu'au \(until)", english: "paused until \(until)")
        }
        let closure = standing.garage.closures.last { $0.contains(standing.today) }
        guard let last = closure?.last else {
            return Sentence(french: "fermé aujourd'hui", english: "closed today")
        }
        return Sentence(french: "fermé jusqu'au \(last)", english: "closed until \(last)")
    }

    /// How `CHECK` counts garages with this cause: `17 see no prescriber near`.
    func counted(_ garages: Int) -> String {
        let one = garages == 1
        let words =
            switch self {
            case .closed: one ? "is closed or paused" : "are closed or paused"
            case .silent: one ? "leaves proposals unanswered" : "leave proposals unanswered"
            case .noPrescriber: one ? "sees no prescriber near" : "see no prescriber near"
            case .outOfReach: "can be reached by too few people"
            case .sharedBasin: one ? "shares its basin" : "share their basins"
            case .onlyGarage:
                one ? "is almost the only one around" : "are almost the only ones around"
            }
        return "\(garages) \(words)"
    }
}

extension Double {
    /// With one decimal.
    fileprivate var tenths: String {
        let tenths = Int((self * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}

extension String {
    /// With a decimal comma, as French writes it.
    fileprivate var comma: String { String(map { $0 == "." ? "," : $0 }) }
}
