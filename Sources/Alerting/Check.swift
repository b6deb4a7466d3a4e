package import GarageNetwork
import Matching

/// A question a monitoring system asks: one line, and a status of 0, 1 or 2.
///
/// To add a check, add a `static let` below and name it in ``all``.
package struct Check: Sendable {
    package let name: String
    /// One sentence with its full stop.
    package let meaning: String
    /// What is measured, in one number.
    let measure: @Sendable (CheckInput) -> Measurement
    /// The thresholds where the caller gives none.
    let defaults: @Sendable (CheckInput) -> Limits

    /// From when on a value warns, and is critical.
    typealias Limits = (warning: Double, critical: Double)

    package static let all: [Check] = [
        .capacity, .starving, .overloaded, .unplaced, .stale, .store,
        .mute,
        .funding,
        .jobs, .coherence, .audit,
        .outbox, .contacts, .requests,
    ]

    package static func named(_ name: String) -> Check? { all.first { $0.name == name } }

    /// What the plugin line says; a threshold is reached, not passed: 10 warns at 10.
    package func run(
        on input: CheckInput, warning: Double? = nil, critical: Double? = nil
    ) -> CheckResult {
        let found = measure(input)
        let standard = defaults(input)
        let asked: Limits = (warning ?? standard.warning, critical ?? standard.critical)
        var status = CheckResult.Status.ok
        let data = found.values.map { value in
            guard let limits = value.limits ?? (value.isJudged ? asked : nil) else {
                return "\(value.name)=\(value.value.plain)\(value.unit)"
            }
            if value.value >= limits.critical {
                status = .critical
            } else if value.value >= limits.warning, status == .ok {
                status = .warning
            }
            return "\(value.name)=\(value.value.plain)\(value.unit)"
                + ";\(limits.warning.plain);\(limits.critical.plain)"
        }
        return CheckResult(
            status: status,
            line: "\(status.word) \(name): \(found.text) | \(data.joined(separator: " "))")
    }

    struct Measurement {
        let text: String
        let values: [Value]
    }

    struct Value {
        let name: String
        let value: Double
        var unit = ""
        /// Judged by the thresholds that the caller gave, or by the check's own.
        var isJudged = false
        /// Judged by these whatever the caller gave.
        var limits: Limits?
    }
}

/// What a check looks at.
package struct CheckInput: Sendable {
    package let standings: any Collection<GarageStanding> & Sendable
    package let thresholds: AlertThresholds
    /// For how long the database has been away; 0 while it answers.
    package let storeAwaySeconds: Double
    /// How many people wait for a garage, and for how many days the first of them has.
    package let waiting: Int
    package let waitingDays: Int
    /// What is read of the database in the background.
    package let facts: WatchFacts
    /// When the check is asked; nil where nothing depends on it.
    package let now: Instant?

    package init(
        standings: any Collection<GarageStanding> & Sendable, thresholds: AlertThresholds,
        storeAwaySeconds: Double,
        waiting: Int = 0, waitingDays: Int = 0, facts: WatchFacts = WatchFacts(),
        now: Instant? = nil
    ) {
        self.standings = standings
        self.thresholds = thresholds
        self.storeAwaySeconds = storeAwaySeconds
        self.waiting = waiting
        self.waitingDays = waitingDays
        self.facts = facts
        self.now = now
    }

    /// Whether a rule speaks of a garage at a level or louder.
    private func speaks(
        _ rule: AlertRule, of standing: GarageStanding, from level: AlertLevel
    ) -> Bool {
        rule.level(standing, thresholds).map { $0 >= level } ?? false
    }

    func count(_ rule: AlertRule, from level: AlertLevel) -> Int {
        standings.reduce(0) { $0 + (speaks(rule, of: $1, from: level) ? 1 : 0) }
    }

    /// The causes of what a rule found, the most frequent first: `17 see no prescriber near, 9 …`;
    /// empty when nothing explains any of them.
    func causes(of rule: AlertRule, from level: AlertLevel) -> String {
        var counts: [AlertCause: Int] = [:]
        for standing in standings where speaks(rule, of: standing, from: level) {
            if let cause = rule.cause(standing) { counts[cause, default: 0] += 1 }
        }
        let found = AlertCause.allCases.compactMap { cause in
            counts[cause].map { (cause, $0) }
        }
        // Sorting is stable: causes of the same number stay in their own order.
        return found.sorted { $0.1 > $1.1 }.map { $0.0.counted($0.1) }
            .joined(separator: ", ")
    }

    /// Shares of the network as numbers of garages, at least 1: an empty network is no alarm.
    var shareLimits: (warning: Double, critical: Double) {
        let garages = Double(standings.count)
        return (
            max(1, (garages * thresholds.shareWarning).rounded(.up)),
            max(1, (garages * thresholds.shareCritical).rounded(.up))
        )
    }
}

/// What a check found, as Nagios and its heirs read it.
package struct CheckResult: Equatable, Sendable {
    package let status: Status
    /// `WARNING capacity: 12 of 300 garages … | below=12;10;20`.
    package let line: String

    package enum Status: Int, Sendable {
        case ok = 0
        case warning = 1
        case critical = 2

        var word: String {
            switch self {
            case .ok: "OK"
            case .warning: "WARNING"
            case .critical: "CRITICAL"
            }
        }
    }
}

extension Double {
    /// Without a needless `.0`.
    fileprivate var plain: String {
        self == rounded() && abs(self) < 1e15 ? String(Int64(self)) : description
    }
}
