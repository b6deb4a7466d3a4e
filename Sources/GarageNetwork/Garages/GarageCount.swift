/// How many people were sent to a garage and came, in one month.
///
/// Two counters, never one.
package struct GarageCount: Equatable, Sendable {
    package var garage: Int64
    package var month: Month
    /// Proposed or accepted or further: what balancing sees.
    ///
    /// A decline, an expiry, a no-show and a cancellation give the place back.
    package var committed: Int
    /// Came through the door: what the five to ten are about.
    package var received: Int
    /// Raised by every change of the row; of two versions the higher is the later.
    package var revision: Int64

    package init(
        garage: Int64, month: Month, committed: Int, received: Int, revision: Int64
    ) {
        self.garage = garage
        self.month = month
        self.committed = committed
        self.received = received
        self.revision = revision
    }
}

/// How many of a garage's committed referrals were made on one day: its history, from which the
/// forecast remembers.
package struct DayCount: Equatable, Sendable {
    package var garage: Int64
    package var day: Day
    package var committed: Int
    package var revision: Int64

    package init(garage: Int64, day: Day, committed: Int, revision: Int64) {
        self.garage = garage
        self.day = day
        self.committed = committed
        self.revision = revision
    }
}

/// All that the daemon keeps in memory of the network, as one load of the database found it.
package struct NetworkImage: Equatable, Sendable {
    package var garages: Garages
    package var counts: [GarageCount]
    package var days: [DayCount]
    /// The network's own revision: a greater one is a later load.
    package var revision: Int64
    /// The first day that anybody was referred on; nil where the days themselves tell.
    package var begins: Day?
    /// Who waits for a garage; nil where that is not known.
    package var unplaced: UnplacedSummary?
    /// See ``NetworkChange/view``.
    package var view: UInt64

    package init(
        garages: some Sequence<Garage>, counts: [GarageCount], days: [DayCount], revision: Int64,
        begins: Day? = nil, unplaced: UnplacedSummary? = nil, view: UInt64 = 0
    ) {
        self.garages = Garages(garages)
        self.counts = counts
        self.days = days
        self.revision = revision
        self.begins = begins
        self.unplaced = unplaced
        self.view = view
    }
}

/// Told by the store of what the database now holds; implemented by whoever answers questions.
///
/// Both calls may come from any thread and must be quick. Versions may arrive in any order: the
/// receiver keeps, row by row, the higher revision.
package protocol NetworkObserver: Sendable {
    /// A whole load: at start, on every reconnection, and when a digest differs.
    func replace(with image: NetworkImage)
    /// Rows that a committed change touched; the daemon's own change is told of before it is
    /// acknowledged.
    func apply(_ change: NetworkChange)
    /// What it was told of, by the months and days that the day of its clock makes count.
    var digest: NetworkDigest { get }
    /// The database answered (nil) or stopped answering (the reason, for the log and `STATUS`).
    func storeIs(down reason: String?)
    /// Whether anybody wants to be told of referrals: nobody looks for news otherwise.
    var hearsNews: Bool { get }
    /// What happened to referrals, by this daemon or any other writer, after its commit.
    ///
    /// Each event once; those of one referral in their order.
    func hear(_ news: [ReferralNews])
}

extension NetworkObserver {
    package var hearsNews: Bool { false }
    package func hear(_ news: [ReferralNews]) {}
    /// A change of counts alone.
    package func apply(counts: [GarageCount], days: [DayCount]) {
        apply(NetworkChange(counts: counts, days: days))
    }
}
