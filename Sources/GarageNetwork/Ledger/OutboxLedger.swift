/// Messages that were committed with what they tell of, until they are delivered; and where they go.
package protocol OutboxLedger: Sendable {}
