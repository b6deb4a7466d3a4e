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
    /// How many referrals are handled in one transaction, or read at once: few enough that whoever
    /// writes meanwhile does not notice.
    private static var pageRows: Int { 200 }

    /// Reminds garages, ends what was not answered in time, and sends those people on.
    ///
    /// May be cut off anywhere and run again, also by several daemons at once: each thing is done
    /// once. A rehearsal writes nothing and says what it would do. One referral that cannot be
    /// handled does not stop the others.
    package func hourlyRound(isRehearsal: Bool) async throws(LedgerError) -> HourlyOutcome {
        if isRehearsal { return try await hourlyRehearsal() }
        let (relay, instant) = (desks.relay, writtenInstant)
        var outcome = HourlyOutcome()
        outcome.reminded = try await pages(&outcome) { position throws(LedgerError) in
            try await relay.remind(at: instant, after: position, limit: Self.pageRows)
        }
        outcome.expired = try await pages(&outcome) { position throws(LedgerError) in
            try await relay.expire(at: instant, after: position, limit: Self.pageRows)
        }
        try await forEachToSendOn(expiring: false) { subject throws(LedgerError) in
            do throws(LedgerError) {
                switch try await sendOn(subject) {
                case .sentOn: outcome.sentOn += 1
                case .unplaced: outcome.unplaced += 1
                case .needless: break
                }
            } catch {
                // Without a database nothing else will go better.
                if error == .storeDown { throw error }
                outcome.failed += 1
            }
        }
        return outcome
    }

    private func pages(
        _ outcome: inout HourlyOutcome,
        _ page: (Int64) async throws(LedgerError) -> RelayPage
    ) async throws(LedgerError) -> Int {
        var done = 0
        var position: Int64? = 0
        while let from = position {
            let page = try await page(from)
            done += page.done
            outcome.failed += page.failed
            position = page.next
        }
        return done
    }

    private func forEachToSendOn(
        expiring: Bool, _ body: (RelaySubject) async throws(LedgerError) -> Void
    ) async throws(LedgerError) {
        var position: Int64 = 0
        while true {
            let page = try await desks.relay.toSendOn(
                at: writtenInstant, after: position, limit: Self.pageRows, expiring: expiring)
            for subject in page { try await body(subject) }
            guard page.count == Self.pageRows, let last = page.last else { return }
            position = last.referral.number
        }
    }

    /// Each person by themselves: two who would be sent to the same last place both count.
    private func hourlyRehearsal() async throws(LedgerError) -> HourlyOutcome {
        let due = try await desks.relay.due(at: writtenInstant)
        var outcome = HourlyOutcome(reminded: due.reminders, expired: due.expiries)
        let network = try await networkNow()
        try await forEachToSendOn(expiring: true) { subject in
            if order(toSendOn: subject, in: network).candidates.isEmpty {
                outcome.unplaced += 1
            } else {
                outcome.sentOn += 1
            }
        }
        return outcome
    }
}
