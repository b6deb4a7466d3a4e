import GarageNetwork
import LineProtocol
import Matching

extension Command {
    static let contactSet = Command(
        "CONTACT-SET", "Says where a garage, a prescriber or the manager is told, and what of.",
        access: .roles([.garage, .prescriber, .manager]), effect: .writes,
        takes: [
            ContactKeys.garage, ContactKeys.prescriber, ContactKeys.manager, ContactKeys.email,
            ContactKeys.webhook, ContactKeys.language, ContactKeys.digest, ContactKeys.immediate,
        ],
        errors: [.noSuch, .conflict, .notReady, .storeDown],
        example: "CONTACT-SET garage=G001 email=accueil@garage.example language=fr"
    ) { call throws(RequestError) in
        let (recipient, id) = try call.recipient()
        let change = try call.contactChange(of: recipient)
        let environment = call.environment
        return .later { () async throws(RequestError) -> Reply in
            let contact = try await ledger { () async throws(LedgerError) in
                try await environment.desks.outbox.put(change)
            }
            // Shown to whoever has just said where, so that they can check what they get.
            let key = change.webhook.flatMap {
                $0.isEmpty ? nil : environment.notices.webhookKey($0)
            }
            return .listing([
                contact.row(of: recipient, id)
                    + (key.map { [Field("webhook_key", .text($0))] } ?? [])
            ])
        }
    }

    static let contacts = Command(
        "CONTACTS", "Lists where everybody is told, or who has no e-mail.",
        access: .roles([.garage, .prescriber, .manager]),
        takes: [ContactKeys.missing, ContactKeys.limit], errors: [.storeDown],
        example: "CONTACTS missing=yes"
    ) { call throws(RequestError) in
        let own = try call.ownRecipient()
        let isMissing = try call.optional(ContactKeys.missing) == .yes
        let limit = try call.optional(ContactKeys.limit)?.value ?? RowLimit.range.upperBound
        let environment = call.environment
        return .later { () async throws(RequestError) -> Reply in
            let found = try await ledger { () async throws(LedgerError) in
                try await environment.desks.outbox.contacts(
                    of: own, withoutEmail: isMissing, limit: limit + 1)
            }
            let rows = found.prefix(limit).map {
                $0.contact.row(of: $0.recipient, $0.id) + [Field("waiting", .count($0.waiting))]
            }
            return .listing(rows, found.count > limit ? [Field("more", .whole(1))] : [])
        }
    }

    static let link = Command(
        "LINK", "Makes a link by which a garage answers a referral, once, without an account.",
        access: .roles([.manager]), effect: .writes, requires: [Keys.referral],
        takes: [ContactKeys.days], errors: [.noSuch, .storeDown],
        example: "LINK referral=7KQ4M2X9 days=3"
    ) { call throws(RequestError) in
        let code = try call.required(Keys.referral)
        let days = try call.optional(ContactKeys.days)?.value
        let environment = call.environment
        let (secret, hash) = environment.access.issueLinkSecret()
        let link = AnswerLink(
            referral: code, secretHash: hash, lifetimeSeconds: days.map { $0 * 86_400 })
        return .later { () async throws(RequestError) -> Reply in
            let expires = try await ledger { () async throws(LedgerError) in
                try await environment.desks.outbox.add(link, at: environment.writtenInstant)
            }
            guard let expires else { throw .noSuchReferral }
            let base = environment.notices.linkBase
            return .listing([
                [
                    Field("referral", .text(code.text)), Field("secret", .text(secret)),
                    Field("link", base.map { .text($0 + secret) } ?? .missing),
                    Field("expires", .text(expires.iso8601)),
                ]
            ])
        }
    }
}

private enum ContactKeys {
    static let garage = Key<GarageID>("garage", "The garage; a garage leaves it out.")
    static let prescriber = Key<GarageID>(
        "prescriber", "The prescriber; a prescriber leaves it out.")
    static let manager = Key<Choice>(
        "manager", "Whether it is about the network's manager.", default: "no")
    static let email = Key<EmailWish>("email", "Where mails go.")
    static let webhook = Key<WebhookWish>(
        "webhook", "Where signed messages are posted; the reply shows the key, this once.")
    static let language = Key<Language>("language", "In which language they are told.")
    static let digest = Key<Choice>("digest", "Whether they get the digest of the day.")
    static let immediate = Key<Choice>("immediate", "Whether what is urgent comes at once.")
    static let missing = Key<Choice>("missing", "Only who has no e-mail.", default: "no")
    static let limit = Key<RowLimit>("limit", "How many rows at most.", default: "1000")
    static let days = Key<LinkDays>(
        "days", "How long it lives.", default: "until the answer is due, a day at least")
}

