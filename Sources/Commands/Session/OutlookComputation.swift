import Alerting
package import GarageNetwork
import Geometry
package import Matching
import Steering

/// The share of garages that could be in their band in a month, from its requests, its garages and
/// their plans; nil when it cannot be told.
///
/// Handed in by the daemon, so that tests need no solver.
package typealias AttainableShare =
    @Sendable ([Simulation.Request], [Garage], [GarageMonthPlan]) -> Double?

extension Environment {
    /// How many days of answers say how a garage answers now.
    package static let answerDays = 92
    /// So many requests are counted before others may use the thread.
    private static let piece = 2_000
    /// A month of more requests or garages than this is left without an attainable share.
    package static let solvedRequestsMax = 20_000
    package static let solvedGaragesMax = 2_000

    /// Computes the outlook anew and puts it in place; off the caller's executor.
    ///
    /// Throws when the archive cannot be read: what was computed before then stays.
    @concurrent package func refreshOutlook(
        attainable: AttainableShare? = nil
    ) async throws(LedgerError) {
        let network = network.snapshot
        guard network.isReady else { return }
        outlook.replace(with: try await outlook(of: network, attainable: attainable))
    }

    private func outlook(
        of network: NetworkSnapshot, attainable: AttainableShare?
    ) async throws(LedgerError) -> Outlook {
        let now = clock.now
        guard network.garages.count <= Outlook.garagesMax else {
            return Outlook(asOf: now, note: .tooManyGarages(network.garages.count))
        }
        let garages = Array(network.garages)
        let period = DemandPast.period(upTo: network.today)
        let records = try await archive.demand(from: period.lowerBound, through: period.upperBound)
        guard records.count <= Outlook.requestsMax else {
            return Outlook(asOf: now, note: .tooManyRequests(records.count))
        }
        let answers = try await archive.answers(since: network.today + -Self.answerDays)
        let past = DemandPast(records, in: period)
        let around = Surroundings.circumstances(
            of: garages, basins: await basins(of: garages, past), prescribers: prescriberPlaces,
            answers: answers)
        let known = zip(garages, around).compactMap { garage, around in
            around.map { (garage.number, $0) }
        }
        return Outlook(
            asOf: now,
            circumstances: past.isEmpty ? [:] : Dictionary(known) { first, _ in first },
            attainableShare: attainable.flatMap {
                Self.share($0, network, past.monthAsItGoes, in: network.month)
            },
            note: past.isEmpty ? .noPast : nil)
    }

    /// Where prescribers are, as far as it is known.
    var prescriberPlaces: [Coordinate] { directory.prescribers.compactMap(\.position) }

    /// The basins of garages, counted with pauses in which others may use the thread.
    func basins(of garages: [Garage], _ past: DemandPast) async -> [Basin?] {
        var tally = BasinTally(garages: garages)
        var start = 0
        let requests = past.requests
        while start < requests.count {
            let end = min(start + Self.piece, requests.count)
            tally.add(requests[start..<end])
            start = end
            await Task.yield()
        }
        return tally.basins(months: past.months)
    }

    /// The share of garages that could have been in their band in a month that is over; nil where
    /// it cannot be told.
    @concurrent func attainableShare(
        of month: Month, in network: NetworkSnapshot
    ) async throws(LedgerError) -> Double? {
        guard let attainable else { return nil }
        let demand = try await archive.demand(from: month.first, through: month.next.first + -1)
        let requests = demand.map {
            Simulation.Request(day: $0.day, position: $0.origin, radiusKm: $0.reachKm)
        }
        return Self.share(attainable, network, requests, in: month)
    }

    private static func share(
        _ attainable: AttainableShare, _ network: NetworkSnapshot,
        _ requests: [Simulation.Request], in month: Month
    ) -> Double? {
        guard !requests.isEmpty, requests.count <= solvedRequestsMax,
            network.garages.count <= solvedGaragesMax
        else { return nil }
        let weights = WorkingCalendar.french.weights(of: month)
        let plans = network.garages.map {
            GarageMonthPlan(of: $0, weights: weights, asOf: network.today)
        }
        return attainable(requests, Array(network.garages), plans)
    }
}
