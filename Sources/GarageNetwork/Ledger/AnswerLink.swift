/// A link by which a garage answers one referral, once, without an account.
///
/// Only the hash of its secret is kept.
package struct AnswerLink: Equatable, Sendable {
    package var referral: ReferralCode
    /// SHA-256 of the secret.
    package var secretHash: [UInt8]
    /// How long it lives; nil for until the answer is due, and a day at least.
    package var lifetimeSeconds: Int?

    package init(referral: ReferralCode, secretHash: [UInt8], lifetimeSeconds: Int? = nil) {
        self.referral = referral
        self.secretHash = secretHash
        self.lifetimeSeconds = lifetimeSeconds
    }
}

/// What using a link gave.
package enum LinkUse: Equatable, Sendable {
    /// The first use: this garage may answer this referral.
    case opened(ReferralCode, garage: Int64)
    case noSuchLink
    /// It, or another link of the same referral, was used before.
    case used
    case expired
}
