import GarageNetwork

/// What must hold between settings, beside what each must be by itself.
enum ConfigurationRules {
    /// One rule: the key that the fault is shown at, whether it is broken, and what to do.
    private struct Rule {
        let key: String
        let isBroken: @Sendable (Configuration) -> Bool
        let advice: String

        init<Value>(
            _ setting: Setting<Value>, _ advice: String,
            isBroken: @escaping @Sendable (Configuration) -> Bool
        ) {
            self.key = setting.key
            self.advice = advice
            self.isBroken = isBroken
        }
    }

    /// The faults of a configuration, each where its key was given: in the file or by a flag.
    ///
    /// A key that was not given has no place: its default is at odds with another key, so the
    /// fault is the file's.
    static func faults(
        in configuration: Configuration, places: [String: ConfigurationFault.Place],
        elsewhere: ConfigurationFault.Place
    ) -> [ConfigurationFault] {
        rules.filter { $0.isBroken(configuration) }.map { rule in
            ConfigurationFault(
                place: places[rule.key] ?? elsewhere, key: rule.key,
                reason: .contradiction(rule.advice))
        }
    }

    private static let rules = [
        Rule(
            Settings.Notifications.from, "must be one plain address, as garaged@reseau.example"
        ) { EmailAddress($0[Settings.Notifications.from]) == nil },
        Rule(
            Settings.Notifications.linkBase, "must begin with https:// or http:// and a host"
        ) {
            let base = $0[Settings.Notifications.linkBase]
            return !base.isEmpty && WebhookAddress(base) == nil
        },
        Rule(
            Settings.Listen.tcp,
            """
            is off loopback and needs TLS: set tls.certificate and tls.key, or listen on \
            127.0.0.1
            """
        ) { !$0[Settings.Listen.tcp].isPrivate && $0[Settings.TLS.certificate] == nil },
        Rule(
            Settings.TLS.certificate, "and tls.key go together: set both or neither"
        ) { ($0[Settings.TLS.certificate] == nil) != ($0[Settings.TLS.key] == nil) },
        Rule(
            Settings.State.folder, "must not be empty: the socket and the cluster live there"
        ) { $0[Settings.State.folder] == nil },
        Rule(
            Settings.Limits.lineBytesBeforeAuth, "must not be above limits.line_bytes"
        ) { $0[Settings.Limits.lineBytesBeforeAuth] > $0[Settings.Limits.lineBytes] },
        Rule(
            Settings.Network.bandMin, "must not be above network.band_max"
        ) { $0[Settings.Network.bandMin] > $0[Settings.Network.bandMax] },
        Rule(
            Settings.Network.capDefault, "must not be below network.band_max"
        ) { $0[Settings.Network.capDefault] < $0[Settings.Network.bandMax] },
        Rule(
            Settings.Alerts.watch, "must not be above alerts.warn"
        ) { $0[Settings.Alerts.watch] > $0[Settings.Alerts.warn] },
        Rule(
            Settings.Alerts.warn, "must not be above alerts.act"
        ) { $0[Settings.Alerts.warn] > $0[Settings.Alerts.act] },
        Rule(
            Settings.Alerts.shareWarn, "must not be above alerts.share_crit"
        ) { $0[Settings.Alerts.shareWarn] > $0[Settings.Alerts.shareCritical] },
        Rule(
            Settings.Alerts.storeWarn, "must not be above alerts.store_crit"
        ) { $0[Settings.Alerts.storeWarn] > $0[Settings.Alerts.storeCritical] },
    ]
}
