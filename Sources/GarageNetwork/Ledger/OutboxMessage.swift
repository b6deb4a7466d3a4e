/// A message to be sent, as its courier gets it.
package struct OutboxMessage: Equatable, Sendable {
    /// The same whenever it is sent again.
    package var key: String
    /// Which try this is, from 1.
    package var attempt: Int
    package var channel: DeliveryChannel
    package var kind: Recipient.Kind
    /// The id of the garage or prescriber; empty for the manager.
    package var recipientID: String
    package var template: String
    /// `fr` or `en`.
    package var language: String
    /// The e-mail or the URL; nil when it was taken away since the message was written.
    package var address: String?
    /// A JSON object: codes, ids, counts, and what a garage may see of the car.
    package var payload: String
    package var createdAt: Instant

    package init(
        key: String, attempt: Int, channel: DeliveryChannel, kind: Recipient.Kind,
        recipientID: String, template: String, language: String, address: String?,
        payload: String, createdAt: Instant
    ) {
        self.key = key
        self.attempt = attempt
        self.channel = channel
        self.kind = kind
        self.recipientID = recipientID
        self.template = template
        self.language = language
        self.address = address
        self.payload = payload
        self.createdAt = createdAt
    }
}

/// By which way a message leaves.
package enum DeliveryChannel: String, CaseIterable, Sendable {
    case mail, webhook
}

/// Where a message stands.
package enum OutboxState: String, CaseIterable, Sendable {
    case waiting, sent, dead
}

/// A message as an operator sees it: whom it is for and how it goes, not what it says.
package struct OutboxEntry: Equatable, Sendable {
    /// Grows with time; the key to go on from.
    package var number: Int64
    package var key: String
    package var state: OutboxState
    package var kind: Recipient.Kind
    package var recipientID: String
    package var template: String
    package var channel: DeliveryChannel
    package var createdAt: Instant
    package var dueAt: Instant
    package var attempts: Int
    package var errorClass: String?
    /// When it was sent or given up.
    package var endedAt: Instant?

    package init(
        number: Int64, key: String, state: OutboxState, kind: Recipient.Kind, recipientID: String,
        template: String, channel: DeliveryChannel, createdAt: Instant, dueAt: Instant,
        attempts: Int, errorClass: String?, endedAt: Instant?
    ) {
        self.number = number
        self.key = key
        self.state = state
        self.kind = kind
        self.recipientID = recipientID
        self.template = template
        self.channel = channel
        self.createdAt = createdAt
        self.dueAt = dueAt
        self.attempts = attempts
        self.errorClass = errorClass
        self.endedAt = endedAt
    }
}
