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
    let defaults: @Sendable (CheckInput) -> (warning: Double, critical: Double)

    package static let all: [Check] = [.capacity, .starving, .overloaded, .stale, .store]

    package static func named(_ name: String) -> Check? { all.first { $0.name == name } }

    /// What the plugin line says; a threshold is reached, not passed: 10 warns at 10.
    package func run(
        on input: CheckInput, warning: Double? = nil, critical: Double? = nil
    ) -> CheckResult {
        let found = measure(input)
        let standard = defaults(input)
        let (warning, critical) = (warning ?? standard.warning, critical ?? standard.critical)
        let worst = found.values.filter(\.isJudged).map(\.value).max() ?? 0
        let status: CheckResult.Status =
            worst >= critical ? .critical : worst >= warning ? .warning : .ok
        let data = found.values.map { value in
            let limits = value.isJudged ? ";\(warning.plain);\(critical.plain)" : ""
            return "\(value.name)=\(value.value.plain)\(value.unit)\(limits)"
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
        var isJudged = false
    }
}

/// What a check looks at.
package struct CheckInput: Sendable {
    package let standings: [GarageStanding]
    package let thresholds: AlertThresholds
    /// For how long the database has been away; 0 while it answers.
    package let storeAwaySeconds: Double

    package init(
        standings: [GarageStanding], thresholds: AlertThresholds, storeAwaySeconds: Double
    ) {
        self.standings = standings
        self.thresholds = thresholds
        self.storeAwaySeconds = storeAwaySeconds
    }

    func count(_ rule: AlertRule, from level: AlertLevel) -> Int {
        standings.count { rule.level($0, thresholds).map { $0 >= level } ?? false }
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
