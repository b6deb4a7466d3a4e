import Alerting
package import GarageNetwork
import LineProtocol
import Matching

extension Environment {
    /// One look at the network: raises, changes and clears alerts in the database, and tells
    /// subscribers what happened since the last look, whichever daemon wrote it.
    ///
    /// Does nothing before the outlook is there, nor while the database is away: alerts would come
    /// and go with what is not known yet.
    package func watchAlerts(_ ledger: any WatchLedger) async throws(LedgerError) {
        let network = network.snapshot
        guard network.isReady, network.storeDown == nil, outlook.value.asOf != nil else { return }
        let before = AlertBook(try await ledger.openAlerts())
        if watch.book == nil { _ = watch.replace(book: before) }
        let standings = standings(in: network)
        let alerts = FoundAlerts(in: standings, settings.thresholds, open: before.levels).all
        let changes = before.changes(to: alerts, at: writtenInstant)
        let after = changes.isEmpty ? before : AlertBook(try await ledger.apply(changes))
        let events = watch.replace(book: after)
        guard !events.isEmpty else { return }
        let told = Set(events.map(\.key))
        let byKey = Dictionary(
            alerts.lazy.filter { told.contains($0.key) }.map { ($0.key, $0) }
        ) { first, _ in first }
        subscriptions.tell(
            events.map { event in
                let current = byKey[event.key].map { standings.alert($0) }
                return event.row(current, in: network, settings.language)
            }, of: .alerts)
    }

    /// Takes the calibration of this month from the database; computes it from the past first if
    /// no daemon has.
    ///
    /// A network with too short a past goes on with the standard one, and asks again. So does one
    /// of more than ``Outlook/garagesMax`` garages, whose past is not looked at: it would be held
    /// in memory whole, every garage and every day.
    @concurrent package func recalibrate(_ ledger: any WatchLedger) async throws(LedgerError) {
        let network = network.snapshot
        guard network.isReady, outlook.value.asOf != nil else { return }
        var rows = try await ledger.calibration(of: network.month)
        if rows.isEmpty, network.garages.count <= Outlook.garagesMax {
            let fitted = try await fit(network)
            if fitted.isOwn { rows = try await ledger.keep(fitted.rows) }
        }
        watch.replace(calibration: OddsCalibration(rows))
    }

    private func fit(_ network: NetworkSnapshot) async throws(LedgerError) -> FittedOdds {
        var first = network.month
        for _ in 0..<PastOdds.monthsBack { first = first.previous }
        let days = try await archive.days(from: first.first, through: network.month.first + -1)
        let around = outlook.value.circumstances
        return PastOdds(
            before: network.month, garages: Array(network.garages), days: days,
            around: { around[$0] }, today: network.today
        ).fit(for: network.month)
    }
}

extension FittedOdds {
    /// What the database keeps of it.
    fileprivate var rows: [CalibrationRow] {
        [(AlertQuality.Side.above, above), (.below, below)].map { name, side in
            CalibrationRow(
                month: month, side: name.rawValue, intercept: side.calibration.intercept,
                slope: side.calibration.slope, samples: side.samples,
                brierBefore: side.brierBefore, brierAfter: side.brierAfter)
        }
    }
}

extension OddsCalibration {
    /// The calibrations that the database keeps; the standard one for a side that is not there.
    init(_ rows: [CalibrationRow]) {
        func side(_ side: AlertQuality.Side, otherwise standard: Calibration) -> Calibration {
            rows.first { $0.side == side.rawValue }.map {
                Calibration(intercept: $0.intercept, slope: $0.slope)
            } ?? standard
        }
        self.init(
            below: side(.below, otherwise: .below), above: side(.above, otherwise: .above))
    }
}

extension AlertEvent {
    fileprivate var key: Alert.Key { Alert.Key(rule: alert.rule, garage: alert.garage) }

    /// What a subscriber is told; a garage that has just gone has a number only.
    fileprivate func row(
        _ current: Alert?, in network: NetworkSnapshot, _ language: Language
    ) -> Reply.Row {
        let garage = network.garage(number: alert.garage)
        let why = (current?.sentence).map { language == .french ? $0.french : $0.english }
        return [
            Field("topic", .text(Topic.alerts.rawValue)), Field("event", .text(kind.rawValue)),
            Field("level", .text(alert.level)), Field("rule", .text(alert.rule)),
            Field("garage", garage.map { .text($0.id.text) } ?? .missing),
            Field("name", garage.map { .text($0.name) } ?? .missing),
            Field("since", .text(alert.raisedAt.iso8601)),
            Field("why", why.map { .text($0) } ?? .missing),
        ]
    }
}
