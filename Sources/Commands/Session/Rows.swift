import GarageNetwork
import Geometry
import LineProtocol
import Matching

extension Environment {
    /// A referral as its row.
    func row(_ referral: Referral) -> Reply.Row {
        let snapshot = network.snapshot
        return [
            Field("referral", .text(referral.code.text)),
            Field("garage", .text(snapshot.garage(number: referral.garage)?.id.text ?? "")),
            Field("state", .text(referral.state.rawValue)),
            Field("answer_by", .text(referral.answerBy.iso8601)),
            Field("month", .text("\(referral.month)")),
            Field("committed", .whole(Int64(referral.committedThen))),
            Field("beneficiary", .text(referral.beneficiary.text)),
            Field(
                "prescriber",
                directory.name(of: referral.organisation).map { .text($0) } ?? .missing
            ),
            Field("rank", .whole(Int64(referral.rank))),
            Field("km", .decimal(referral.km, places: 2)),
            Field("extra_km", .decimal(referral.extraKm, places: 2)),
            Field("created_at", .text(referral.createdAt.iso8601)),
        ] + referral.course.fields
    }
}

extension ReferralCourse {
    /// What a referral's row says of its course.
    fileprivate var fields: [Field] {
        [
            Field("received_on", receivedOn.map { .text("\($0)") } ?? .missing),
            Field("quote", quote == .none ? .missing : .text(quote.rawValue)),
            Field("outcome", outcome.map { .text($0.rawValue) } ?? .missing),
            Field("previous", previous.map { .text($0.text) } ?? .missing),
            Field("next", next.map { .text($0.text) } ?? .missing),
            Field("attempt", .whole(Int64(attempt))),
        ]
    }
}

extension Garage {
    /// A garage as its row: what it is and takes, not how many people it got, but for when it
    /// takes the next.
    func row(today: Day, staleAfterDays: Int, committed: Int) -> Reply.Row {
        let next = nextAvailable(today: today, committed: committed)
        let stale = staleSince(today: today, afterDays: staleAfterDays)
        return [
            Field("garage", .text(id.text)), Field("name", .text(name)),
            Field("lat", .decimal(position.latitude, places: 6)),
            Field("lon", .decimal(position.longitude, places: 6)),
            Field("postcode", .text(postcode)), Field("town", .text(town)),
            Field("phone", .text(phone)), Field("status", .text(status.word)),
            Field("paused_until", status.pausedUntil.map { .text("\($0)") } ?? .missing),
            Field("pause_reason", status.pauseReason.map { .text($0) } ?? .missing),
            Field("min", .whole(Int64(target.min))), Field("max", .whole(Int64(target.max))),
            Field("cap", .whole(Int64(monthlyCap))),
            Field("light", .truth(takes.light)), Field("heavy", .truth(takes.heavy)),
            Field("brands", .list(takes.lightBrands.sorted().map(\.folded))),
            Field("heavy_brands", .list(takes.heavyBrands.sorted().map(\.folded))),
            Field("age_years_max", takes.ageYearsMax.map { .whole(Int64($0)) } ?? .missing),
            Field("odometer_km_max", takes.odometerKmMax.map { .whole(Int64($0)) } ?? .missing),
            Field("fiscal_cv_max", takes.fiscalPowerMax.map { .whole(Int64($0)) } ?? .missing),
            Field("closures", .list(closures.map { "\($0.first)…\($0.last)" })),
            Field("checked_on", checkedOn.map { .text("\($0)") } ?? .missing),
            Field("next_available", next.map { .text("\($0)") } ?? .missing),
            Field("stale_since", stale.map { .text("\($0)") } ?? .missing),
            Field("mute_since", muteSince.map { .text("\($0)") } ?? .missing),
        ]
    }
}

extension Garage.Status {
    var word: String {
        switch self {
        case .active: "active"
        case .paused: "paused"
        case .left: "left"
        }
    }

    var pausedUntil: Day? {
        if case .paused(let until, _) = self { until } else { nil }
    }

    var pauseReason: String? {
        if case .paused(_, let reason) = self { reason } else { nil }
    }
}
