import Alerting
import Commands
import GarageNetwork
import Geometry
import Matching
import Server

/// What the configuration means for the modules that know nothing of files.
extension Configuration {
    /// The folder of the embedded cluster and of the socket.
    var stateFolder: String { self[Settings.State.folder] ?? "/var/lib/garaged" }

    var commandSettings: CommandSettings {
        var settings = CommandSettings()
        settings.language = Matching.Language(rawValue: self[Settings.Language.fallback]) ?? .french
        settings.defaultPolicy =
            MatchingPolicy.named(self[Settings.Matching.policy]) ?? .balanced
        settings.travel = travelModel
        settings.travel.defaultKm = self[Settings.Matching.defaultWithin].kilometres
        settings.travel.detourCapKm = self[Settings.Matching.detourCap].kilometres
        settings.matchRows = self[Settings.Matching.rows]
        settings.answerWorkingDays = self[Settings.Referral.answerWorkingDays]
        settings.territories = Territories(self[Settings.Referral.territories])
        settings.remindShare = self[Settings.Referral.remindShare]
        settings.sentOnMax = self[Settings.Referral.sentOnMax]
        settings.targetBand =
            TargetBand(
                min: self[Settings.Network.bandMin], max: self[Settings.Network.bandMax])
            ?? .standard
        settings.monthlyCap = self[Settings.Network.capDefault]
        settings.weekFullKm = self[Settings.Network.weeklySoftCap].kilometres
        settings.thresholds.watch = self[Settings.Alerts.watch]
        settings.thresholds.warn = self[Settings.Alerts.warn]
        settings.thresholds.act = self[Settings.Alerts.act]
        settings.thresholds.shareWarning = self[Settings.Alerts.shareWarn]
        settings.thresholds.shareCritical = self[Settings.Alerts.shareCritical]
        settings.thresholds.staleAfterDays = self[Settings.Alerts.staleAfterDays]
        settings.thresholds.storeAgeWarningSeconds =
            self[Settings.Alerts.storeWarn] / .seconds(1)
        settings.thresholds.storeAgeCriticalSeconds =
            self[Settings.Alerts.storeCritical] / .seconds(1)
        settings.thresholds.unplacedWarning = Double(self[Settings.Alerts.unplacedWarn])
        settings.thresholds.unplacedCritical = Double(self[Settings.Alerts.unplacedCritical])
        settings.thresholds.waitingDaysWarning = Double(self[Settings.Alerts.waitingWarn])
        settings.thresholds.waitingDaysCritical = Double(self[Settings.Alerts.waitingCritical])
        settings.satisfactionDays = self[Settings.Jobs.satisfactionDays]
        settings.runsKeptDays = self[Settings.Jobs.runsKeptDays]
        settings.auditMonths = self[Settings.Privacy.auditMonths]
        settings.readsAnHour = self[Settings.Privacy.readsAnHour]
        settings.retentionMonths = self[Settings.Privacy.retentionMonths]
        return settings
    }

    /// Where the files for partners are put.
    var exportFolder: String { self[Settings.Jobs.exports] ?? stateFolder + "/exports" }

    var serverLimits: ServerLimits {
        var limits = ServerLimits()
        limits.maximumLineBytes = self[Settings.Limits.lineBytes]
        limits.maximumLineBytesBeforeAuth = self[Settings.Limits.lineBytesBeforeAuth]
        limits.requestsInFlight = self[Settings.Limits.inFlight]
        limits.unreadOutputBytes = self[Settings.Limits.unreadOutput]
        limits.pushedBehindBytes = self[Settings.Limits.subscriberBacklog]
        limits.stalledMilliseconds = self[Settings.Limits.slowReader].milliseconds
        limits.idleMilliseconds = self[Settings.Limits.idle].milliseconds
        limits.authMilliseconds = self[Settings.Access.authTimeout].milliseconds
        limits.lineMilliseconds = self[Settings.Limits.partialLine].milliseconds
        limits.connections = self[Settings.Limits.connections]
        limits.drainMilliseconds = self[Settings.Limits.drain].milliseconds
        return limits
    }

    /// Where to listen; `socket` stands in for a socket that the configuration does not name.
    func serverConfiguration(defaultSocket: String) -> ServerConfiguration {
        var server = ServerConfiguration(
            socketPath: self[Settings.Listen.socket] ?? defaultSocket, limits: serverLimits)
        if case .at(let host, let port) = self[Settings.Listen.tcp] {
            server.tcp = ServerConfiguration.TCP(host: host, port: port, tls: tls)
        }
        return server
    }

    private var tls: ServerConfiguration.TLS? {
        guard let certificate = self[Settings.TLS.certificate], let key = self[Settings.TLS.key]
        else { return nil }
        return ServerConfiguration.TLS(
            certificateChainPath: certificate, privateKeyPath: key,
            allowsTLS12: self[Settings.TLS.minimum] == "1.2")
    }
}

extension Duration {
    var milliseconds: Int { Int(self / .milliseconds(1)) }
}
