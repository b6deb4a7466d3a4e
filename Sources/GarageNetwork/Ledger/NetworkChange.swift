/// What a committed change, or several, left in the rows that are kept in memory.
package struct NetworkChange: Equatable, Sendable {
    package var counts: [GarageCount]
    package var days: [DayCount]
    /// Garages that were added or changed.
    package var garages: [Garage]
    /// Numbers of garages whose rows are gone.
    package var removed: [Int64]
    /// Who waits for a garage; nil where that is not news.
    package var unplaced: UnplacedSummary?
    /// Raised whenever what somebody else committed was taken over; 0 where nothing was.
    ///
    /// Whoever chooses a garage says by which view it was chosen (``ReferralOrder/view``), so that
    /// a choice made from an older one can be made again.
    package var view: UInt64

    package init(
        counts: [GarageCount] = [], days: [DayCount] = [], garages: [Garage] = [],
        removed: [Int64] = [], unplaced: UnplacedSummary? = nil, view: UInt64 = 0
    ) {
        self.counts = counts
        self.days = days
        self.garages = garages
        self.removed = removed
        self.unplaced = unplaced
        self.view = view
    }
}

/// How many people wait because no garage could take them.
package struct UnplacedSummary: Equatable, Sendable {
    package var count: Int
    /// The day in Paris that the longest waiting was first tried on; nil when nobody waits.
    package var oldest: Day?

    package init(count: Int, oldest: Day?) {
        self.count = count
        self.oldest = oldest
    }

    package static let none = UnplacedSummary(count: 0, oldest: nil)
}
