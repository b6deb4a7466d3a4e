import Alerting
import GarageNetwork
import LineProtocol
import Matching

extension Command {
    static let alerts = Command(
        "ALERTS", "Lists what somebody should hear of, the loudest first.",
        access: .roles([.monitor, .manager]), takes: [WatchKeys.level, WatchKeys.limit],
        errors: [.notReady], example: "ALERTS level=act"
    ) { call throws(RequestError) in
        let network = try call.currentNetwork()
        let level = try call.optional(WatchKeys.level) ?? .watch
        let language = try call.language()
        let limit = try call.optional(WatchKeys.limit)?.value ?? RowLimit.range.upperBound
        let alerts = network.standings.alerts(call.settings.thresholds)
            .filter { $0.level >= level }
        let more: Reply.Row =
            alerts.count > limit ? [Field("more", .count(alerts.count - limit))] : []
        return .now(.listing(alerts.prefix(limit).map { $0.row(language) }, more))
    }

    static let check = Command(
        "CHECK", "Answers a monitoring system with one line, and a status of 0, 1 or 2.",
        access: .roles([.monitor, .manager]), requires: [WatchKeys.check],
        takes: [WatchKeys.warning, WatchKeys.critical], errors: [.notReady],
        example: "CHECK name=capacity warn=30 crit=75"
    ) { call throws(RequestError) in
        let check = try call.required(WatchKeys.check).check
        let warning = try call.optional(WatchKeys.warning)?.value
        let critical = try call.optional(WatchKeys.critical)?.value
        let network = try call.currentNetwork()
        let away = network.storeDown.map { down in
            Double(call.environment.clock.now.microseconds - down.since.microseconds) / 1e6
        }
        let input = CheckInput(
            standings: network.standings, thresholds: call.settings.thresholds,
            storeAwaySeconds: max(0, away ?? 0))
        let result = check.run(on: input, warning: warning, critical: critical)
        return .now(
            Reply(
                rows: [[.bare(result.line)]],
                summary: [Field("status", .count(result.status.rawValue))]))
    }

    static let status = Command(
        "STATUS", "Says how the daemon and its view of the network are.",
        access: .anyRole, example: "STATUS"
    ) { call throws(RequestError) in
        let network = call.view
        let now = call.environment.clock.now
        let age = network.ageSeconds(at: now)
        let view: Reply.Row = [
            Field("ready", .truth(network.isReady)),
            Field("store", .text(network.storeDown == nil ? "up" : "down")),
            Field("age_s", .whole(age ?? 0)),
            Field("garages", .count(network.garages.count)),
            Field("prescribers", .count(call.environment.directory.prescriberCount)),
            Field("places", .count(call.environment.gazetteer.value.count)),
            Field("today", .text("\(network.today)")),
            Field("now", .text(now.iso8601)),
            Field("epoch", .whole(Int64(clamping: network.epoch))),
            Field("revision", .whole(network.revision)),
            Field("wrong_tokens", .whole(call.environment.access.failures)),
        ]
        return .now(.listing([view + call.environment.operations.status()]))
    }
}

private enum WatchKeys {
    static let level = Key<AlertLevel>("level", "This loud or louder.", default: "watch")
    static let limit = Key<RowLimit>("limit", "How many rows at most.", default: "1000")
    static let check = Key<CheckName>("name", "Which check.")
    static let warning = Key<CheckLimit>("warn", "Warn from this number on.")
    static let critical = Key<CheckLimit>("crit", "Critical from this number on.")
}

extension AlertLevel: ProtocolWord {}

/// The name of a check.
private struct CheckName: ProtocolValue {
    let check: Check

    static var notation: String { Check.all.map(\.name).joined(separator: " | ") }

    init(argument text: String) throws(Misreading) {
        guard let check = Check.named(text) else {
            throw .outOfRange("'\(shortened(text))' is not one of \(Self.notation)")
        }
        self.check = check
    }
}

/// A threshold of a check.
private struct CheckLimit: ProtocolValue {
    let value: Double

    static var notation: String { "a number" }

    init(argument text: String) throws(Misreading) {
        value = try number(text)
        guard value >= 0 else { throw .outOfRange("it is 0 or more") }
    }
}

extension Alert {
    fileprivate func row(_ language: Language) -> Reply.Row {
        [
            Field("level", .text(level.rawValue)), Field("rule", .text(rule.name)),
            Field("garage", .text(standing.garage.id.text)),
            Field("name", .text(standing.garage.name)),
            Field("why", .text(language == .french ? sentence.french : sentence.english)),
        ]
    }
}

extension NetworkSnapshot {
    /// How old this view is, in seconds; nil while the store answers.
    func ageSeconds(at now: Instant) -> Int64? {
        guard storeDown != nil else { return nil }
        return max(0, now.seconds - asOf.seconds)
    }

    func garage(id: GarageID) -> Garage? { index(of: id).map { garages[$0] } }

    func garage(number: Int64) -> Garage? { index(ofNumber: number).map { garages[$0] } }
}
