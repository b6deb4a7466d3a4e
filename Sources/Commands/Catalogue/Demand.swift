import GarageNetwork
import Geometry
import LineProtocol
import Matching

extension Command {
    static let demand = Command(
        "DEMAND",
        "Lists what was asked of the network: a day, a place to about a kilometre, no person.",
        access: .roles([.manager]),
        takes: [DemandKeys.from, DemandKeys.to, Keys.limit, DemandKeys.after],
        errors: [.storeDown], example: "DEMAND from=2026-10-01 to=2026-10-31 limit=20"
    ) { call throws(RequestError) in
        let period = try call.demandPeriod()
        let limit = try call.optional(Keys.limit)?.value ?? RowLimit.range.upperBound
        let skipped = try call.optional(DemandKeys.after)?.value ?? 0
        let (environment, view) = (call.environment, call.view)
        return .later { () async throws(RequestError) -> Reply in
            let found = try await ledger { () async throws(LedgerError) in
                try await environment.archive.demand(from: period.first, through: period.last)
            }
            let page = found.dropFirst(skipped).prefix(limit)
            let reached = skipped + page.count
            let next: Reply.Row =
                reached < found.count
                ? [Field("more", .whole(1)), Field("next", .text("\(reached)"))] : []
            return .listing(
                page.map { $0.row(in: view) },
                next + [
                    Field("from", .text("\(period.first)")), Field("to", .text("\(period.last)")),
                    Field("requests", .count(found.count)),
                    Field("placed", .count(found.count { $0.garage != nil })),
                ])
        }
    }
}

private enum DemandKeys {
    static let from = Key<Day>("from", "The first day.", default: "a year before the last")
    static let to = Key<Day>("to", "The last day.", default: "yesterday")
    static let after = Key<ListPosition>("after", "Go on after this: the `next` of a reply.")
}

extension Call {
    /// The days that DEMAND is about.
    fileprivate func demandPeriod() throws(RequestError) -> (first: Day, last: Day) {
        let last = try optional(DemandKeys.to) ?? view.today + -1
        let first = try optional(DemandKeys.from) ?? last + -(yearDays - 1)
        guard first <= last else {
            throw RequestError(.range, "from: \(first) is after \(last), the last day")
        }
        guard last - first < demandDaysMax else {
            throw RequestError(
                .range, "from: at most \(demandDaysMax) days at a time; ask year by year")
        }
        return (first, last)
    }
}

private let yearDays = 365

/// Three years: each page reads the whole period, which must stay a small part of the past.
private let demandDaysMax = 1_096

extension DemandRecord {
    /// The garage is empty where nobody could be found, and `?` where it is no longer known.
    fileprivate func row(in view: NetworkSnapshot) -> Reply.Row {
        [
            Field("day", .text("\(day)")),
            // Two digits are a kilometre, whatever precision the archive keeps.
            Field("lat", .decimal(origin.latitude, places: 2)),
            Field("lon", .decimal(origin.longitude, places: 2)),
            Field("reach_km", .decimal(reachKm, places: 1)),
            Field(
                "garage",
                garage.map { .text(view.garage(number: $0)?.id.text ?? "?") } ?? .missing),
        ]
    }
}
