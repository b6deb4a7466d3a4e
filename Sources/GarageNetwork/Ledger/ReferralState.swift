/// Where a referral stands.
package enum ReferralState: String, CaseIterable, Sendable {
    case proposed, accepted, received
    case fileComplete = "file"
    case quoted, repaired
    case notRepaired = "not-repaired"
    case closed
    case declined, expired, cancelled, redirected
    case noShow = "no-show"

    /// Whether the person still waits for something: at most one such referral each.
    package var isOpen: Bool {
        switch self {
        case .proposed, .accepted, .received, .fileComplete, .quoted: true
        case .repaired, .notRepaired, .closed, .declined, .expired, .cancelled, .redirected,
            .noShow:
            false
        }
    }

    /// Whether it takes a place of the garage's month.
    package var isCommitted: Bool {
        switch self {
        case .proposed, .accepted, .received, .fileComplete, .quoted, .repaired, .notRepaired,
            .closed:
            true
        case .declined, .expired, .cancelled, .redirected, .noShow: false
        }
    }

    /// Whether the person has come to the garage.
    package var hasCome: Bool { isCommitted && self != .proposed && self != .accepted }

    /// What a French reader sees.
    package var frenchLabel: String {
        switch self {
        case .proposed: "proposée"
        case .accepted: "acceptée"
        case .received: "reçue au garage"
        case .fileComplete: "dossier constitué"
        case .quoted: "devis établi"
        case .repaired: "réparation faite"
        case .notRepaired: "réparation non faite"
        case .closed: "close"
        case .declined: "refusée par le garage"
        case .expired: "sans réponse"
        case .cancelled: "annulée"
        case .redirected: "réorientée"
        case .noShow: "non-venue"
        }
    }
}
