import Alerting
import GarageNetwork
import LineProtocol
import Matching

extension Command {
    static let forecast = Command(
        "FORECAST", "Says what each garage's month is expected to end with, and how surely.",
        access: .roles([.manager, .monitor, .garage]),
        takes: [Keys.garage, Keys.month, GarageKeys.territory, Keys.limit, Keys.after],
        errors: [.notReady, .noSuch, .denied, .storeDown],
        example: "FORECAST territory=62 limit=10"
    ) { call throws(RequestError) in
        let network = try call.currentNetwork()
        let filter = try call.forecastFilter(network)
        let month = try call.optional(Keys.month) ?? network.month
        guard month.monthsAfter(network.month) <= forecastMonthsMax else {
            throw RequestError(
                .range, "month: at most \(forecastMonthsMax) months ahead can be forecast")
        }
        guard month != network.month else {
            let standings = call.environment.standings(in: network)
            return .now(call.forecast(standings, of: month, in: network, filter))
        }
        return .later { () async throws(RequestError) -> Reply in
            let counts = try await ledger { () async throws(LedgerError) in
                try await call.environment.ledger.counts(of: month)
            }
            let standings = call.environment.standings(in: network, of: month, counts)
            return call.forecast(standings, of: month, in: network, filter)
        }
    }
}

/// Beyond a year nothing that is remembered today says anything.
private let forecastMonthsMax = 12

extension Month {
    /// How many months later than another it is; negative when it is earlier.
    fileprivate func monthsAfter(_ other: Month) -> Int {
        (year - other.year) * 12 + month - other.month
    }
}

/// Which rows of FORECAST were asked for.
private struct ForecastFilter {
    /// The number of the only garage.
    let garage: Int64?
    let territory: String?
    let after: GarageID?
    let limit: Int

    func takes(_ standing: GarageStanding) -> Bool {
        (garage.map { $0 == standing.garage.number } ?? true)
            && (territory.map { standing.garage.postcode.hasPrefix($0) } ?? true)
    }
}

extension Call {
    /// A garage sees its own month, whatever it asks for.
    fileprivate func forecastFilter(
        _ network: NetworkSnapshot
    ) throws(RequestError) -> ForecastFilter {
        let named = try optional(Keys.garage)
        var number = named.flatMap { network.garage(id: $0)?.number }
        if named != nil, number == nil {
            throw RequestError(.noSuch, "garage: no such garage; GARAGES lists them")
        }
        if let caller = session.caller, caller.role == .garage {
            guard number == nil || number == caller.garage else {
                throw RequestError(.denied, "garage: a garage sees its own month only")
            }
            number = caller.garage
        }
        return ForecastFilter(
            garage: number, territory: try optional(GarageKeys.territory)?.text,
            after: try optional(Keys.after),
            limit: try optional(Keys.limit)?.value ?? RowLimit.range.upperBound)
    }

    fileprivate func forecast(
        _ standings: some Sequence<GarageStanding>, of month: Month, in network: NetworkSnapshot,
        _ filter: ForecastFilter
    ) -> Reply {
        let asked = standings.filter(filter.takes)
        let thresholds = settings.thresholds
        let rows = asked.lazy.filter { standing in
            filter.after.map { standing.garage.id > $0 } ?? true
        }
        .prefix(filter.limit + 1)
        .map { (id: $0.garage.id, row: $0.forecastRow(thresholds)) }
        return .page(Array(rows), limit: filter.limit, asked.forecastTotals(of: month))
    }
}

extension GarageStanding {
    fileprivate func forecastRow(_ thresholds: AlertThresholds) -> Reply.Row {
        let interval = prognosis.interval
        return [
            Field("garage", .text(garage.id.text)),
            Field("committed", .count(monthEnd.committed)),
            Field("min", .count(monthEnd.band.min)), Field("max", .count(monthEnd.band.max)),
            Field("forecast", .decimal(prognosis.expected, places: 1)),
            Field("low", .count(interval.lowerBound)), Field("high", .count(interval.upperBound)),
            Field("p_below", .decimal(odds.below, places: 2)),
            Field("p_above", .decimal(odds.above, places: 2)),
            Field("verdict", .text(verdict(thresholds).rawValue)),
            Field("usual", .decimal(usual, places: 1)),
            Field("trend", .decimal(prognosis.expected - usual, places: 1)),
            Field("name", .text(garage.name)),
        ]
    }

    /// What the last three months, the later the more, would bring to the days it is open.
    private var usual: Double { monthEnd.memory.ratePerMonth * monthEnd.band.share }
}

extension [GarageStanding] {
    /// The network as a whole: how many people, and how many garages outside their band.
    fileprivate func forecastTotals(of month: Month) -> Reply.Row {
        let committed = reduce(0) { $0 + $1.monthEnd.committed }
        let expected = reduce(0) { $0 + $1.prognosis.expected }
        let below = reduce(0) { $0 + ($1.isJudged ? $1.odds.below : 0) }
        let above = reduce(0) { $0 + ($1.isJudged ? $1.odds.above : 0) }
        return [
            Field("month", .text("\(month)")), Field("garages", .count(count { $0.isJudged })),
            Field("committed", .count(committed)),
            Field("forecast", .decimal(expected, places: 0)),
            Field("expected_below", .decimal(below, places: 1)),
            Field("expected_above", .decimal(above, places: 1)),
        ]
    }
}
