import Commands
import GarageNetwork
import Synchronization

/// Contacts, messages and links kept in memory; what a courier does is left out.
final class OutboxBook: OutboxLedger {
    struct Pages {
        var contacts: [Recipient: Contact] = [:]
        var entries: [OutboxEntry] = []
        var links: [AnswerLink] = []
        /// Referrals that a link can be made for.
        var codes: Set<String> = ["2345678W"]
        var retried: [String] = []
        var facts = OutboxFacts()
        /// Whom a digest would be written for, and how often one was.
        var digests = 0
        var digestsWritten = 0
        var failure: LedgerError?
        /// What the verbs asked for.
        var askedContacts: [Recipient?] = []
    }
    private let pages: Mutex<Pages>

    init(_ change: (inout Pages) -> Void = { _ in }) {
        var pages = Pages()
        change(&pages)
        self.pages = Mutex(pages)
    }

    var now: Pages { pages.withLock { $0 } }

    /// The desks of a rehearsal of which only this one is open.
    var desks: Desks {
        var desks = Desks.closed
        desks.outbox = self
        return desks
    }

    private func answer<Value: Sendable>(
        _ body: (inout Pages) -> Value
    ) throws(LedgerError) -> Value {
        if let failure = now.failure { throw failure }
        return pages.withLock { body(&$0) }
    }

    func claim(_: OutboxClaim) async throws(LedgerError) -> [OutboxMessage] { [] }
    func settle(_: [DeliveryEnding], at _: Instant?) async throws(LedgerError) {}

    func writeDigests(at _: Instant?, isRehearsal: Bool) async throws(LedgerError) -> Int {
        try answer { pages in
            defer { if !isRehearsal { (pages.digestsWritten, pages.digests) = (pages.digests, 0) } }
            return pages.digests
        }
    }

    func messages(
        _ state: OutboxState?, before: Int64?, limit: Int
    ) async throws(LedgerError) -> [OutboxEntry] {
        let found = try answer { $0.entries }.sorted { $0.number > $1.number }.filter {
            (state == nil || $0.state == state) && $0.number < (before ?? .max)
        }
        return Array(found.prefix(limit))
    }

    func retry(_ key: String, at _: Instant?) async throws(LedgerError) -> Bool {
        try answer { pages in
            guard pages.entries.contains(where: { $0.key == key && $0.state != .sent }) else {
                return false
            }
            pages.retried.append(key)
            return true
        }
    }

    func outboxFacts(at _: Instant?) async throws(LedgerError) -> OutboxFacts {
        try answer { $0.facts }
    }

    func put(_ change: ContactChange) async throws(LedgerError) -> Contact {
        try answer { pages in
            var contact = pages.contacts[change.recipient] ?? Contact()
            if let email = change.email { contact.email = email.isEmpty ? nil : email }
            if let webhook = change.webhook { contact.webhook = webhook.isEmpty ? nil : webhook }
            contact.language = change.language ?? contact.language
            contact.wantsDigest = change.wantsDigest ?? contact.wantsDigest
            contact.wantsImmediate = change.wantsImmediate ?? contact.wantsImmediate
            pages.contacts[change.recipient] = contact
            return contact
        }
    }

    func contacts(
        of recipient: Recipient?, withoutEmail: Bool, limit: Int
    ) async throws(LedgerError) -> [ContactEntry] {
        let found = try answer { pages in
            pages.askedContacts.append(recipient)
            return pages.contacts
        }
        let rows = found.filter {
            (recipient == nil || $0.key == recipient)
                && (!withoutEmail || $0.value.email == nil)
        }
        return rows.sorted { $0.key.number < $1.key.number }.prefix(limit).map {
            ContactEntry(
                recipient: $0.key, id: $0.key.kind == .manager ? "" : "X\($0.key.number)",
                contact: $0.value, waiting: 0)
        }
    }

    func add(_ link: AnswerLink, at instant: Instant?) async throws(LedgerError) -> Instant? {
        try answer { pages in
            guard pages.codes.contains(link.referral.text) else { return nil }
            pages.links.append(link)
            return (instant ?? Instant(microseconds: 0))
                .advanced(bySeconds: Int64(link.lifetimeSeconds ?? 86_400))
        }
    }

    func useLink(secretHash _: [UInt8], at _: Instant?) async throws(LedgerError) -> LinkUse {
        .noSuchLink
    }
}
