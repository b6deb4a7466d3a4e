import GarageNetwork
import Geometry
import Matching

/// A running daemon as the source of a scenario: its garages as they are today, and what was asked
/// of it.
struct NetworkSource {
    let client: LineClient

    /// The garages, and the demand of a period; without days that of the daemon's last year.
    ///
    /// `tell` hears how many of how many requests have come.
    func scenario(
        from first: Day?, through last: Day?, tell: (Int, Int) -> Void
    ) throws(Failure) -> Scenario {
        let garages = try rows("GARAGES") { row, number throws(Failure) in
            try Garage(wire: row, number: Int64(number))
        }
        let period = [("from", first), ("to", last)].compactMap { name, day in
            day.map { (name, "\($0)") }
        }
        let past = try rows("DEMAND", period, tell: tell) { row, place throws(Failure) in
            (
                ScenarioRequest(id: "\(place)", request: try Simulation.Request(wire: row)),
                row.text("garage").flatMap { GarageID($0) }
            )
        }
        return try Scenario(
            garages: garages, demand: try ScenarioDemand(past.map { $0.0 }),
            taken: past.map { $0.1 })
    }

    /// What all rows of a verb mean, page by page; each comes with its number, from 1.
    private func rows<Meaning>(
        _ verb: String, _ arguments: [(String, String)] = [],
        tell: (Int, Int) -> Void = { _, _ in },
        meaning: ([JSONMember], Int) throws(Failure) -> Meaning
    ) throws(Failure) -> [Meaning] {
        var rows: [Meaning] = []
        var after: String?
        repeat {
            let place = after.map { [("after", $0)] } ?? []
            let reply = try client.ask(RequestText(verb, arguments + place))
            let values = try reply.get(verb: verb)
            for row in reply.rows.lazy.compactMap(JSONReader.object) {
                rows.append(try meaning(row, rows.count + 1))
            }
            tell(rows.count, values.first { $0.name == "requests" }.flatMap { Int($0.text) } ?? 0)
            after = reply.value("more") == nil ? nil : reply.value("next")
        } while after != nil
        return rows
    }
}

extension Garage {
    /// A garage from a row of GARAGES.
    ///
    /// What kinds of cars it takes is left out: demand of the past says nothing of cars.
    fileprivate init(wire row: [JSONMember], number: Int64) throws(Failure) {
        guard let id = row.text("garage").flatMap({ GarageID($0) }), let name = row.text("name"),
            let position = row.position, let min = row.number("min"), let max = row.number("max"),
            let target = TargetBand(min: Int(min), max: Int(max)), let cap = row.number("cap")
        else { throw .badReply("a garage that cannot be read") }
        let closures = row.list("closures").compactMap { text -> ClosedPeriod? in
            let ends = text.split(separator: "…")
            guard ends.count == 2, let first = Day(ends[0]), let last = Day(ends[1]) else {
                return nil
            }
            return ClosedPeriod(first: first, last: last)
        }
        guard closures.count == row.list("closures").count else {
            throw .badReply("a garage whose closures cannot be read")
        }
        let status: Status =
            switch row.text("status") {
            case "left": .left
            case "paused": .paused(until: row.text("paused_until").flatMap { Day($0) }, reason: "")
            default: .active
            }
        self.init(
            number: number, id: id, name: name, position: position, target: target,
            monthlyCap: Int(cap), status: status, closures: closures)
    }
}

extension Simulation.Request {
    /// A request from a row of DEMAND.
    fileprivate init(wire row: [JSONMember]) throws(Failure) {
        guard let day = row.text("day").flatMap({ Day($0) }), let position = row.position,
            let reach = row.number("reach_km")
        else { throw .badReply("a request of the past that cannot be read") }
        self.init(day: day, position: position, radiusKm: reach)
    }
}

extension [JSONMember] {
    private func value(_ name: String) -> JSONValue? { first { $0.name == name }?.value }

    /// The member as text; nil when it is missing, null or empty.
    fileprivate func text(_ name: String) -> String? {
        guard case .text(let text) = value(name) else { return nil }
        return text.nonEmpty
    }

    fileprivate func number(_ name: String) -> Double? {
        guard case .number(let digits) = value(name), let number = Double(digits),
            (-1e9...1e9).contains(number)
        else { return nil }
        return number
    }

    fileprivate func list(_ name: String) -> [String] {
        guard case .list(let values) = value(name) else { return [] }
        return values.map(\.plain)
    }

    fileprivate var position: Coordinate? {
        guard let latitude = number("lat"), let longitude = number("lon") else { return nil }
        return try? Coordinate(latitude: latitude, longitude: longitude)
    }
}
