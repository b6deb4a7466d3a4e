import GarageNetwork

/// How the months of a replay stand, as the daemon counts them.
struct LoadTable {
    /// One row a month: what was replayed, and the totals of LOAD.
    static func months(
        _ tally: ReplayTally, client: LineClient
    ) throws(Failure) -> [[JSONMember]] {
        try tally.months.map { month throws(Failure) in
            let request = RequestText("LOAD", [("month", "\(month)"), ("limit", "1")])
            let values = try client.ask(request).get(verb: "LOAD")
            let counts = tally.byMonth[month] ?? ReplayTally.MonthTally()
            let own = [
                JSONMember(name: "month", value: .text("\(month)")),
                JSONMember(name: "requests", value: .number(String(counts.requests))),
                JSONMember(name: "served", value: .number(String(counts.served))),
            ]
            let totals = ["garages", "below", "in", "above", "mean", "attainable"]
            return own
                + totals.compactMap { name in
                    values.first { $0.name == name }.map {
                        JSONMember(name: name, value: .number($0.text))
                    }
                }
        }
    }

    /// One row a garage, for one month.
    static func garages(
        of month: Month, client: LineClient
    ) throws(Failure) -> [[JSONMember]] {
        var rows: [[JSONMember]] = []
        var after: String?
        repeat {
            let place = after.map { [("after", $0)] } ?? []
            let reply = try client.ask(RequestText("LOAD", [("month", "\(month)")] + place))
            _ = try reply.get(verb: "LOAD")
            rows += reply.rows.compactMap(JSONReader.object)
            after = reply.value("more") == nil ? nil : reply.value("next")
        } while after != nil
        return rows
    }
}
