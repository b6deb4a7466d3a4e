package import GarageNetwork

/// What one hourly round did.
package struct HourlyOutcome: Equatable, Sendable {
    /// Garages that were reminded of somebody who waits for their answer.
    package var reminded: Int
    /// Referrals that nobody answered in time.
    package var expired: Int
    /// People who were sent on by themselves.
    package var sentOn: Int
    /// People for whom no garage was left.
    package var unplaced: Int

    package init(reminded: Int = 0, expired: Int = 0, sentOn: Int = 0, unplaced: Int = 0) {
        self.reminded = reminded
        self.expired = expired
        self.sentOn = sentOn
        self.unplaced = unplaced
    }
}

extension Environment {
    /// Reminds garages, lets pass what was not answered in time, and sends people on.
    package func hourlyRound(isRehearsal: Bool) async throws(LedgerError) -> HourlyOutcome {
        HourlyOutcome()
    }
}
