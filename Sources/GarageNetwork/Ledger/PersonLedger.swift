/// Where the files of persons are kept: who they are, how they travel.
///
/// A person who is not the scope's, who was forgotten, or whose file went into another's is
/// answered like one who does not exist.
package protocol PersonLedger: Sendable {
    /// The file of a person; also of one whose file is frozen or who objected.
    func file(
        of id: BeneficiaryID, visibleTo scope: Scope
    ) async throws(LedgerError) -> PersonFile?
    /// Reads a file, edits it and writes it in one transaction.
    ///
    /// The day of last contact moves forward only; what the person asked for (an objection, a
    /// limitation) and whose they are stays as it is.
    func change(
        _ id: BeneficiaryID, visibleTo scope: Scope,
        _ edit: @escaping @Sendable (inout PersonFile) throws(PersonRefusal) -> Void
    ) async throws(LedgerError) -> PersonChange
    /// Somebody saw or spoke with the person on that day; an earlier day changes nothing.
    func touched(_ id: BeneficiaryID, on day: Day) async throws(LedgerError)
    /// Other people of the scope with the same name and birth date, or the same telephone, the
    /// first enrolled first.
    func twins(
        of id: BeneficiaryID, visibleTo scope: Scope, limit: Int
    ) async throws(LedgerError) -> [BeneficiaryID]
    /// Everybody of the scope who is likely to be somebody enrolled before, after that pseudonym.
    func twins(
        visibleTo scope: Scope, after id: BeneficiaryID?, limit: Int
    ) async throws(LedgerError) -> [PersonTwin]
    /// Ends one file in favour of another of the same person.
    func merge(_ order: MergeOrder) async throws(LedgerError) -> MergeOutcome
    /// Whom a garage expects by one of its open referrals; nil for any other referral.
    func expected(
        by code: ReferralCode, at garage: Int64
    ) async throws(LedgerError) -> ExpectedPerson?
    /// Seals with the newest key whatever another one sealed, or none; safe to break off and to
    /// begin again.
    func reseal() async throws(LedgerError) -> Resealing
}

/// How a change of a file ended.
package enum PersonChange: Equatable, Sendable {
    case changed(PersonFile)
    case noSuchPerson
    /// Nothing was written, for that reason.
    case refused(PersonRefusal)
}

/// Why a file was left as it is.
package enum PersonRefusal: Error, Equatable, Sendable {
    /// Nothing more is done with it.
    case halted(Halt)
    /// What the rest of the file says does not go with it.
    case unfit(String)
}

/// Two files that are likely to be of one person.
package struct PersonTwin: Equatable, Sendable {
    package var person: BeneficiaryID
    package var organisation: OrganisationID
    /// Whoever was enrolled first of those that are alike.
    package var sameAs: BeneficiaryID
    package var sameOrganisation: OrganisationID
    /// What they have in common.
    package var hasSameName: Bool
    package var hasSamePhone: Bool
    /// Their referrals that are not finished.
    package var referral: ReferralCode?
    package var sameReferral: ReferralCode?

    package init(
        person: BeneficiaryID, organisation: OrganisationID, sameAs: BeneficiaryID,
        sameOrganisation: OrganisationID, hasSameName: Bool, hasSamePhone: Bool,
        referral: ReferralCode? = nil, sameReferral: ReferralCode? = nil
    ) {
        self.person = person
        self.organisation = organisation
        self.sameAs = sameAs
        self.sameOrganisation = sameOrganisation
        self.hasSameName = hasSameName
        self.hasSamePhone = hasSamePhone
        self.referral = referral
        self.sameReferral = sameReferral
    }
}

/// A wish to make one file of two.
package struct MergeOrder: Equatable, Sendable {
    /// The file that ends.
    package var beneficiary: BeneficiaryID
    /// The one that goes on, and gets the history of the other.
    package var into: BeneficiaryID
    package var scope: Scope
    /// The caller's own name for this request.
    package var key: String
    /// Whether somebody said why, so that the two need not look alike.
    package var isExplained: Bool
    package var at: Instant?

    package init(
        beneficiary: BeneficiaryID, into: BeneficiaryID, scope: Scope, key: String,
        isExplained: Bool = false, at: Instant? = nil
    ) {
        self.beneficiary = beneficiary
        self.into = into
        self.scope = scope
        self.key = key
        self.isExplained = isExplained
        self.at = at
    }
}

/// How a merge ended; where it is not ``merged``, nothing was done.
package enum MergeOutcome: Equatable, Sendable {
    case merged(replayed: Bool)
    case noSuchPerson
    case halted(Halt)
    /// Both have a referral that is not finished.
    case bothOpen
    /// Neither name nor telephone is the same, and nobody said why they are one person.
    case unlike
    /// The key was used for another pair.
    case keyReused
}

/// What sealing again has done.
package struct Resealing: Equatable, Sendable {
    package var resealed: Int
    /// What does not open: its key is not there, or somebody altered it.
    package var stuck: Int
    package var firstStuck: String?

    package init(resealed: Int = 0, stuck: Int = 0, firstStuck: String? = nil) {
        self.resealed = resealed
        self.stuck = stuck
        self.firstStuck = firstStuck
    }
}
