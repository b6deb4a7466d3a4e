import GarageNetwork
import Geometry
import LineProtocol
import Matching
import Steering

extension Command {
    static let whatIf = Command(
        "WHATIF",
        "Runs the last months again through the real rule, with the network as it is and with one"
            + " change, and shows both side by side.",
        access: .roles([.manager]), takes: WhatIfKeys.all,
        errors: [.missingKey, .noSuch, .notReady, .busy, .storeDown],
        example: "WHATIF leave=G017 months=6"
    ) { call throws(RequestError) in
        let months = try call.optional(WhatIfKeys.months)?.value ?? 12
        let limit = try call.optional(WhatIfKeys.limit)?.value ?? 10
        let yield = try call.optional(WhatIfKeys.yield)?.value
        let question = try call.whatIfQuestion()
        let places = call.environment.gazetteer.value.places
        return try call.report(
            monthsBack: months, untilToday: false
        ) { look async throws(RequestError) -> Reply in
            let change = question.change(yieldPerMonth: yield.map(Double.init), look.past)
            let now = WhatIf(garages: look.garages, requests: look.past.requests)
            let then = now.applying(
                change, places: Territory.places(places, around: look.garages))
            guard now.isWithinLimits, then.isWithinLimits else {
                throw RequestError(
                    .range,
                    "at most \(WhatIf.requestsMax) requests and \(WhatIf.garagesMax) garages are"
                        + " run; ask for fewer months=")
            }
            let words: Reply.Row = [Field("change", .text(change.words[look.language]))]
            guard let before = await now.outcome(), let after = await then.outcome() else {
                let instead = Wording(
                    french: "il n'y a rien à rejouer", english: "there is nothing to run again")
                return .listing([], words + look.note(months, otherwise: instead))
            }
            let comparison = WhatIfComparison(before: before, after: after)
            return .listing(
                comparison.rows(limit: limit),
                words + [
                    Field("months", .count(before.score.months)),
                    Field("requests_before", .count(now.requests.count)),
                    Field("requests_after", .count(then.requests.count)),
                ])
        }
    }
}

private enum WhatIfKeys {
    static let leave = Key<GarageID>("leave", "The garage that leaves.")
    static let garage = Key<GarageID>(
        "garage", "The garage whose band changes to min=… and max=….")
    static let min = Key<BandEnd>("min", "The fewest people a month, of garage= or garage_at=.")
    static let max = Key<BandEnd>("max", "The most people a month, of garage= or garage_at=.")
    static let prescriberAt = Key<Coordinate>(
        "prescriber_at", "Where one more prescriber is.")
    static let yield = Key<PeopleAMonth>(
        "yield", "How many people that prescriber sends a month.",
        default: "the mean of those who sent anybody")
    static let garageAt = Key<Coordinate>("garage_at", "Where one more garage is.")
    static let demandPercent = Key<DemandPercent>(
        "demand_percent", "How many people ask, for each 100 that did: 120 is a fifth more.")
    static let months = Key<MonthsBack>(
        "months", "How many full months to run again.", default: "12")
    static let limit = Key<RowLimit>(
        "limit", "How many garages at most, those that change most first.", default: "10")

    static let all: [any KeyDeclaration] = [
        leave, garage, min, max, prescriberAt, yield, garageAt, demandPercent, months, limit,
    ]
}

/// One end of a band.
struct BandEnd: BoundedWhole {
    static let range = 0...Garage.monthlyCapMax
    static let unit = "a month"
    let value: Int
    init(_ value: Int) { self.value = value }
}

/// A demand in hundredths of today's.
struct DemandPercent: BoundedWhole {
    static let range = 1...500
    static let unit = "%"
    let value: Int
    init(_ value: Int) { self.value = value }
}

/// How many full months to look back on.
struct MonthsBack: BoundedWhole {
    static let range = 1...24
    static let unit = "months"
    let value: Int
    init(_ value: Int) { self.value = value }
}

/// The change that was asked about; a prescriber's people are known only with the past.
private enum WhatIfQuestion: Sendable {
    case change(Change)
    case prescriber(Coordinate)

