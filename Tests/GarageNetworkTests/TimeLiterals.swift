import GarageNetwork

/// A date, a month or an instant that a test wrote wrongly.
struct WrongLiteral: Error {
    let text: String
}

func aDay(_ text: String) throws -> Day {
    guard let day = Day(text) else { throw WrongLiteral(text: text) }
    return day
}

func aMonth(_ text: String) throws -> Month {
    guard let month = Month(text) else { throw WrongLiteral(text: text) }
    return month
}

func anInstant(_ text: String) throws -> Instant {
    guard let instant = Instant(iso8601: text) else { throw WrongLiteral(text: text) }
    return instant
}

func garageID(_ text: String) throws -> GarageID {
    guard let id = GarageID(text) else { throw WrongLiteral(text: text) }
    return id
}

func period(_ first: Day, _ last: Day) throws -> ClosedPeriod {
    guard let period = ClosedPeriod(first: first, last: last) else {
        throw WrongLiteral(text: "\(first)/\(last)")
    }
    return period
}
