package import Alerting
import GarageNetwork
package import Matching
import Synchronization

/// What watching keeps between two looks: how odds are recalibrated, and which alerts are open.
package final class WatchState: Sendable {
    private struct State {
        var calibration = OddsCalibration.standard
        var book: AlertBook?
        var pace: (key: PaceKey, pace: MonthPace)?
    }
    private let state = Mutex(State())
    private let changes = Atomic<UInt64>(0)

    /// What the pace of the network's month was computed from.
    struct PaceKey: Equatable {
        /// The snapshot's and the outlook's.
        let epoch: UInt64
        let today: Day
        let outlook: UInt64
    }

    package init() {}

    /// The pace that was computed last, if it is of the same network; else computes and keeps it.
    func pace(_ key: PaceKey, compute: () -> MonthPace) -> MonthPace {
        if let kept = state.withLock({ $0.pace }), kept.key == key { return kept.pace }
        let pace = compute()
        state.withLock { $0.pace = (key, pace) }
        return pace
    }

    package var calibration: OddsCalibration { state.withLock { $0.calibration } }
    package func replace(calibration: OddsCalibration) {
        state.withLock { $0.calibration = calibration }
        changes.add(1, ordering: .releasing)
    }

    /// Raised by every new calibration, and read without the lock.
    var calibrationCount: UInt64 { changes.load(ordering: .acquiring) }

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
    func standings(in network: NetworkSnapshot) -> LiveStandings {
        LiveStandings(
            of: network, watch.calibration, circumstances: outlook.value.circumstances,
            lateFunders: Dictionary(
                watchFacts.value.lateFunders.map { ($0.garage, $0) }
            ) { first, _ in first })
    }

    /// The odds that ``standings(in:)`` would tell of single garages, without the others: for
    /// requests that show some garages and have microseconds.
    ///
    /// What all garages add up to is computed once for each state of the network.
    func odds(in network: NetworkSnapshot) -> OddsReader {
        // The counts come first: what changes meanwhile is noticed by the next request.
        let state = oddsState(of: network)
        let (outlook, version) = outlook.numbered
        let key = WatchState.PaceKey(
            epoch: network.epoch, today: network.today, outlook: version)
        let pace = watch.pace(key) { network.pace { outlook.circumstances[$0] } }
        return OddsReader(
            state: state, circumstances: outlook.circumstances, calibration: watch.calibration,
            pace: pace)
    }

    /// What the odds of a snapshot rest on, by numbers that are read without a lock.
    func oddsState(of network: NetworkSnapshot) -> OddsReader.State {
        OddsReader.State(
            epoch: network.epoch, today: network.today, outlook: outlook.changeCount,
            calibration: watch.calibrationCount)
    }

    /// The alerts of a snapshot; one that is open stays until it is clearly no longer true.
    func alerts(in standings: LiveStandings) -> FoundAlerts {
        FoundAlerts(in: standings, settings.thresholds, open: watch.book?.levels ?? [:])
    }
}

/// The odds of single garages of one snapshot, as LOAD shows them.
struct OddsReader {
    /// What they rest on: as long as it stays, so do they.
    struct State: Equatable {
        fileprivate let epoch: UInt64
        fileprivate let today: Day
        fileprivate let outlook: UInt64
        fileprivate let calibration: UInt64
    }

    let state: State
    fileprivate let circumstances: [Int64: Circumstances]
    fileprivate let calibration: OddsCalibration
    fileprivate let pace: MonthPace

    /// How likely the month of the garage at a position of that snapshot is to end outside its
    /// band.
    func odds(at index: Int, in network: NetworkSnapshot) -> MonthOdds {
        let around =
            circumstances.isEmpty ? nil : circumstances[network.directory.numbers[index]]
        return network.odds(at: index, calibration, around: around, pace: pace)
    }
}
