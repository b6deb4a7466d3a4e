import Alerting
import GarageNetwork
import Geometry
import Matching
import Testing

/// A seeded generator, so that every run tests the same.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func unit() -> Double { Double.random(in: 0..<1, using: &self) }
}

extension Circumstances {
    /// An ordinary garage's, but for what a test is about.
    static func test(
        reached: Double = 40, share: Double = 7, rivals: Double = 5, prescribers: Int = 3,
        proposed: Int = 20, unanswered: Int = 1, declinedFull: Int = 0
    ) -> Circumstances {
        Circumstances(
            reachedByPerMonth: reached, fairSharePerMonth: share, rivals: rivals,
            prescribersNear: prescribers, proposed: proposed, unanswered: unanswered,
            declinedFull: declinedFull)
    }
}

extension GarageStanding {
    /// How a garage stands at the start of a day of November 2026; its memory says five a month.
    static func test(
        _ number: Int64 = 1, committed: Int, on day: String, cap: Int = 1000,
        status: Garage.Status = .active, closures: [ClosedPeriod] = [], checkedOn: Day? = nil,
        memory: GarageMemory = .empty, around: Circumstances? = nil, pace: MonthPace = .ordinary,
        calibration: OddsCalibration = .standard, phone: String = "", muteSince: Day? = nil
    ) throws -> GarageStanding {
        let today = try #require(Day(day))
        let garage = Garage(
            number: number, id: try #require(GarageID("G00\(number)")), name: "Garage fictif",
            position: try Coordinate(latitude: 50, longitude: 3), phone: phone, monthlyCap: cap,
            status: status, closures: closures, checkedOn: checkedOn, muteSince: muteSince)
        let month = MonthEnd(
            plan: GarageMonthPlan(
                of: garage, weights: WorkingCalendar.french.weights(of: today.month), asOf: today),
            today: today, memory: memory, committed: committed, isOpen: garage.isOpen(on: today))
        return GarageStanding(
            garage: garage, monthEnd: month, received: 0, today: today, circumstances: around,
            pace: pace, calibration: calibration)
    }
}

extension [GarageStanding] {
    /// Every alert of every rule, the loudest first, then by rule and garage.
    func alerts(
        _ thresholds: AlertThresholds, open: [Alert.Key: AlertLevel] = [:]
    ) -> [Alert] {
        FoundAlerts(in: self, thresholds, open: open).all.map { alert($0) }
    }
}
