/// What can happen to a referral.
///
/// The raw value is its word in `STEP step=…`, or its verb. An event is a *fact*, which is true
/// whenever it is told (``isFact``), or a *decision*, which takes effect when it is made.
package enum ReferralEvent: String, CaseIterable, Sendable {
    // Decisions.
    case propose, accept, decline, expire, cancel, redirect, rebook
    /// The garage was reminded that somebody waits for its answer; changes no state.
    case remind
    // Facts.
    case receive = "received"
    case noShow = "no-show"
    case completeFile = "file"
    case quote = "quoted"
    case quoteAccepted = "quote-accepted"
    case quoteRefused = "quote-refused"
    case waitForFunds = "funding-wait"
    case unrepairable
    case repair = "repaired"
    case giveUp = "not-repaired"
    case answerSatisfaction = "satisfaction"

    /// Whether it is something that happened on a day and may be told late, in any order.
    package var isFact: Bool {
        switch self {
        case .propose, .accept, .decline, .expire, .cancel, .redirect, .rebook, .remind: false
        case .receive, .noShow, .completeFile, .quote, .quoteAccepted, .quoteRefused,
            .waitForFunds, .unrepairable, .repair, .giveUp, .answerSatisfaction:
            true
        }
    }

    /// What a French reader sees.
    package var frenchLabel: String {
        switch self {
        case .propose: "proposition"
        case .accept: "acceptation"
        case .decline: "refus"
        case .expire: "sans réponse"
        case .cancel: "annulation"
        case .redirect: "réorientation"
        case .rebook: "nouveau rendez-vous"
        case .remind: "relance"
        case .receive: "accueil"
        case .noShow: "non-venue"
        case .completeFile: "constitution du dossier"
        case .quote: "devis"
        case .quoteAccepted: "devis accepté"
        case .quoteRefused: "devis refusé"
        case .waitForFunds: "attente d'un financement"
        case .unrepairable: "économiquement irréparable"
        case .repair: "réparation faite"
        case .giveUp: "réparation non faite"
        case .answerSatisfaction: "satisfaction"
        }
    }
}

/// By which way an event reached the ledger.
package enum Channel: String, CaseIterable, Sendable {
    /// A request of the line protocol.
    case line
    /// A garage's one-time link.
    case link
    /// A file from a dealer's system.
    case dealer = "import"
    /// A job that cron runs.
    case job
    /// Somebody with a database prompt.
    case database
}

/// Where the quote of a referral stands: the latest that was told of it, by its day; of the same
/// day, the later of these.
package enum QuoteStanding: String, CaseIterable, Comparable, Sendable {
    case none
    /// Made, and not answered yet.
    case open
    case waiting, refused, unrepairable, accepted

    package static func < (a: QuoteStanding, b: QuoteStanding) -> Bool { a.rank < b.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// What a French reader sees.
    package var frenchLabel: String {
        switch self {
        case .none: "pas de devis"
        case .open: "devis en attente de réponse"
        case .waiting: "en attente d'un financement"
        case .refused: "devis refusé"
        case .unrepairable: "économiquement irréparable"
        case .accepted: "devis accepté"
        }
    }
}
