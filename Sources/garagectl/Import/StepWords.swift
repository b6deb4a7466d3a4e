import GarageNetwork

/// The words by which dealers' systems call the steps, in French and English.
///
/// Compared folded: without accents, capitals, hyphens and apostrophes.
enum StepWords {
    /// The step of each word, folded.
    static let events: [String: ReferralEvent] = {
        var events: [String: ReferralEvent] = [:]
        for event in ReferralEvent.allCases where event.isFact {
            for word in [event.rawValue, event.frenchLabel] + others(event) {
                events[word.folded] = event
            }
        }
        return events
    }()

    /// Every word that is known besides the wire's own and the French label.
    private static func others(_ event: ReferralEvent) -> [String] {
        switch event {
        case .receive:
            [
                "receive", "reception", "reçu", "reçue", "reçu(e)", "accueilli", "accueillie",
                "arrivé", "arrivée", "venu", "venue", "arrived", "came", "réceptionné",
                "véhicule réceptionné",
            ]
        case .noShow:
            [
                "noshow", "non venu", "non venu(e)", "pas venu", "pas venue", "absent", "absente",
                "absence", "rdv manqué", "rendez-vous manqué", "rdv non honoré",
                "rendez-vous non honoré", "did not come",
            ]
        case .completeFile:
            [
                "dossier", "dossier constitué", "dossier complet", "dossier ouvert",
                "file complete", "papers",
            ]
        case .quote:
            [
                "quote", "devis établi", "devis fait", "devis envoyé", "devis émis",
                "devis en attente de réponse", "quote sent", "estimate",
            ]
        case .quoteAccepted:
            ["quote accepted", "accepted quote", "devis signé", "devis validé", "accord devis"]
        case .quoteRefused:
            ["quote refused", "quote declined", "quote rejected", "devis rejeté", "refus devis"]
        case .waitForFunds:
            [
                "attente financement", "attente de financement", "en attente de financement",
                "en attente d'un financement", "en attente financement", "waiting for funds",
                "waiting for funding", "awaiting funding",
            ]
        case .unrepairable:
            [
                "irréparable", "non réparable", "véhicule économiquement irréparable", "VEI",
                "véhicule irréparable", "beyond repair", "not repairable",
            ]
        case .repair:
            [
                "réparé", "réparée", "réparé(e)", "réparation", "repair", "repair done",
                "véhicule réparé", "voiture réparée", "réparation terminée",
            ]
        case .giveUp:
            [
                "non réparé", "non réparée", "non réparé(e)", "pas réparé", "pas réparée",
                "réparation refusée", "repair not done", "not repaired", "unrepaired",
            ]
        case .answerSatisfaction:
            [
                "enquête satisfaction", "enquête de satisfaction", "avis", "avis client",
                "satisfaction survey", "survey",
            ]
        case .propose, .accept, .decline, .expire, .cancel, .redirect, .rebook, .remind: []
        }
    }
}

/// The words for reasons: the code, or its label in French or English.
enum ReasonWords {
    /// The reason of each word, folded.
    static let codes: [String: ReasonCode] = {
        var codes: [String: ReasonCode] = [:]
        for reason in ReasonCode.allCases {
            for word in [reason.frenchLabel, reason.englishLabel, reason.rawValue] {
                codes[word.folded] = reason
            }
        }
        return codes
    }()
}
