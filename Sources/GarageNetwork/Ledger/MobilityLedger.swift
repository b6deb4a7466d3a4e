/// Where questionnaires, answers and indexes are kept.
package protocol MobilityLedger: Sendable {}
