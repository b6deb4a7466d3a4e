import Alerting
import GarageNetwork
import Geometry
import Matching

func point(_ latitude: Double, _ longitude: Double) -> Coordinate {
    do throws(Coordinate.Invalid) {
        return try Coordinate(latitude: latitude, longitude: longitude)
    } catch {
        preconditionFailure("a test names a point that is not on the Earth")
    }
}

func day(_ text: String) -> Day {
    guard let day = Day(text) else { preconditionFailure("\(text) is no day") }
    return day
}

func month(_ text: String) -> Month {
    guard let month = Month(text) else { preconditionFailure("\(text) is no month") }
    return month
}

func band(_ min: Int, _ max: Int) -> TargetBand {
    guard let band = TargetBand(min: min, max: max) else { preconditionFailure("no band") }
    return band
}

func garage(
    _ number: Int64, at position: Coordinate, change: (inout Garage) -> Void = { _ in }
) -> Garage {
    guard let id = GarageID("G\(number)") else { preconditionFailure("no id") }
    var garage = Garage(number: number, id: id, name: "Garage \(number)", position: position)
    change(&garage)
    return garage
}

func wish(
    _ date: String, from origin: Coordinate, reachKm: Double = 30, organisation: Int64 = 0,
    at garage: Int64? = nil
) -> DemandRecord {
    DemandRecord(
        day: day(date), origin: origin, reachKm: reachKm, organisation: organisation,
        garage: garage)
}

func around(
    reached: Double = 20, fair: Double = 8, rivals: Double = 2, prescribers: Int = 3,
    proposed: Int = 12, unanswered: Int = 0
) -> Circumstances {
    Circumstances(
        reachedByPerMonth: reached, fairSharePerMonth: fair, rivals: rivals,
        prescribersNear: prescribers, proposed: proposed, unanswered: unanswered)
}

/// A seeded generator whose numbers are the same on every machine (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
