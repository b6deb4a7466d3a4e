/// Where rules of eligibility and decisions by them are kept.
package protocol EligibilityLedger: Sendable {}
