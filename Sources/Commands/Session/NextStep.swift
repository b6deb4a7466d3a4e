import GarageNetwork
import Matching

/// A sentence that says what to do next, as a command that can be copied.
struct NextStep {
    let matter: Awaiting.Matter
    let referral: Referral
    /// Nil in lists, which do not read it.
    var money: Money?
    let today: Day
    /// Who reads it: only what they can do themselves is written as a command.
    let reader: Scope

    func sentence(_ language: Language) -> String {
        switch (language, isReaders) {
        case (.french, true): "\(french) : \(command(or: "ou"))"
        case (.french, false): french
        case (_, true): "\(english): \(command(or: "or"))"
        case (_, false): english
        }
    }

    private var isReaders: Bool {
        switch reader {
        case .organisation: matter.whom == .prescriber
        case .garage: matter.whom == .garage
        case .everything: true
        }
    }

    private var french: String {
        switch matter {
        case .answer: "le garage répond"
        case .reception: "le garage reçoit la personne"
        case .quote: "le garage fait le devis"
        case .repair: "le garage répare"
        case .closing: "le garage dit que la réparation ne se fait pas"
        case .resend: "envoyer la personne ailleurs"
        case .rebook: "reprendre rendez-vous ou envoyer la personne ailleurs"
        case .decision: "répondre au devis"
        case .funding: "réunir l'argent"
        case .satisfaction: "demander son avis à la personne"
        case .overdue: "relancer le garage"
        case .unplaced: "trouver un garage à la personne"
        case .lateFunder: "relancer le financeur"
        }
    }

    private var english: String {
        switch matter {
        case .answer: "the garage answers"
        case .reception: "the garage receives the person"
        case .quote: "the garage makes the quote"
        case .repair: "the garage repairs"
        case .closing: "the garage says that the car is not repaired"
        case .resend: "send the person elsewhere"
        case .rebook: "make another appointment or send the person elsewhere"
        case .decision: "answer the quote"
        case .funding: "find the money"
        case .satisfaction: "ask the person how it was"
        case .overdue: "call the garage"
        case .unplaced: "find the person a garage"
        case .lateFunder: "call the funder"
        }
    }

    private func command(or: String) -> String {
        let own = "referral=\(referral.code)"
        return switch matter {
        case .answer, .overdue: "ACCEPT \(own), \(or) DECLINE \(own) reason=…"
        case .reception: "STEP \(own) step=received key=…, \(or) STEP \(own) step=no-show key=…"
        case .quote: "QUOTE \(own) amount_cents=… key=…"
        case .repair: "STEP \(own) step=repaired key=…"
        case .closing: "STEP \(own) step=not-repaired reason=… key=…"
        case .resend:
            "REDIRECT \(own) reason=…, \(or) REFER beneficiary=\(referral.beneficiary) key=…"
        case .rebook: "REBOOK \(own), \(or) REDIRECT \(own) reason=…"
        case .decision, .funding, .lateFunder: moneyCommand(own, or)
        case .satisfaction: "STEP \(own) step=satisfaction score=… key=…"
        case .unplaced: "RECRUIT, \(or) REFER beneficiary=\(referral.beneficiary) key=…"
        }
    }

    /// By what the funders have answered, where that is known.
    private func moneyCommand(_ own: String, _ or: String) -> String {
        let accept = "QUOTE-ANSWER \(own) answer=accepted key=…"
        let anew = "FUNDING \(own) funder=… state=asked until=… key=…"
        func refuse(_ reason: ReasonCode) -> String {
            "QUOTE-ANSWER \(own) answer=refused reason=\(reason.rawValue) key=…"
        }
        if let money, money.fundings.contains(where: { $0.isLapsed(on: today) }) {
            return "\(anew), \(or) \(refuse(.fundingLapsed))"
        }
        if let money, !money.fundings.isEmpty, !money.isWaitedFor {
            if let gap = money.gapCents, gap <= 0 { return accept }
            if money.fundings.allSatisfy({ $0.state == .refused }) {
                return "\(anew), \(or) \(refuse(.fundingRefused))"
            }
            return "\(accept), \(or) \(anew)"
        }
        if matter == .decision {
            return "\(accept), \(or) answer=refused|waiting"
        }
        return "FUNDING \(own) funder=… state=granted|refused key=…, \(or) \(accept)"
    }
}
