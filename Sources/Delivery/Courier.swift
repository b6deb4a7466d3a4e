import Foundation
package import GarageNetwork
package import Logging

/// Takes messages from the outbox and delivers them: by mail, by webhook.
///
/// Several may work on one database: each message is taken by one of them. The log names keys and
/// classes of errors, never an address nor a text.
package struct Courier: Sendable {
    private let outbox: any OutboxLedger
    private let clock: any Clock
    private let routes: DeliveryRoutes
    private let logger: Logger

    /// How many messages are taken at once, and how many of them are under way at a time.
    package static let batch = 32
    package static let atOnce = 8

    package init(
        outbox: any OutboxLedger, clock: any Clock, routes: DeliveryRoutes, logger: Logger
    ) {
        self.outbox = outbox
        self.clock = clock
        self.routes = routes
        self.logger = logger
    }

    /// Longer than a batch of which every message takes as long as it may.
    package var leaseSeconds: Int {
        let slowest =
            max(
                SendmailCommand.usualTimeLimit, WebhookClient.usualTimeLimit) / .seconds(1)
        return Int(slowest) * (Self.batch / Self.atOnce) + 60
    }

    private var writtenInstant: Instant? { clock.isSet ? clock.now : nil }

    /// Delivers what is due now, until nothing is; how many tries that took.
    @discardableResult
    package func round() async throws(LedgerError) -> Int {
        var tries = 0
        while !Task.isCancelled {
            let taken = try await outbox.claim(
                OutboxClaim(
                    limit: Self.batch, leaseSeconds: leaseSeconds, triesMax: routes.triesMax,
                    at: writtenInstant))
            guard !taken.isEmpty else { break }
            tries += taken.count
            let endings = await deliver(taken)
            try await outbox.settle(endings, at: writtenInstant)
        }
        return tries
    }

    private func deliver(_ messages: [OutboxMessage]) async -> [DeliveryEnding] {
        await withTaskGroup(of: DeliveryEnding.self) { group in
            var rest = messages[...]
            func add() {
                guard let message = rest.popFirst() else { return }
                group.addTask { await deliver(message) }
            }
            for _ in 0..<Self.atOnce { add() }
            var endings: [DeliveryEnding] = []
            for await ending in group {
                endings.append(ending)
                add()
            }
            return endings
        }
    }

    private func deliver(_ message: OutboxMessage) async -> DeliveryEnding {
        let result = await result(of: message)
        let ending = result.ending(of: message, triesMax: routes.triesMax)
        let facts: Logger.Metadata = ["key": "\(message.key)", "try": "\(message.attempt)"]
        switch ending.result {
        case .sent: logger.debug("delivered", metadata: facts)
        case .failed(let name, let seconds):
            logger.info(
                "not delivered",
                metadata: facts.merging(["why": "\(name)", "again_in_s": "\(seconds)"]) { $1 })
        case .givenUp(let name):
            logger.warning(
                "gave up a message", metadata: facts.merging(["why": "\(name)"]) { $1 })
        }
        return ending
    }

    private func result(of message: OutboxMessage) async -> DeliveryResult {
        guard let address = message.address else { return .refused("no-address") }
        let link: String?
        do throws(LedgerError) {
            link = try await issueLink(for: message)
        } catch {
            return .failed("store")
        }
        switch message.channel {
        case .mail: return await mail(message, to: address, link: link)
        case .webhook: return await post(message, to: address, link: link)
        }
    }

    private func mail(
        _ message: OutboxMessage, to address: String, link: String?
    ) async -> DeliveryResult {
        guard let to = EmailAddress(address) else { return .refused("bad-address") }
        guard let text = routes.templates.text(message.template, message.language),
            let values = TemplateVocabulary.values(of: message, link: link)
        else { return .refused("no-template") }
        let (subject, body) = text.render(values)
        return await routes.sendmail.send(
            MailText(
                from: routes.from, to: to, subject: subject, body: body, key: message.key,
                date: clock.now))
    }

    private func post(
        _ message: OutboxMessage, to address: String, link: String?
    ) async -> DeliveryResult {
        guard let url = WebhookAddress(address) else { return .refused("bad-address") }
        guard let key = routes.signingKey else { return .failed("no-secret") }
        guard let body = WebhookBody.text(of: message, link: link) else {
            return .refused("no-template")
        }
        let timestamp = clock.now.seconds
        return await routes.webhooks.post(
            body,
            headers: [
                ("X-Garaged-Key", message.key), ("X-Garaged-Timestamp", "\(timestamp)"),
                (
                    "X-Garaged-Signature",
                    key.signature(for: address, timestamp: timestamp, body: body)
                ),
            ], to: url)
    }

    /// A link of its own for every sending: only its hash is kept, so that none can be shown again.
    private func issueLink(for message: OutboxMessage) async throws(LedgerError) -> String? {
        guard let base = routes.linkBase, message.kind == .garage,
            let code = TemplateVocabulary.answerable(message)
        else { return nil }
        let secret = LinkSecret.random()
        let expires = try await outbox.add(
            AnswerLink(referral: code, secretHash: SigningKey.hash(secret)),
            at: writtenInstant)
        return expires == nil ? nil : base + secret
    }
}

extension TemplateVocabulary {
    /// The referral that a garage is asked to answer by a message; nil when it asks nothing, or was
    /// answered.
    static func answerable(_ message: OutboxMessage) -> ReferralCode? {
        let payload =
            try? JSONSerialization.jsonObject(with: Data(message.payload.utf8)) as? [String: Any]
        guard payload?["state"] as? String == ReferralState.proposed.rawValue else { return nil }
        return (payload?["referral"] as? String).flatMap { ReferralCode($0) }
    }
}