    func change(yieldPerMonth: Double?, _ past: DemandPast) -> Change {
        switch self {
        case .change(let change): change
        case .prescriber(let position):
            .prescriber(at: position, yieldPerMonth: yieldPerMonth ?? past.yieldPerMonth)
        }
    }
}

extension Call {
    fileprivate func whatIfQuestion() throws(RequestError) -> WhatIfQuestion {
        let band = try whatIfBand()
        let (leave, garage) = (
            try optional(WhatIfKeys.leave), try optional(WhatIfKeys.garage)
        )
        let percent = try optional(WhatIfKeys.demandPercent)?.value
        var questions: [WhatIfQuestion] = []
        if let leave { questions.append(.change(.leave(try present(leave)))) }
        if let garage {
            guard let band else {
                throw RequestError(.missingKey, "garage=… needs min=… and max=…")
            }
            questions.append(.change(.band(try present(garage), band)))
        }
        if let position = try optional(WhatIfKeys.prescriberAt) {
            questions.append(.prescriber(position))
        }
        if let position = try optional(WhatIfKeys.garageAt) {
            questions.append(.change(.garage(at: position, band ?? settings.targetBand)))
        }
        if let percent { questions.append(.change(.demand(percent: percent))) }
        guard let question = questions.first else {
            throw RequestError(
                .missingKey,
                "WHATIF needs one of leave=G017, garage=G017 min=3 max=6,"
                    + " prescriber_at=lat,lon, garage_at=lat,lon, demand_percent=120")
        }
        guard questions.count == 1 else {
            throw RequestError(.syntax, "one change at a time: ask twice to compare two")
        }
        return question
    }

    /// The band of `min` and `max`; nil when neither is given.
    private func whatIfBand() throws(RequestError) -> TargetBand? {
        switch (
            try optional(WhatIfKeys.min)?.value, try optional(WhatIfKeys.max)?.value
        ) {
        case (nil, nil): return nil
        case (let min?, let max?):
            guard let band = TargetBand(min: min, max: max) else {
                throw RequestError(.range, "max: it is not less than min")
            }
            return band
        default: throw RequestError(.missingKey, "a band needs both min=… and max=…")
        }
    }

    /// A garage that takes part in the network now.
    private func present(_ id: GarageID) throws(RequestError) -> GarageID {
        guard let garage = try currentNetwork().garage(id: id), garage.isInNetwork else {
            throw RequestError(
                .noSuch, "no such garage in the network, or it has left; GARAGES lists them all")
        }
        return id
    }
}

extension WhatIfComparison {
    fileprivate func rows(limit: Int) -> [Reply.Row] {
        let scores: [(String, KeyPath<YearScore, Double>, Int)] = [
            ("in_band_percent", \.inBandPercent, 1), ("below_percent", \.belowPercent, 1),
            ("above_percent", \.abovePercent, 1), ("zero_percent", \.zeroPercent, 1),
            ("unserved_percent", \.unservedPercent, 1), ("extra_km_mean", \.extraKmMean, 2),
            ("extra_km_p95", \.extraKmP95, 2),
        ]
        let network = scores.map { name, path, places in
            Self.row(
                name, nil, before.score[keyPath: path], after.score[keyPath: path],
                places: places)
        }
        return network
            + garages(limit: limit).map {
                Self.row("people_per_month", $0.garage, $0.before, $0.after, places: 1)
            }
    }

    private static func row(
        _ measure: String, _ garage: GarageID?, _ before: Double?, _ after: Double?, places: Int
    ) -> Reply.Row {
        // The difference of what is shown, so that the row adds up.
        let scale = places == 2 ? 100.0 : 10
        let shown = { (value: Double?) in ((value ?? 0) * scale).rounded() / scale }
        return [
            Field("measure", .text(measure)),
            Field("garage", garage.map { .text($0.text) } ?? .missing),
            Field("before", before.map { .decimal($0, places: places) } ?? .missing),
            Field("after", after.map { .decimal($0, places: places) } ?? .missing),
            Field("change", .decimal(shown(after) - shown(before), places: places)),
        ]
    }
}
