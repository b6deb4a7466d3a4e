import GarageNetwork

/// What a replay says on the wire for one request.
struct ReplayOrder {
    /// The beginning of every key: another one replays the same file as other people.
    var keyPrefix = "replay"
    var policy: String?
    var namesPrescribers = true

    /// The longest reach that the daemon takes; a longer one is sent as this.
    static let reachKmMax = 50.0

    static func isClamped(_ demand: Demand) -> Bool { demand.radiusKm > reachKmMax }

    func clock(_ demand: Demand) -> RequestText {
        RequestText("CLOCK", [("at", demand.at.iso8601)])
    }

    /// The person; their own limit is in whole kilometres, so never under what REFER asks for.
    func enrolment(_ demand: Demand) -> RequestText {
        let km = Int(min(demand.radiusKm, Self.reachKmMax).rounded(.up))
        var arguments = [
            ("key", key(demand)), ("at", demand.positionText), ("max_km", String(km)),
        ]
        if let drives = demand.drives { arguments.append(("drives", drives ? "yes" : "no")) }
        return RequestText("BENEFICIARY-ADD", arguments + onBehalf(demand))
    }

    func referral(_ demand: Demand, beneficiary: String) -> RequestText {
        let km = Self.plain(min(demand.radiusKm, Self.reachKmMax))
        var arguments = [
            ("beneficiary", beneficiary), ("key", key(demand)), ("within", "\(km)km"),
        ]
        if let policy { arguments.append(("policy", policy)) }
        return RequestText("REFER", arguments + onBehalf(demand))
    }

    private func key(_ demand: Demand) -> String { "\(keyPrefix)-\(demand.requestID)" }

    private func onBehalf(_ demand: Demand) -> [(String, String)] {
        guard namesPrescribers, let prescriber = demand.prescriber else { return [] }
        return [("prescriber", prescriber)]
    }

    /// `30` rather than `30.0`.
    private static func plain(_ km: Double) -> String {
        km == km.rounded() ? String(Int(km)) : "\(km)"
    }
}
