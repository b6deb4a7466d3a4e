import Alerting
import GarageNetwork
import Synchronization

/// Alerts and calibrations kept in memory, by the rules of the database.
final class WatchBook: WatchLedger {
    private struct State {
        var open: [OpenAlert] = []
        var calibrations: [CalibrationRow] = []
        var isAway = false
        var writes = 0
    }
    private let state = Mutex(State())

    /// How often anything was written.
    var writes: Int { state.withLock { $0.writes } }
    func goAway(_ isAway: Bool) { state.withLock { $0.isAway = isAway } }

    private func answer<Value: Sendable>(
        _ body: (inout State) -> Value
    ) throws(LedgerError) -> Value {
        let value: Value? = state.withLock { state in
            if state.isAway { return nil }
            return body(&state)
        }
        guard let value else { throw .storeDown }
        return value
    }

    func openAlerts() async throws(LedgerError) -> [OpenAlert] { try answer { $0.open } }

    func apply(_ changes: AlertChanges) async throws(LedgerError) -> [OpenAlert] {
        try answer { state in
            let now = changes.at ?? Instant(microseconds: 0)
            state.writes += 1
            let places = Dictionary(
                state.open.enumerated().map { place, alert in
                    (Alert.Key(rule: alert.rule, garage: alert.garage), place)
                }
            ) { first, _ in first }
            for entry in changes.raised {
                if let place = places[Alert.Key(rule: entry.rule, garage: entry.garage)] {
                    guard state.open[place].level != entry.level else { continue }
                    state.open[place].level = entry.level
                    state.open[place].levelSince = now
                } else {
                    state.open.append(
                        OpenAlert(
                            rule: entry.rule, garage: entry.garage, level: entry.level,
                            raisedAt: now, levelSince: now))
                }
            }
            for entry in changes.cleared {
                state.open.removeAll { $0.rule == entry.rule && $0.garage == entry.garage }
            }
            return state.open
        }
    }

    func calibration(of month: Month) async throws(LedgerError) -> [CalibrationRow] {
        try answer { $0.calibrations.filter { $0.month == month } }
    }

    func keep(_ rows: [CalibrationRow]) async throws(LedgerError) -> [CalibrationRow] {
        try answer { state in
            guard let month = rows.first?.month else { return [] }
            if !state.calibrations.contains(where: { $0.month == month }) {
                state.writes += 1
                state.calibrations += rows
            }
            return state.calibrations.filter { $0.month == month }
        }
    }
}
