import Alerting
import GarageNetwork
import Geometry
import LineProtocol
import Matching
import Steering

extension Command {
    static let coverage = Command(
        "COVERAGE",
        "Shows the people and places that no garage reaches, and the garages whose basin cannot"
            + " fill them; counts of 1 to 4 people are folded.",
        access: .roles([.manager, .monitor]),
        takes: [CoverageKeys.by, CoverageKeys.within, CoverageKeys.limit],
        errors: [.notReady, .busy, .storeDown], example: "COVERAGE by=department limit=10"
    ) { call throws(RequestError) in
        let view = try call.optional(CoverageKeys.by) ?? .reach
        let within = try call.coverageReachKm()
        let limit = try call.optional(CoverageKeys.limit)?.value ?? 100
        let gazetteer = call.environment.gazetteer.value
        return try call.report { look async throws(RequestError) -> Reply in
            let coverage = Coverage(
                past: look.past, garages: look.garages, gazetteer: gazetteer)
            let courses = try await call.environment.courses(look)
            let short = courses.filter { !$0.course.canBeFilled }
            let rows: [Reply.Row] =
                switch view {
                case .reach: coverage.byReach.map(\.row)
                case .department: coverage.byDepartment.map(\.row)
                case .place: coverage.whiteZones(reachKm: within).map(\.row)
                case .garage: short.map(\.shortRow)
                }
            let more: Reply.Row =
                rows.count > limit ? [Field("more", .count(rows.count - limit))] : []
            let instead = Wording(
                french: "ce qui suit compte des habitants",
                english: "what follows counts inhabitants")
            return .listing(
                Array(rows.prefix(limit)),
                more + coverage.total.summary + [Field("garages_short", .count(short.count))]
                    + look.note(DemandPast.monthsBack, otherwise: instead))
        }
    }
}

private enum CoverageKeys {
    static let by = Key<CoverageView>(
        "by",
        "What a row is: a class of reach, a department, a place beyond every garage, a garage that"
            + " its basin cannot fill.", default: "reach")
    static let within = Key<Extent>(
        "within", "For by=place: from which distance on a place is out of reach.",
        default: "30km")
    static let limit = Key<RowLimit>("limit", "How many rows at most.", default: "100")
}

/// What a row of COVERAGE is.
private enum CoverageView: String, CaseIterable, Sendable, ProtocolWord {
    case reach, department, place, garage
}

extension Call {
    fileprivate func coverageReachKm() throws(RequestError) -> Double {
        switch try optional(CoverageKeys.within) {
        case nil: return Reach.defaultKm
        case .kilometres(let km): return km
        case .minutes:
            throw RequestError(.range, "within: a distance here, as 30km")
        }
    }
}

extension FoldedCount {
    fileprivate var value: Field.Value { shown.map { .count($0) } ?? .missing }
}

extension Coverage.People {
    fileprivate var fields: Reply.Row {
        [
            Field("people", people.value), Field("unreached", unreached.value),
            Field("unreached_percent", percent(unreachedShare)), Field("folded", .truth(isFolded)),
        ]
    }
}

extension Coverage.ReachRow {
    fileprivate var row: Reply.Row {
        [Field("reach_km", .count(Int(reachKm)))] + people.fields
            + [Field("inhabitants_reached_percent", percent(inhabitantsReachedShare))]
    }
}

extension Coverage.DepartmentRow {
    fileprivate var row: Reply.Row {
        [Field("department", .text(department))] + people.fields
            + [
                Field("inhabitants", .count(inhabitants)),
                Field("inhabitants_unreached", .count(inhabitantsUnreached)),
            ]
    }
}

extension Coverage.WhiteZone {
    fileprivate var row: Reply.Row {
        place.fields + [
            Field("nearest_garage", nearest.map { .text($0.text) } ?? .missing),
            Field("nearest_km", nearestKm.map { .decimal($0, places: 1) } ?? .missing),
            Field("unreached", unreached.value), Field("folded", .truth(unreached.isFolded)),
        ]
    }
}

extension SteeredGarage {
    fileprivate var shortRow: Reply.Row {
        [
            Field("garage", .text(garage.id.text)), Field("name", .text(garage.name)),
            Field("min", .count(garage.target.min)),
            Field("people_per_month", course.around.decimal(\.reachedByPerMonth)),
            Field("rivals", course.around.decimal(\.rivals)),
            Field(
                "prescribers_30km",
                course.around.map { .count($0.prescribersNear) } ?? .missing),
        ]
    }
}

extension Coverage.Total {
    fileprivate var summary: Reply.Row {
        let isFolded =
            FoldedCount.isSmall(people) || FoldedCount.isSmall(reached)
            || FoldedCount.isSmall(people - reached)
        let share = people == 0 || isFolded ? nil : Double(reached) / Double(people)
        return [
            Field("people", FoldedCount(people).value),
            Field("reached", isFolded ? .missing : .count(reached)),
            Field("reached_percent", percent(share)),
            Field("inhabitants", .count(inhabitants)),
            Field(
                "inhabitants_reached_percent",
                percent(
                    inhabitants == 0 ? nil : Double(inhabitantsReached) / Double(inhabitants))),
        ]
    }
}

extension PlaceRow {
    /// What rows about places begin with.
    var fields: Reply.Row {
        [
            Field("place", .text(name)), Field("postcode", .text(postcodes.first ?? "")),
            Field("department", .text(department)),
            Field("lat", .decimal(position.latitude, places: 5)),
            Field("lon", .decimal(position.longitude, places: 5)),
            Field("population", .count(population)),
        ]
    }
}

/// A share as a percentage.
func percent(_ share: Double?) -> Field.Value {
    share.map { .decimal(100 * $0, places: 1) } ?? .missing
}
