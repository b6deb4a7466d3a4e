import Alerting
import GarageNetwork
import LineProtocol
import Matching

extension Command {
    static let load = Command(
        "LOAD", "Shows how each garage's month stands and is likely to end.",
        access: .roles([.manager, .monitor]),
        takes: [
            Keys.month, GarageKeys.territory, LoadKeys.band, Keys.limit, Keys.after,
        ],
        errors: [.notReady, .storeDown], example: "LOAD band=below limit=10"
    ) { call throws(RequestError) in
        let network = try call.currentNetwork()
        let filter = try call.loadFilter()
        guard let month = try call.optional(Keys.month), month != network.month else {
            return .now(
                call.load(
                    of: call.environment.standings(in: network), filter,
                    attainable: call.environment.outlook.value.attainableShare))
        }
        return .later { () async throws(RequestError) -> Reply in
            let counts = try await ledger { () async throws(LedgerError) in
                try await call.environment.ledger.counts(of: month)
            }
            let attainable =
                month < network.month && filter.isWhole
                ? try await ledger { () async throws(LedgerError) in
                    try await call.environment.attainableShare(of: month, in: network)
                } : nil
            return call.load(
                of: call.environment.standings(in: network, of: month, counts), filter,
                attainable: attainable)
        }
    }
}

private enum LoadKeys {
    static let band = Key<BandPosition>("band", "Only garages there, by what they have now.")
}

/// Where a count stands against the band.
enum BandPosition: String, CaseIterable, ProtocolWord {
    case below
    case inside = "in"
    case above
}

/// Which rows of LOAD were asked for.
private struct LoadFilter {
    let territory: String?
    let band: BandPosition?
    let after: GarageID?
    let limit: Int

    /// Whether the rows are of the whole network.
    var isWhole: Bool { territory == nil && band == nil }

    func takes(_ standing: GarageStanding) -> Bool {
        (territory.map { standing.garage.postcode.hasPrefix($0) } ?? true)
            && (band.map { $0.rawValue == standing.position.rawValue } ?? true)
    }
}

extension Call {
    fileprivate func loadFilter() throws(RequestError) -> LoadFilter {
        LoadFilter(
            territory: try optional(GarageKeys.territory)?.text,
            band: try optional(LoadKeys.band), after: try optional(Keys.after),
            limit: try optional(Keys.limit)?.value ?? RowLimit.range.upperBound)
    }

    /// `attainable` is known for the whole network alone, and for no month that is to come.
    fileprivate func load(
        of standings: some Sequence<GarageStanding>, _ filter: LoadFilter, attainable: Double? = nil
    ) -> Reply {
        let asked = standings.filter(filter.takes)
        let thresholds = settings.thresholds
        let rows = asked.lazy.filter { standing in
            filter.after.map { standing.garage.id > $0 } ?? true
        }
        .prefix(filter.limit + 1)
        .map { (id: $0.garage.id, row: $0.row(thresholds)) }
        let totals = LoadTotals(asked, attainable: filter.isWhole ? attainable : nil)
        return .page(Array(rows), limit: filter.limit, totals.summary)
    }
}

/// The final line of LOAD: three honest numbers together, and what they rest on.
private struct LoadTotals {
    private var positions: [MonthBand.Position: Int] = [:]
    private var judged = 0
    private var committed = 0
    private var received = 0
    private var attainable: Double
    /// What the attainable share rests on: `geography` is the optimum with perfect foresight of
    /// who can reach whom, `counts` a bound that takes everybody for mobile.
    private let attainableBy: String

    init(_ standings: [GarageStanding], attainable known: Double?) {
        let inScope = standings.filter { $0.monthEnd.band.isInScope }
        for standing in standings {
            committed += standing.monthEnd.committed
            received += standing.received
        }
        judged = inScope.count
        for standing in inScope { positions[standing.position, default: 0] += 1 }
        attainable = known ?? inScope.attainableShare
        attainableBy = known == nil ? "counts" : "geography"
    }

    var summary: Reply.Row {
        [
            Field("garages", .count(judged)), Field("below", .count(positions[.below] ?? 0)),
            Field("in", .count(positions[.inside] ?? 0)),
            Field("above", .count(positions[.above] ?? 0)),
            Field(
                "in_share",
                .decimal(Double(positions[.inside] ?? 0) / Double(max(1, judged)), places: 2)),
            Field("mean", .decimal(Double(committed) / Double(max(1, judged)), places: 2)),
            Field("attainable", .decimal(attainable, places: 2)),
            Field("attainable_by", .text(attainableBy)),
            Field("committed", .count(committed)), Field("received", .count(received)),
        ]
    }
}

extension GarageStanding {
    fileprivate var position: MonthBand.Position {
        monthEnd.band.position(of: monthEnd.committed)
    }

    fileprivate func row(_ thresholds: AlertThresholds) -> Reply.Row {
        [
            Field("garage", .text(garage.id.text)),
            Field("committed", .count(monthEnd.committed)), Field("received", .count(received)),
            Field("min", .count(monthEnd.band.min)), Field("max", .count(monthEnd.band.max)),
            Field("forecast", .decimal(prognosis.expected, places: 1)),
            Field("p_below", .decimal(odds.below, places: 2)),
            Field("p_above", .decimal(odds.above, places: 2)),
            Field("verdict", .text(verdict(thresholds).rawValue)),
            Field("name", .text(garage.name)),
        ]
    }
}

extension [GarageStanding] {
    /// The largest share of these garages that can be in their band with the people expected, if
    /// every person could reach every garage: an upper bound that no balancing can pass.
    ///
    /// As many garages as possible get their lower end, the smallest first. What is above the sum
    /// of the upper ends must go somewhere: one garage then is above.
    fileprivate var attainableShare: Double {
        guard !isEmpty else { return 0 }
        var people = reduce(0) { $0 + $1.prognosis.expected }.rounded()
        let most = reduce(0) { $0 + $1.monthEnd.band.max }
        let overflow = people > Double(most) ? 1 : 0
        var reached = 0
        for low in map(\.monthEnd.band.min).sorted() {
            people -= Double(low)
            if people < 0 { break }
            reached += 1
        }
        return Double(Swift.min(reached, count - overflow)) / Double(count)
    }
}

extension Environment {
    /// How every garage stands in another month: what is over is certain, what is to come is
    /// forecast from what is remembered today.
    func standings(
        in network: NetworkSnapshot, of month: Month, _ counts: [GarageCount]
    ) -> [GarageStanding] {
        let byGarage = Dictionary(counts.map { ($0.garage, $0) }) { first, _ in first }
        let weights = WorkingCalendar.french.weights(of: month)
        let around = outlook.value.circumstances
        return network.standings(watch.calibration, around: { around[$0] }) { index in
            let garage = network.garages[index]
            let count = byGarage[garage.number]
            let monthEnd = MonthEnd(
                plan: GarageMonthPlan(of: garage, weights: weights, asOf: network.today),
                today: network.today, memory: network.monthEnds[index].memory,
                committed: count?.committed ?? 0, isOpen: garage.isOpen(on: network.today))
            return (monthEnd, count?.received ?? 0)
        }
    }
}
