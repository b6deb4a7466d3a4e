package import GarageNetwork

/// The network at one moment: a value that never changes under the request that reads it.
///
/// Copying it costs a few reference counts. It is made by ``LiveNetwork``, or by ``Simulation``.
package struct NetworkSnapshot: Sendable {
    /// The garages, and every way to find one.
    package internal(set) var directory: GarageDirectory
    /// For each garage, in the directory's order: its month as of ``today``.
    package private(set) var monthEnds: MonthEnds
    /// What a search reads of each, in the order of the grid, kept by those who change a month
    /// below.
    private(set) var standings = Standings()
    /// Counters by month, in the directory's order; a month that is missing has none.
    var loads: [Month: Chunked<GarageLoad>]
    /// The day in Paris that prices and closures are about.
    package internal(set) var today: Day
    /// The greatest revision that was loaded.
    package internal(set) var revision: Int64
    /// Raised by every change; `epoch=` of a reply.
    package internal(set) var epoch: UInt64
    /// When the store was last heard of: what is here was true then.
    package internal(set) var asOf: Instant
    /// Since when the store is away and why, for the log and `STATUS`; nil while it answers.
    package internal(set) var storeDown: StoreDown?
    /// Whether a whole load has been taken: before it, there is nothing to answer from.
    package internal(set) var isReady: Bool
    /// Who waits because no garage could take them.
    package internal(set) var unplaced: UnplacedSummary
    /// Which of other daemons' changes are in here: what a ``ReferralOrder`` says it was chosen by.
    package internal(set) var view: UInt64
    /// The last day whose requests prices know; nil when they know none.
    var demandKnownThrough: Day?

    /// An absence of the store.
    package struct StoreDown: Equatable, Sendable {
        package let since: Instant
        package let reason: String
    }

    /// In the order of their ids.
    package var garages: Garages { directory.garages }
    /// The month of ``today``, which prices and caps are about.
    package var month: Month { today.month }

    /// The position of a garage among ``garages``; nil when it is not there.
    package func index(of id: GarageID) -> Int? { directory.index(of: id) }
    /// The same by the key in the database.
    package func index(ofNumber number: Int64) -> Int? { directory.index(ofNumber: number) }

    /// A garage by the id people know.
    package func garage(id: GarageID) -> Garage? { index(of: id).map { garages[$0] } }
    /// A garage by its key in the database.
    package func garage(number: Int64) -> Garage? { index(ofNumber: number).map { garages[$0] } }

    /// Whole seconds since the store was last heard of, while it is away; nil while it answers.
    package func ageSeconds(at now: Instant) -> Int64? {
        storeDown == nil ? nil : max(0, now.seconds - asOf.seconds)
    }

    /// The counters of a garage in any month that was loaded; zeros when there are none.
    package func load(at index: Int, in month: Month) -> GarageLoad {
        loads[month]?[index] ?? .zero
    }

    /// Whether prices know the requests of every day before ``today``, or need not.
    package var knowsYesterday: Bool {
        guard NetworkDemand.balances(directory) else { return true }
        return (demandKnownThrough ?? today + -2) >= today + -1
    }

    /// Whether an instant belongs to another day than ``today``: the network must be turned first.
    package func isOutdated(at now: Instant) -> Bool {
        now < dayBegins || now >= dayEnds
    }

    /// Midnight in Paris, before and after.
    var dayBegins: Instant
    var dayEnds: Instant
}

extension NetworkSnapshot {
    /// What a search reads of a garage.
    func standing(of index: Int) -> Standing { standings[Int(directory.gridPositions[index])] }

    /// Puts another month of a garage in place, which may be another version of itself too.
    mutating func put(_ month: MonthEnd, at index: Int) {
        monthEnds[index] = month
        standings.put(month, at: index, in: directory)
    }

    /// Puts the months of all garages in place.
    mutating func put(_ months: MonthEnds) {
        monthEnds = months
        standings = Standings(of: months, in: directory)
    }

    /// Puts other versions of garages in place, whose months are put in place next.
    mutating func put(_ changed: GarageDirectory) {
        // Two that share the array are equal without a look at it.
        let (old, new) = (directory.gridPositions, changed.gridPositions)
        directory = changed
        if old != new { standings.reorder(from: old, to: new) }
    }
}

/// The two counters of a garage's month.
package struct GarageLoad: Equatable, Sendable {
    /// Proposed, accepted or further: what balancing and the cap see.
    package var committed: Int
    /// Came through the door.
    package var received: Int
    /// That of the row.
    package var revision: Int64

    /// What a month without a row has.
    package static let zero = GarageLoad(committed: 0, received: 0, revision: .min)
}
