/// Sends people on: to the garage that they choose instead, and to the next one when a garage declines
/// or does not answer in time.
package protocol RelayLedger: Sendable {}
