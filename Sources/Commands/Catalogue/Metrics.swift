import Alerting
import GarageNetwork
import LineProtocol
import Matching

extension Command {
    static let metrics = Command(
        "METRICS", "Lists the figures that a monitoring system collects; none is about a person.",
        access: .roles([.monitor, .manager]), errors: [.notReady], example: "METRICS"
    ) { call throws(RequestError) in
        let network = try call.currentNetwork()
        let environment = call.environment
        let figures =
            environment.figures(of: network)
            + environment.figures(of: environment.standings(in: network))
            + environment.operations.status().compactMap(Figure.init)
        return .now(.listing(figures.map(\.row)))
    }
}

/// One figure, named as Prometheus and its heirs ask.
private struct Figure {
    let name: String
    var isCounter = false
    let value: Reply.Row.Element.Value
    let meaning: String

    var row: Reply.Row {
        [
            Field("metric", .text("garaged_" + name)),
            Field("kind", .text(isCounter ? "counter" : "gauge")), Field("value", value),
            Field("help", .text(meaning)),
        ]
    }
}

extension Figure {
    /// A figure of the running daemon, which `STATUS` shows too; nil for what is not a number that
    /// goes up or down.
    init?(_ field: Field) {
        let (name, isCounter, meaning): (String, Bool, String)
        switch field.name {
        case "uptime_s":
            (name, isCounter, meaning) = ("uptime_seconds", false, "Since the daemon started.")
        case "connections":
            (name, isCounter, meaning) = ("connections", false, "Connections that are open.")
        case "requests":
            (name, isCounter, meaning) = ("requests_total", true, "Requests that were answered.")
        case "errors":
            (name, isCounter, meaning) = ("errors_total", true, "Requests that were refused.")
        default: return nil
        }
        self.init(name: name, isCounter: isCounter, value: field.value, meaning: meaning)
    }
}

extension Environment {
    fileprivate func figures(of network: NetworkSnapshot) -> [Figure] {
        let age = network.ageSeconds(at: clock.now) ?? 0
        return [
            Figure(
                name: "store_up", value: .whole(network.storeDown == nil ? 1 : 0),
                meaning: "Whether the database answers."),
            Figure(
                name: "view_age_seconds", value: .whole(age),
                meaning: "How old the network in memory is."),
            Figure(
                name: "garages", value: .count(network.garages.count),
                meaning: "Garages in memory."),
            Figure(
                name: "prescribers", value: .count(directory.prescriberCount),
                meaning: "Prescribers in memory."),
            Figure(
                name: "waiting_people", value: .count(network.waitingPeople),
                meaning: "People whom no garage could take and who wait."),
            Figure(
                name: "waiting_days_max", value: .count(network.waitingDays),
                meaning: "How long the first of them has waited."),
            Figure(
                name: "wrong_tokens_total", isCounter: true, value: .whole(access.failures),
                meaning: "Tokens that were refused."),
        ]
    }

    fileprivate func figures(of standings: LiveStandings) -> [Figure] {
        var positions: [MonthBand.Position: Int] = [:]
        var (committed, received) = (0, 0)
        for standing in standings {
            committed += standing.monthEnd.committed
            received += standing.received
            guard standing.monthEnd.band.isInScope else { continue }
            let position = standing.monthEnd.band.position(of: standing.monthEnd.committed)
            positions[position, default: 0] += 1
        }
        return [
            Figure(
                name: "garages_below_band", value: .count(positions[.below] ?? 0),
                meaning: "Garages whose month has fewer people than their band."),
            Figure(
                name: "garages_in_band", value: .count(positions[.inside] ?? 0),
                meaning: "Garages whose month is in their band."),
            Figure(
                name: "garages_above_band", value: .count(positions[.above] ?? 0),
                meaning: "Garages whose month has more people than their band."),
            Figure(
                name: "committed_this_month", value: .count(committed),
                meaning: "People sent to a garage this month."),
            Figure(
                name: "received_this_month", value: .count(received),
                meaning: "People who came to a garage this month."),
        ]
    }
}
