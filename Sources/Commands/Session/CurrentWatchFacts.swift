package import Alerting
package import GarageNetwork
import Synchronization

/// The facts in use: swapped whole when they were read again.
package final class CurrentWatchFacts: Sendable {
    private struct State {
        var facts = WatchFacts()
        /// The first instant that facts were asked for.
        var begin: Instant?
    }
    private let state = Mutex(State())

    package init() {}

    package var value: WatchFacts { state.withLock { $0.facts } }
    /// - Returns: the facts that were in use before.
    @discardableResult package func replace(with facts: WatchFacts) -> WatchFacts {
        state.withLock { state in
            defer { state.facts = facts }
            return state.facts
        }
    }

    /// When somebody first asked, which is `now` for the first.
    fileprivate func begin(_ now: Instant) -> Instant {
        state.withLock { state in
            let begin = state.begin ?? now
            state.begin = begin
            return begin
        }
    }
}

extension Environment {
    /// Reads what checks need of the database, all or nothing: while it is away the last facts
    /// stay, and ``WatchFacts/asOf`` says how old they are.
    package func refreshWatchFacts() async throws(LedgerError) {
        var facts = WatchFacts()
        facts.jobs = try await jobStandings()
        facts.coherence = try await desks.jobs.coherence()
        facts.lateFunders = try await desks.quotes.lateFunders(at: writtenInstant)
        facts.outbox = try await desks.outbox.outboxFacts(at: writtenInstant)
        facts.massReadings = try await desks.audit.massReadings(
            over: settings.readsAnHour, at: writtenInstant)
        facts.requests = try await desks.rights.requestFacts()
        facts.asOf = clock.now
        let before = watchFacts.replace(with: facts)
        tellMassReadings(since: before)
    }
}

extension Environment {
    /// How every job stands.
    ///
    /// A clock that was set knows nothing of the day the database was made on: jobs that never ran
    /// are then expected since this daemon's start.
    func jobStandings() async throws(LedgerError) -> [JobStanding] {
        var standings = try await desks.jobs.jobStandings()
        guard clock.isSet else { return standings }
        let begin = watchFacts.begin(clock.now)
        for index in standings.indices { standings[index].expectedSince = begin }
        return standings
    }
}
