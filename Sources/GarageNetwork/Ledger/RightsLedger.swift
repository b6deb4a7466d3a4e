/// What persons may ask: their file, its correction, its end; and how long files are kept.
package protocol RightsLedger: RequestRegister, RetentionLedger {
    /// What is kept of a person; nil where nobody of that name is the caller's.
    func holding(
        of id: BeneficiaryID, visibleTo scope: Scope
    ) async throws(LedgerError) -> PersonHolding?

    /// Everything that is kept of a person, part by part; nil where nobody of that name is the
    /// caller's.
    func export(
        of id: BeneficiaryID, visibleTo scope: Scope
    ) async throws(LedgerError) -> [ExportPart]?

    /// Erases a person: all that says who they are or what they answered, the sensitive first;
    /// what is open is called off. Counts stay, and lead to nobody.
    ///
    /// One transaction. Somebody who is forgotten already is left alone.
    func forget(
        _ person: Departure, by scope: Scope, at instant: Instant?
    ) async throws(LedgerError)

    /// Puts an objection or a limitation on a person, or takes it off.
    func halt(_ order: HaltOrder) async throws(LedgerError) -> HaltOutcome
}

/// The requests of persons, and by when each must be answered.
package protocol RequestRegister: Sendable {
    /// Writes a request down; the same kind of the same person and day is the one that is there.
    /// Nil where nobody of that name is the caller's.
    func register(
        _ kind: RequestKind, of id: BeneficiaryID, on day: Day, visibleTo scope: Scope
    ) async throws(LedgerError) -> PersonRequest?

    /// Those that are open, the first to be due first; or those that were closed, the last first.
    func requests(
        open: Bool, after number: Int64?, limit: Int, visibleTo scope: Scope
    ) async throws(LedgerError) -> [PersonRequest]

    /// Nil where no such request is the caller's; else the request as it now is, which may have
    /// been closed otherwise before.
    func close(
        _ number: Int64, as outcome: RequestOutcome, on day: Day, visibleTo scope: Scope
    ) async throws(LedgerError) -> PersonRequest?

    func requestFacts() async throws(LedgerError) -> RequestFacts
}

/// The end of files that nobody has touched for long.
package protocol RetentionLedger: Sendable {
    /// What a run would find; writes nothing.
    func count(_ term: RetentionTerm) async throws(LedgerError) -> RetentionCount

    /// Files that end soon, oldest contact first; pseudonyms and days only.
    func ending(
        _ term: RetentionTerm, after position: RetentionPosition, limit: Int,
        visibleTo scope: Scope
    ) async throws(LedgerError) -> [EndingFile]

    /// Takes note, in a page of files, that their prescriber is told; how many, and where to go on.
    func notice(
        _ term: RetentionTerm, after position: RetentionPosition, limit: Int
    ) async throws(LedgerError) -> (noticed: Int, next: RetentionPosition?)

    /// Writes the messages about those notices; how many.
    func tellNotices(_ term: RetentionTerm, at instant: Instant?) async throws(LedgerError) -> Int

    /// A page of those whose time is over by what is filed, by their number; erasing looks again.
    func due(
        _ term: RetentionTerm, after number: Int64, limit: Int
    ) async throws(LedgerError) -> [KeptPerson]

    /// Erases those of these people whose time is over still, in one transaction; how many.
    func forget(
        _ people: [Departure], term: RetentionTerm, at instant: Instant?
    ) async throws(LedgerError) -> Int

    /// Calls off what was made for somebody in the instant in which they objected; how many people.
    func sweepHalted(at instant: Instant?) async throws(LedgerError) -> Int

    /// Ends requests that were closed, and stones, so many months ago; how many requests.
    func endRegister(
        before today: Day, keptMonths: Int
    ) async throws(LedgerError) -> Int
}
