import Alerting
import GarageNetwork
import LineProtocol
import Matching
import Steering

extension Command {
    static let steering = Command(
        "STEERING",
        "Says of each garage whether to accelerate, change path or brake, and why, from its last"
            + " six months.",
        access: .roles([.manager, .monitor]),
        takes: [GarageKeys.territory, SteeringKeys.verdict, Keys.limit, Keys.after],
        errors: [.notReady, .busy, .storeDown],
        example: "STEERING verdict=accelerate limit=10"
    ) { call throws(RequestError) in
        let territory = try call.optional(GarageKeys.territory)?.text
        let verdict = try call.optional(SteeringKeys.verdict)
        let after = try call.optional(Keys.after)
        let limit = try call.optional(Keys.limit)?.value ?? RowLimit.range.upperBound
        return try call.report { look async throws(RequestError) -> Reply in
            let courses = try await call.environment.courses(look).filter { course in
                territory.map { course.garage.postcode.hasPrefix($0) } ?? true
            }
            let page = courses.lazy.filter { course in
                (verdict.map { course.course.direction == $0 } ?? true)
                    && (after.map { course.garage.id > $0 } ?? true)
            }
            .prefix(limit + 1).map { (id: $0.garage.id, row: $0.row(look.language)) }
            let instead = Wording(
                french: "rien ne peut être conclu, COVERAGE et RECRUIT comptent les habitants",
                english: "nothing can be concluded, COVERAGE and RECRUIT count inhabitants")
            return .page(
                Array(page), limit: limit,
                courses.summary + [Field("requests", .count(look.past.records.count))]
                    + look.note(DemandPast.monthsBack, otherwise: instead))
        }
    }
}

private enum SteeringKeys {
    static let verdict = Key<Direction>(
        "verdict", "Only garages with this verdict: accelerate where no policy can fill them.")
}

extension Direction: ProtocolWord {}

/// One garage and where to go with it.
struct SteeredGarage: Sendable {
    let garage: Garage
    let course: GarageCourse

    fileprivate func row(_ language: Language) -> Reply.Row {
        let around = course.around
        let verdict = course.direction
        return [
            Field("garage", .text(garage.id.text)), Field("name", .text(garage.name)),
            Field("verdict", .text(verdict.rawValue)),
            Field(
                "label",
                .text(language == .french ? verdict.frenchLabel : verdict.rawValue)),
            Field("why", .text(course.reason[language])),
            Field("people_per_month", around.decimal(\.reachedByPerMonth)),
            Field("fair_share_per_month", around.decimal(\.fairSharePerMonth)),
            Field("rivals", around.decimal(\.rivals)),
            Field("prescribers_30km", around.map { .count($0.prescribersNear) } ?? .missing),
            Field("months_below", .count(course.past.below)),
            Field("months_in", .count(course.past.inside)),
            Field("months_above", .count(course.past.above)),
        ]
    }
}

extension [SteeredGarage] {
    /// How many garages have each verdict.
    fileprivate var summary: Reply.Row {
        [Field("garages", .count(count))]
            + Direction.allCases.map { direction in
                let name = direction.rawValue.split(separator: "-").joined(separator: "_")
                return Field(name, .count(count { $0.course.direction == direction }))
            }
    }
}

extension Circumstances? {
    /// One of the numbers, to a tenth.
    func decimal(_ number: (Circumstances) -> Double) -> Field.Value {
        map { .decimal(number($0), places: 1) } ?? .missing
    }
}

extension Environment {
    /// The course of every garage of the network, by id.
    func courses(_ look: LookBack) async throws(RequestError) -> [SteeredGarage] {
        let pasts = try await pasts(look)
        let around = try await circumstances(look)
        return look.garages.indices.compactMap { index in
            let garage = look.garages[index]
            guard garage.isInNetwork else { return nil }
            let course = GarageCourse(
                target: garage.target, past: pasts[index],
                around: look.past.isEmpty ? nil : around[index])
            return SteeredGarage(garage: garage, course: course)
        }
    }

    /// What lies around every garage, in the order of the network's.
    func circumstances(_ look: LookBack) async throws(RequestError) -> [Circumstances?] {
        let answers = try await Commands.ledger { () async throws(LedgerError) in
            try await self.archive.answers(since: look.network.today + -Self.answerDays)
        }
        return Surroundings.circumstances(
            of: look.garages, basins: await basins(of: look.garages, look.past),
            prescribers: prescriberPlaces, answers: answers)
    }
}
