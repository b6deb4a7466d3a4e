package import Alerting
import GarageNetwork
import Matching
import Synchronization

/// What watching keeps between two looks: how odds are recalibrated, and which alerts are open.
package final class WatchState: Sendable {
    private struct State {
        var calibration = OddsCalibration.standard
        var book: AlertBook?
    }
    private let state = Mutex(State())

    package init() {}

    package var calibration: OddsCalibration { state.withLock { $0.calibration } }
    package func replace(calibration: OddsCalibration) {
        state.withLock { $0.calibration = calibration }
    }

    /// Nil before the database was first asked.
    package var book: AlertBook? { state.withLock { $0.book } }

    /// Puts a newer book in place and gives what happened since; nothing for the first one.
    package func replace(book: AlertBook) -> [AlertEvent] {
        state.withLock { state in
            defer { state.book = book }
            return state.book.map { book.events(since: $0) } ?? []
        }
    }
}

extension Environment {
    /// How every garage stands in a snapshot, as every verb that warns reads it.
    func standings(in network: NetworkSnapshot) -> [GarageStanding] {
        let around = outlook.value.circumstances
        return network.standings(watch.calibration) { around[$0] }
    }

    /// Every alert of a snapshot; one that is open stays until it is clearly no longer true.
    func alerts(_ standings: [GarageStanding]) -> [Alert] {
        standings.alerts(settings.thresholds, open: watch.book?.levels ?? [:])
    }
}
