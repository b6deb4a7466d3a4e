/// Messages that were committed with what they tell of, until they are delivered, and where to.
package protocol OutboxLedger: Sendable {
    /// Takes messages that are due, the longest due first, so that nobody else takes them until the
    /// lease ends.
    ///
    /// One that was taken and not settled is taken again after it, with the same key: a crash sends
    /// twice rather than never.
    func claim(_ claim: OutboxClaim) async throws(LedgerError) -> [OutboxMessage]
    /// Writes how deliveries ended, in one transaction.
    func settle(_ endings: [DeliveryEnding], at: Instant?) async throws(LedgerError)
    /// Writes the digests of the day unless they are there, and gives for how many recipients.
    ///
    /// `isRehearsal` writes nothing.
    func writeDigests(at: Instant?, isRehearsal: Bool) async throws(LedgerError) -> Int
    /// Messages, the latest first, at most `limit` of them with numbers below `before`.
    func messages(
        _ state: OutboxState?, before: Int64?, limit: Int
    ) async throws(LedgerError) -> [OutboxEntry]
    /// Makes a message that was not sent due at once, with all its tries before it; false when
    /// there is none of that key.
    func retry(_ key: String, at: Instant?) async throws(LedgerError) -> Bool
    /// What `CHECK` says of the outbox.
    func outboxFacts(at: Instant?) async throws(LedgerError) -> OutboxFacts

    /// Writes where somebody is told, and gives what holds then.
    func put(_ change: ContactChange) async throws(LedgerError) -> Contact
    /// Those who have a contact; or those who have no e-mail, who have most waiting first.
    func contacts(
        of recipient: Recipient?, withoutEmail: Bool, limit: Int
    ) async throws(LedgerError) -> [ContactEntry]

    /// Keeps a link; gives when it expires, or nil when there is no such referral.
    func add(_ link: AnswerLink, at: Instant?) async throws(LedgerError) -> Instant?
    /// Uses a link, once.
    func useLink(secretHash: [UInt8], at: Instant?) async throws(LedgerError) -> LinkUse
}

/// A wish for messages to send.
package struct OutboxClaim: Equatable, Sendable {
    package var limit: Int
    /// Longer than all of them take to be sent.
    package var leaseSeconds: Int
    /// How often a message is tried before it is given up.
    package var triesMax: Int
    package var at: Instant?

    package init(limit: Int, leaseSeconds: Int, triesMax: Int, at: Instant? = nil) {
        self.limit = limit
        self.leaseSeconds = leaseSeconds
        self.triesMax = triesMax
        self.at = at
    }
}

/// How a delivery ended.
package struct DeliveryEnding: Equatable, Sendable {
    package var key: String
    /// The ``OutboxMessage/attempt`` that it was.
    package var attempt: Int
    package var result: Result

    package enum Result: Equatable, Sendable {
        case sent
        /// To be tried again so many seconds later.
        case failed(errorClass: String, retryAfterSeconds: Int)
        /// To be tried no more.
        case givenUp(errorClass: String)
    }

    package init(key: String, attempt: Int, result: Result) {
        self.key = key
        self.attempt = attempt
        self.result = result
    }
}

/// What of the outbox somebody should hear of.
package struct OutboxFacts: Equatable, Sendable {
    /// Messages that are neither sent nor given up.
    package var waiting: Int
    /// When the first of them was written; nil when none waits.
    package var oldest: Instant?
    /// Messages that were given up.
    package var dead: Int
    /// Garages and prescribers for whom something waits and who have no e-mail.
    package var unreachable: Int
    /// The ids of the first of them.
    package var unreachableIDs: [String]

    package init(
        waiting: Int = 0, oldest: Instant? = nil, dead: Int = 0, unreachable: Int = 0,
        unreachableIDs: [String] = []
    ) {
        self.waiting = waiting
        self.oldest = oldest
        self.dead = dead
        self.unreachable = unreachable
        self.unreachableIDs = unreachableIDs
    }
}
