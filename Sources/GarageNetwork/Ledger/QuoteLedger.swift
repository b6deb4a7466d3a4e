/// Quotes, and who pays for them.
package protocol QuoteLedger: Sendable {}
