package import GarageNetwork

/// What one hourly round did; of a rehearsal, what it would have done.
package struct HourlyOutcome: Equatable, Sendable {
    /// Garages that were reminded that somebody waits for their answer.
    package var reminded: Int
    /// Referrals that ended because nobody answered in time.
    package var expired: Int
    /// People who were sent to the next garage.
    package var sentOn: Int
    /// People for whom there is none, or who were sent on as often as that goes by itself: they are
    /// on the manager's list now.
    package var unplaced: Int
    /// Referrals that could not be handled; the next round tries again, the log says why.
    package var failed: Int

    package init(
        reminded: Int = 0, expired: Int = 0, sentOn: Int = 0, unplaced: Int = 0, failed: Int = 0
    ) {
        self.reminded = reminded
        self.expired = expired
        self.sentOn = sentOn
        self.unplaced = unplaced
        self.failed = failed
    }
}

extension Environment {
    /// Reminds garages, ends what was not answered in time, and sends those people on.
    ///
    /// May be cut off anywhere and run again, also by several daemons at once: each thing is done
    /// once. A rehearsal writes nothing and says what it would do.
    package func hourlyRound(isRehearsal: Bool) async throws(LedgerError) -> HourlyOutcome {
        let due = try await desks.relay.due(at: writtenInstant)
        return HourlyOutcome(reminded: due.reminders, expired: due.expiries)
    }
}
