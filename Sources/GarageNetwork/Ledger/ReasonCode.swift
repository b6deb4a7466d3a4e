/// Why: a closed list, so that reasons can be counted.
package enum ReasonCode: String, CaseIterable, Sendable {
    // A garage declines.
    case full, brand
    case heavyWork = "heavy-work"
    case vehicleLimits = "vehicle-limits"
    case hours, closed
    case notEligible = "not-eligible"
    case duplicate
    // A car is not repaired, or a quote not taken.
    case dearerThanCar = "dearer-than-car"
    case quoteTooHigh = "quote-too-high"
    case fundingRefused = "funding-refused"
    case fundingLapsed = "funding-lapsed"
    case gaveUp = "gave-up"
    case sold
    case partUnavailable = "part-unavailable"
    case repairedElsewhere = "repaired-elsewhere"
    // A referral is called off or sent on.
    case mistake, moved
    case notNeeded = "not-needed"
    case objection
    case tooFar = "too-far"
    case noAnswer = "no-answer"
    case wishOfThePerson = "person-wishes"
    case other

    /// What an English reader sees.
    package var englishLabel: String {
        switch self {
        case .full: "full"
        case .brand: "does not take this brand"
        case .heavyWork: "heavy work on another brand"
        case .vehicleLimits: "car too old, too far driven or too powerful"
        case .hours: "outside its hours"
        case .closed: "closed"
        case .notEligible: "person not eligible"
        case .duplicate: "sent twice"
        case .dearerThanCar: "repair dearer than the car"
        case .quoteTooHigh: "quote too high"
        case .fundingRefused: "funding refused"
        case .fundingLapsed: "funding lapsed"
        case .gaveUp: "person gave up"
        case .sold: "car sold or scrapped"
        case .partUnavailable: "part unavailable"
        case .repairedElsewhere: "repaired elsewhere"
        case .mistake: "entered by mistake"
        case .moved: "person moved"
        case .notNeeded: "no longer needed"
        case .objection: "person objects"
        case .tooFar: "too far"
        case .noAnswer: "no answer"
        case .wishOfThePerson: "the person wishes so"
        case .other: "other"
        }
    }

    /// What a French reader sees.
    package var frenchLabel: String {
        switch self {
        case .full: "complet"
        case .brand: "marque non prise"
        case .heavyWork: "gros travaux sur une autre marque"
        case .vehicleLimits: "véhicule trop ancien, trop kilométré ou trop puissant"
        case .hours: "hors horaires"
        case .closed: "fermé"
        case .notEligible: "personne non éligible"
        case .duplicate: "doublon"
        case .dearerThanCar: "réparation plus chère que la voiture"
        case .quoteTooHigh: "devis trop élevé"
        case .fundingRefused: "financement refusé"
        case .fundingLapsed: "financement échu"
        case .gaveUp: "abandon de la personne"
        case .sold: "voiture vendue ou détruite"
        case .partUnavailable: "pièce indisponible"
        case .repairedElsewhere: "réparée ailleurs"
        case .mistake: "saisie par erreur"
        case .moved: "déménagement"
        case .notNeeded: "plus nécessaire"
        case .objection: "opposition de la personne"
        case .tooFar: "trop loin"
        case .noAnswer: "pas de réponse"
        case .wishOfThePerson: "souhait de la personne"
        case .other: "autre"
        }
    }
}
