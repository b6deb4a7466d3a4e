import Alerting
import GarageNetwork
import LineProtocol
import Matching

extension Command {
    static let alerts = Command(
        "ALERTS", "Lists what somebody should hear of, the loudest first.",
        access: .roles([.monitor, .manager]),
        takes: [
            WatchKeys.level, WatchKeys.rule, WatchKeys.since, WatchKeys.new, WatchKeys.limit,
        ],
        errors: [.notReady], example: "ALERTS level=act rule=starving"
    ) { call throws(RequestError) in
        let network = try call.currentNetwork()
        let filter = try call.alertFilter()
        let language = try call.language()
        let limit = try call.optional(WatchKeys.limit)?.value ?? RowLimit.range.upperBound
        let book = call.environment.watch.book
        let standings = call.environment.standings(in: network)
        let found = call.environment.alerts(in: standings)
        let alerts = found.all.map { ($0, book?.open[$0.key]) }
            .filter { filter.takes($0.0, $0.1) }
        let readings = call.environment.watchFacts.value.massReadings.filter(filter.takes)
        let louder = alerts.prefix { $0.0.level > MassReading.level }
        // Only the rows that are shown get their sentences: there may be many thousands.
        func rows(_ alerts: some Sequence<(FoundAlerts.Found, OpenAlert?)>) -> [Reply.Row] {
            alerts.prefix(limit).map { standings.alert($0.0).row($0.1, language) }
        }
        let shown =
            (rows(louder) + readings.map { $0.row(language) }
            + rows(alerts.dropFirst(louder.count)))
            .prefix(limit)
        let leftOut = found.leftOut.filter(filter.takes).reduce(0) { $0 + $1.count }
        let count = alerts.count + readings.count + leftOut
        return .now(
            .listing(
                Array(shown),
                count > shown.count ? [Field("more", .count(count - shown.count))] : []))
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
            standings: call.environment.standings(in: network),
            thresholds: call.settings.thresholds, storeAwaySeconds: max(0, away ?? 0),
            waiting: network.waitingPeople, waitingDays: network.waitingDays,
            facts: call.environment.watchFacts.value, now: call.environment.clock.now)
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
    static let rule = Key<RuleName>("rule", "Only what this rule says.")
    static let since = Key<Instant>(
        "since", "Only what was raised or came to its level then, or later.")
    static let new = Key<Choice>("new", "Only what came to its level today.", default: "no")
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
            throw .outOfRange("it is not one of \(Self.notation)")
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

/// The name of a rule.
private struct RuleName: ProtocolValue {
    let name: String

    static var notation: String { AlertRule.all.map(\.name).joined(separator: " | ") }

    init(argument text: String) throws(Misreading) {
        guard AlertRule.all.contains(where: { $0.name == text }) else {
            throw .outOfRange("it is not one of \(Self.notation)")
        }
        name = text
    }
}

/// Which alerts were asked for.
private struct AlertFilter {
    let level: AlertLevel
    let rule: String?
    /// What is older is left out; so is what nobody knows the age of.
    let since: Instant?

    func takes(_ alert: FoundAlerts.Found, _ open: OpenAlert?) -> Bool {
        guard alert.level >= level, rule == nil || alert.rule.name == rule else { return false }
        guard let since else { return true }
        return open.map { $0.levelSince >= since } ?? false
    }

    /// Nobody knows the age of what is left out: it is in no book.
    func takes(_ leftOut: FoundAlerts.LeftOut) -> Bool {
        leftOut.level >= level && (rule ?? leftOut.rule) == leftOut.rule && since == nil
    }

    func takes(_ reading: MassReading) -> Bool {
        MassReading.level >= level
            && (rule ?? AlertRule.massReading.name) == AlertRule.massReading.name
            && reading.since >= since ?? reading.since
    }
}

extension Call {
    fileprivate func alertFilter() throws(RequestError) -> AlertFilter {
        var since = try optional(WatchKeys.since)
        if try optional(WatchKeys.new) == .yes {
            let midnight = Instant(paris: view.today, secondsOfDay: 0)
            since = max(since ?? midnight, midnight)
        }
        return AlertFilter(
            level: try optional(WatchKeys.level) ?? .watch,
            rule: try optional(WatchKeys.rule)?.name, since: since)
    }
}

extension Alert {
    /// `since` is missing while the database has not been asked.
    fileprivate func row(_ open: OpenAlert?, _ language: Language) -> Reply.Row {
        [
            Field("level", .text(level.rawValue)), Field("rule", .text(rule.name)),
            Field("garage", .text(standing.garage.id.text)),
            Field("name", .text(standing.garage.name)),
            Field("since", open.map { .text($0.raisedAt.iso8601) } ?? .missing),
            Field("level_since", open.map { .text($0.levelSince.iso8601) } ?? .missing),
            Field("cause", rule.cause(standing).map { .text($0.rawValue) } ?? .missing),
            Field("why", .text(language == .french ? sentence.french : sentence.english)),
        ]
    }
}

extension NetworkSnapshot {
    /// How many people no garage could take, and for how many days the first has waited.
    var waitingPeople: Int { unplaced.count }
    var waitingDays: Int { unplaced.oldest.map { max(0, today - $0) } ?? 0 }

    /// How old this view is, in seconds; nil while the store answers.
    func ageSeconds(at now: Instant) -> Int64? {
        guard storeDown != nil else { return nil }
        return max(0, now.seconds - asOf.seconds)
    }

    func garage(id: GarageID) -> Garage? { index(of: id).map { garages[$0] } }

    func garage(number: Int64) -> Garage? { index(ofNumber: number).map { garages[$0] } }
}
