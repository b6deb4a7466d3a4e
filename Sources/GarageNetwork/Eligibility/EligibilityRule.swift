/// What a rule of eligibility asks about.
package enum EligibilityCriterion: String, CaseIterable, Sendable {
    /// The family quotient: euros a month.
    case familyQuotient = "qf"
    /// The reference income of a tax notice: euros a year.
    case incomeTax = "income-tax"
    /// Minimum benefits.
    case rsa, ass, aah
    case jobSeeker = "job-seeker"
    case tempWorker = "temp-worker"
    case workingPoor = "working-poor"
    /// A partner sent the person with a prescription sheet: the bypass of all the others.
    case prescription

    /// Whether it is an amount, which a rule compares with its ceiling.
    package var isAmount: Bool { self == .familyQuotient || self == .incomeTax }
}

/// A paper that an adviser has seen; it is never kept.
package enum ProofType: String, CaseIterable, Sendable {
    case cafAttestation = "caf-attestation"
    case msaAttestation = "msa-attestation"
    case rsaAttestation = "rsa-attestation"
    case aahNotice = "aah-notice"
    case taxNotice = "tax-notice"
    case payslip
    case franceTravailAttestation = "france-travail-attestation"
    case tempContract = "temp-contract"
    case prescriptionSheet = "prescription-sheet"
}

/// One version of a rule by which a person may come to the network; any one that holds is enough.
package struct EligibilityRule: Equatable, Sendable {
    /// 1 to 32 small letters, digits or `-`.
    package var id: String
    /// From 1.
    package var version: Int
    /// The first digits of the postal codes where it holds; nil for everywhere.
    package var territory: String?
    package var criterion: EligibilityCriterion
    /// Of an amount: this much is still enough; nil for what is no amount.
    package var ceilingCents: Int64?
    /// Any one of them will do; never empty.
    package var proofs: [ProofType]
    /// 1 to 36: a proof of 2 October is good for three months through 2 January.
    package var proofMaxMonths: Int
    package var validFrom: Day
    /// The last day; nil for none.
    package var validTo: Day?

    package static let idLengthMax = 32
    package static let ceilingCentsMax: Int64 = 10_000_000
    package static let proofMonths = 1...36
    package static let proofsMax = 4

    package init(
        id: String, version: Int, territory: String? = nil, criterion: EligibilityCriterion,
        ceilingCents: Int64? = nil, proofs: [ProofType], proofMaxMonths: Int, validFrom: Day,
        validTo: Day? = nil
    ) {
        self.id = id
        self.version = version
        self.territory = territory
        self.criterion = criterion
        self.ceilingCents = ceilingCents
        self.proofs = proofs
        self.proofMaxMonths = proofMaxMonths
        self.validFrom = validFrom
        self.validTo = validTo
    }

    /// Whether its territory holds a postal code; nil where that must be known and is not.
    package func holds(in postcode: String?) -> Bool? {
        guard let territory else { return true }
        return postcode.map { $0.hasPrefix(territory) }
    }

    /// The version of each rule that holds on a day, by id: the highest that begins then or
    /// earlier, unless its last day is past.
    package static func inForce(_ versions: [EligibilityRule], on day: Day) -> [EligibilityRule] {
        var current: [String: EligibilityRule] = [:]
        for rule in versions where rule.validFrom <= day {
            if current[rule.id].map({ $0.version < rule.version }) ?? true {
                current[rule.id] = rule
            }
        }
        return current.values.filter { $0.validTo.map { day <= $0 } ?? true }
            .sorted { $0.id < $1.id }
    }
}

extension Day {
    /// The same day so many months later or earlier, or the last of a month that has no such day.
    package func adding(months: Int) -> Day {
        var month = month
        for _ in 0..<abs(months) { month = months < 0 ? month.previous : month.next }
        return month.first + (min(dayOfMonth, month.dayCount) - 1)
    }
}
