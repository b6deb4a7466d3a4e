import Alerting
import GarageNetwork
import LineProtocol
import Matching

extension MassReading {
    static let level = AlertLevel.warn

    /// As ALERTS lists it: no garage, and who it was as the name.
    func row(_ language: Language) -> Reply.Row {
        let isFrench = language == .french
        return [
            Field("level", .text(Self.level.rawValue)),
            Field("rule", .text(AlertRule.massReading.name)), Field("garage", .missing),
            Field("name", .text(isFrench ? who.french : who.english)),
            Field("since", .text(since.iso8601)), Field("level_since", .text(since.iso8601)),
            Field("cause", .missing),
            Field("why", .text(isFrench ? sentence.french : sentence.english)),
        ]
    }

    /// As a subscriber is told that it began or is over.
    fileprivate func event(_ kind: AlertEvent.Kind, _ language: Language) -> Reply.Row {
        [Field("topic", .text(Topic.alerts.rawValue)), Field("event", .text(kind.rawValue))]
            + row(language).filter { !["level_since", "cause"].contains($0.name) }
    }
}

extension Environment {
    /// Tells subscribers of alerts who reads in great numbers now and did not at the last look;
    /// and who does so no more, a day later.
    func tellMassReadings(since before: WatchFacts) {
        guard before.asOf != nil else { return }
        let (old, new) = (before.massReadings, watchFacts.value.massReadings)
        let raised = new.filter { reading in !old.contains { $0.actor == reading.actor } }
        let cleared = old.filter { reading in !new.contains { $0.actor == reading.actor } }
        guard !raised.isEmpty || !cleared.isEmpty else { return }
        subscriptions.tell(
            raised.map { $0.event(.raised, settings.language) }
                + cleared.map { $0.event(.cleared, settings.language) }, of: .alerts)
    }
}
