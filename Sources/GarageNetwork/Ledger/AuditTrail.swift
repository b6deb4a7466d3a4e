/// Where it is remembered who read, wrote or took away what.
package protocol AuditTrail: Sendable {
    /// Remembers something before it is done: where that fails, it must not be done.
    func remember(_ note: AuditNote) async throws(LedgerError)

    /// The entries that a question is about, the latest first.
    func entries(_ question: AuditQuestion) async throws(LedgerError) -> [AuditEntry]
    /// All that is remembered of one object, a pseudonym or a code, first to last: what somebody
    /// may know of who read their own file.
    func entries(of object: String) async throws(LedgerError) -> [AuditEntry]

    /// Links the entries that are not linked yet; how many those were.
    ///
    /// One whose transaction ended after a later one was linked is found only by looking back,
    /// which reads all entries of the last two minutes. Several daemons may link at once: each
    /// entry is linked once.
    func link(looksBack: Bool) async throws(LedgerError) -> Int
    /// Links what is not linked yet, then walks the whole chain.
    ///
    /// `head` is what an earlier walk ended with, kept elsewhere; nil where nobody did. Without it
    /// nothing tells that the last entries were cut off.
    func verify(against head: AuditHead?) async throws(LedgerError) -> AuditVerdict
    /// Forgets the oldest entries, a page at a time; how many those were.
    ///
    /// The last link that is forgotten stays known, so that later walks begin behind it.
    func prune(
        keepingMonths months: Int, at now: Instant?, isRehearsal: Bool
    ) async throws(LedgerError) -> Int

    /// Who had the files of more than so many persons in their hands within one hour, in the last
    /// day.
    func massReadings(over persons: Int, at now: Instant?) async throws(LedgerError)
        -> [MassReading]
}

/// Which entries of the audit somebody asks for.
package struct AuditQuestion: Equatable, Sendable {
    /// A pseudonym, the code of a referral, or what was taken away.
    package var object: String?
    package var action: AuditAction?
    package var since: Instant?
    /// The public half of the actor's token.
    package var keyID: String?
    /// Only entries with a number below this.
    package var before: Int64?
    package var limit: Int

    package init(
        object: String? = nil, action: AuditAction? = nil, since: Instant? = nil,
        keyID: String? = nil, before: Int64? = nil, limit: Int
    ) {
        self.object = object
        self.action = action
        self.since = since
        self.keyID = keyID
        self.before = before
        self.limit = limit
    }
}

/// Somebody who had many persons' files in their hands within an hour.
package struct MassReading: Equatable, Sendable {
    package var actor: AuditActor
    /// When the number was first passed, within the last day.
    package var since: Instant
    /// The most persons within one hour.
    package var persons: Int

    package init(actor: AuditActor, since: Instant, persons: Int) {
        self.actor = actor
        self.since = since
        self.persons = persons
    }
}
