import GarageNetwork

/// What a replay adds up as it goes.
struct ReplayTally: Equatable {
    private(set) var served = 0
    private(set) var refusedByName: [String: Int] = [:]
    private(set) var byMonth: [Month: MonthTally] = [:]
    /// Round trips of REFER, in microseconds.
    private(set) var decisionMicroseconds: [Int] = []
    private var extraKm: [Double] = []
    private(set) var clamped = 0
    private(set) var replayed = 0

    struct MonthTally: Equatable {
        var requests = 0
        var served = 0
    }

    var requests: Int { decisionMicroseconds.count }
    var months: [Month] { byMonth.keys.sorted() }

    mutating func add(_ demand: Demand, _ decision: ReplayDecision) {
        decisionMicroseconds.append(decision.microseconds)
        if ReplayOrder.isClamped(demand) { clamped += 1 }
        if decision.isReplayed { replayed += 1 }
        let isServed = decision.garage != nil
        byMonth[demand.day.month, default: MonthTally()].requests += 1
        if isServed {
            served += 1
            byMonth[demand.day.month, default: MonthTally()].served += 1
        } else {
            refusedByName[decision.refusal ?? "NO-GARAGE", default: 0] += 1
        }
        if let km = decision.extraKm { extraKm.append(km) }
    }

    /// The line under the table.
    var summary: String {
        let ordered = decisionMicroseconds.sorted()
        var parts = ["requests \(requests)", "served \(served)"]
        parts += refusedByName.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        if let median = ordered.quantile(0.5), let slow = ordered.quantile(0.99) {
            parts.append("decision p50 \(median) µs, p99 \(slow) µs")
        }
        if !extraKm.isEmpty {
            let mean = extraKm.reduce(0, +) / Double(extraKm.count)
            parts.append("extra \(mean.text(places: 2)) km over the nearest")
        }
        if replayed > 0 { parts.append("already done \(replayed)") }
        if clamped > 0 {
            parts.append("sent as \(Int(ReplayOrder.reachKmMax)) km instead of more \(clamped)")
        }
        return parts.joined(separator: " · ")
    }
}

/// What the daemon decided for one request.
struct ReplayDecision: Equatable {
    var garage: String?
    /// Why there is none.
    var refusal: String?
    var microseconds = 0
    var extraKm: Double?
    /// Whether it had been decided before, in an earlier run.
    var isReplayed = false
}