extension Call {
    /// Whose contact the caller may see and set; nil for everybody's.
    fileprivate func ownRecipient() throws(RequestError) -> Recipient? {
        switch try scope() {
        case .garage(let number): return Recipient(kind: .garage, number: number)
        case .organisation(let organisation):
            // The network's own organisation is the manager's, who has another role.
            guard organisation != .network else { throw .noSuchPrescriber }
            return Recipient(kind: .prescriber, number: organisation.number)
        case .everything: return nil
        }
    }

    /// Who a request is about.
    ///
    /// Other people's ids are answered like ids that do not exist.
    fileprivate func recipient() throws(RequestError) -> (recipient: Recipient, id: String) {
        let own = try ownRecipient()
        let garage = try optional(ContactKeys.garage)
        let prescriber = try optional(ContactKeys.prescriber)
        let isManager = try optional(ContactKeys.manager) == .yes
        let named = [garage != nil, prescriber != nil, isManager].count { $0 }
        guard named <= 1 else {
            throw RequestError(
                .conflict, "a contact is of one: garage=, prescriber= or manager=yes")
        }
        if let garage {
            guard let found = try currentNetwork().garage(id: garage),
                own == nil || own == Recipient(kind: .garage, number: found.number)
            else { throw RequestError(.noSuch, "garage: no such garage; GARAGES lists them") }
            return (Recipient(kind: .garage, number: found.number), garage.text)
        }
        if let prescriber {
            let found = environment.directory.prescriber(prescriber).map {
                Recipient(kind: .prescriber, number: $0.organisation.number)
            }
            guard let found, own == nil || own == found else { throw .noSuchPrescriber }
            return (found, prescriber.text)
        }
        if isManager {
            guard own == nil else { throw RequestError(.denied, "manager=yes is for a manager") }
            return (.manager, "")
        }
        guard let own else {
            throw RequestError(
                .missingKey, "CONTACT-SET needs garage=…, prescriber=… or manager=yes")
        }
        return (own, try ownID(own))
    }

    private func ownID(_ own: Recipient) throws(RequestError) -> String {
        own.kind == .garage
            ? try currentNetwork().garage(number: own.number)?.id.text ?? ""
            : environment.directory.name(of: OrganisationID(own.number)) ?? ""
    }

    fileprivate func contactChange(
        of recipient: Recipient
    ) throws(RequestError) -> ContactChange {
        let webhook = try optional(ContactKeys.webhook)
        if case .address(let address) = webhook { try check(address) }
        return ContactChange(
            recipient, email: try optional(ContactKeys.email)?.text, webhook: webhook?.text,
            language: try optional(ContactKeys.language)?.rawValue,
            wantsDigest: try optional(ContactKeys.digest).map { $0 == .yes },
            wantsImmediate: try optional(ContactKeys.immediate).map { $0 == .yes })
    }

    /// Plain text stays on this machine; and only whoever runs it may have it call itself, or a
    /// machine that has no name.
    private func check(_ address: WebhookAddress) throws(RequestError) {
        guard environment.notices.webhookKey(address.text) != nil else {
            throw RequestError(
                .conflict,
                "webhook: this daemon cannot sign; set notifications.webhook_secret_file first")
        }
        if try ownRecipient() != nil, address.isLoopback || address.isNumber {
            throw RequestError(.range, "webhook: it is a host by its name, on another machine")
        }
        guard address.isEncrypted || address.isLoopback || environment.notices.allowsPlainWebhooks
        else { throw RequestError(.range, "webhook: use https://; http:// is for this machine") }
    }
}

extension RequestError {
    fileprivate static let noSuchPrescriber = RequestError(
        .noSuch, "prescriber: no such prescriber in this network")
}

extension Contact {
    fileprivate func row(of recipient: Recipient, _ id: String) -> Reply.Row {
        [
            Field("kind", .text(recipient.kind.rawValue)),
            Field("id", id.isEmpty ? .missing : .text(id)),
            Field("email", email.map { .text($0) } ?? .missing),
            Field("webhook", webhook.map { .text($0) } ?? .missing),
            Field("language", .text(language)), Field("digest", .truth(wantsDigest)),
            Field("immediate", .truth(wantsImmediate)),
        ]
    }
}
