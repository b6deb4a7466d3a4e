/// What the network's past is asked for reports and forecasts: never a person, only places made
/// coarse.
package protocol NetworkArchive: Sendable {
    /// Every wish to be sent somewhere, placed or not, in the order of the days; both ends
    /// included.
    ///
    /// A person who found no garage and was placed later counts once, as placed.
    func demand(from first: Day, through last: Day) async throws(LedgerError) -> [DemandRecord]
    /// What each day brought to each garage, both ends included.
    func days(from first: Day, through last: Day) async throws(LedgerError) -> [DayCount]
    /// People whom no garage could take and who still wait, the longest first.
    func unplaced(
        visibleTo scope: Scope, after: Int64?, limit: Int
    ) async throws(LedgerError) -> [UnplacedRequest]
    /// How many referrals each garage has left without an answer beyond their time, and how many
    /// it was proposed, since a day.
    func answers(since first: Day) async throws(LedgerError) -> [AnswerCount]
}
