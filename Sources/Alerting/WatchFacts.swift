package import GarageNetwork

/// What checks need of the database besides the network: read in the background once a minute, so
/// that CHECK answers without waiting for it.
///
/// To add a fact, add a member with a default and read it in `Environment.refreshWatchFacts`.
package struct WatchFacts: Equatable, Sendable {
    /// When they were read; nil before the first time.
    package var asOf: Instant?
    /// How every job stands, in the order of ``Job``.
    package var jobs: [JobStanding] = []
    /// What the last nightly comparison found.
    package var coherence = CoherenceReport()
    /// Messages that wait, and people whom none can reach.
    package var outbox = OutboxFacts()

    /// Where a funder has not answered by the date that was set.
    package var lateFunders: [LateFunders] = []
    /// What persons asked for and was not answered yet.
    package var requests = RequestFacts()

    /// Who had the files of unusually many persons in their hands within an hour, of the last day.
    package var massReadings: [MassReading] = []

    package init() {}
}
