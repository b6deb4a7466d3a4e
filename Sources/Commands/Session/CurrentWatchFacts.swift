package import Alerting
package import GarageNetwork
import Synchronization

/// The facts in use: swapped whole when they were read again.
package final class CurrentWatchFacts: Sendable {
    private let state = Mutex(WatchFacts())

    package init() {}

    package var value: WatchFacts { state.withLock { $0 } }
    package func replace(with facts: WatchFacts) { state.withLock { $0 = facts } }
}

extension Environment {
    /// Reads what checks need of the database, all or nothing: while it is away the last facts stay,
    /// and ``WatchFacts/asOf`` says how old they are.
    package func refreshWatchFacts() async throws(LedgerError) {
        var facts = WatchFacts()
        facts.jobs = try await desks.jobs.jobStandings()
        facts.coherence = try await desks.jobs.coherence()
        facts.lateFunders = try await desks.quotes.lateFunders(at: writtenInstant)
        facts.asOf = clock.now
        watchFacts.replace(with: facts)
    }
}
