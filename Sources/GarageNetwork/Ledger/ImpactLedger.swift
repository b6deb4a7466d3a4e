/// What became of people, and the counts of both partners.
package protocol ImpactLedger: Sendable {}
