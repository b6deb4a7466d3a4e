package import GarageNetwork
package import Matching

/// How many garages of a month could end within their band, at this demand and geography, if that
/// were all that counts: everybody is served within their reach, however far, and the whole month
/// is known on its first day.
///
/// To find the greatest number exactly is a hard problem (it contains the packing of sets), so it
/// is given between two limits that are both certain.
package struct Attainable: Equatable, Sendable {
    /// Garage-months that are judged at all (`MonthBand.isInScope`).
    package let judged: Int
    /// So many can be in their band together: an assignment of everybody was found that does it.
    package let atLeast: Int
    /// More can certainly not be.
    package let atMost: Int

    /// A known result.
    package init(judged: Int, atLeast: Int, atMost: Int) {
        self.judged = judged
        self.atLeast = atLeast
        self.atMost = atMost
    }

    /// That of no month at all.
    package static let none = Attainable(judged: 0, atLeast: 0, atMost: 0)

    /// The share that a report may call attainable: what was found to be possible.
    package var percent: Double { percent(atLeast) }
    /// The share that nothing can exceed.
    package var percentMax: Double { percent(atMost) }

    private func percent(_ count: Int) -> Double {
        judged == 0 ? 0 : 100 * Double(count) / Double(judged)
    }

    /// Two months together.
    package static func + (a: Attainable, b: Attainable) -> Attainable {
        Attainable(
            judged: a.judged + b.judged, atLeast: a.atLeast + b.atLeast,
            atMost: a.atMost + b.atMost)
    }

    /// How hard to look for a better assignment after the first.
    package enum Effort: Sendable {
        /// Not at all: for a daemon that asks again every hour.
        case quick
        /// Also giving up one garage for two others, until that helps no more.
        case thorough
    }

    /// Both limits of one month.
    ///
    /// `atMost` is the value of a relaxation in which half of what a garage needs is worth half a
    /// garage; `atLeast` is counted on an assignment made whole from there.
    package init(in basin: MonthBasin, effort: Effort = .thorough) throws(FlowError) {
        let relaxation = try BandRelaxation(of: basin)
        var packing = BandPacking(of: basin, from: relaxation.holders)
        packing.complete()
        if effort == .thorough { packing.exchange() }
        self.init(
            judged: basin.bands.count(where: \.isInScope), atLeast: packing.countInBand(),
            atMost: relaxation.bound)
    }

    /// The limits of one month from its requests and the plans of its garages: what `LOAD` shows.
    ///
    /// - Complexity: 300 garages and 2,250 requests take tens of milliseconds.
    package init(
        requests: some Collection<Simulation.Request>, garages: [Garage],
        plans: [GarageMonthPlan], effort: Effort = .quick
    ) throws(FlowError) {
        try self.init(
            in: MonthBasin(requests: requests, garages: garages, bands: plans.map(\.band)),
            effort: effort)
    }
}
