import Alerting
import Commands
import GarageNetwork
import Matching
import Server
import Testing

@testable import garaged

/// What the daemon's parts are told of the configuration.
@Suite struct AnswerTests {
    @Test("nothing given: the defaults of the parts themselves")
    func defaults() {
        let settings = Configuration.standard.commandSettings
        #expect(settings.travel == .standard)
        #expect(settings.thresholds == .init())
        #expect(settings.targetBand == .standard)
        #expect(settings.monthlyCap == Garage.monthlyCapMax)
        #expect(settings.territories == Territories())
        #expect(settings.remindShare == 0.5)
        #expect(settings.sentOnMax == 3)
        #expect(settings.weekFullKm == WeekSpread.standardKm)
        #expect(settings.defaultPolicy.name == MatchingPolicy.balanced.name)
        #expect(Configuration.standard.stateFolder == "/var/lib/garaged")
    }

    @Test("the verbs follow the file")
    func commands() throws {
        let settings = try load(
            """
            language.default = "en"
            network = { band_min = 4, band_max = 8, cap_default = 12, weekly_soft_cap = "2.5km" }
            matching.policy = "nearest"
            matching.default_within = "20km"
            matching.detour_cap = "8km"
            matching.rows = 3
            referral.answer_working_days = 4
            referral.territories = { 974 = "07:00-16:00 mon-sat" }
            referral.remind_share = 0.75
            referral.sent_on_max = 1
            """
        ).commandSettings
        #expect(settings.language == .english)
        #expect(settings.targetBand == TargetBand(min: 4, max: 8))
        #expect(settings.monthlyCap == 12)
        #expect(settings.weekFullKm == 2.5)
        #expect(settings.defaultPolicy.name == "nearest")
        #expect(settings.travel.reach(for: ReachRequest()).km == 20)
        #expect(settings.travel.reach(for: ReachRequest()).detourCapKm == 8)
        #expect(settings.matchRows == 3)
        #expect(settings.answerWorkingDays == 4)
        let reunion = settings.territories.hours(at: "97400")
        #expect(reunion.opensSeconds == 7 * 3_600)
        #expect(reunion.clock == .fixed(offsetSeconds: 4 * 3_600), "known without being told")
        #expect(settings.territories.hours(at: "62300") == .standard)
        #expect(settings.remindShare == 0.75)
        #expect(settings.sentOnMax == 1)
    }

    @Test("so do the alerts, each threshold with its own")
    func thresholds() throws {
        let thresholds = try load(
            """
            [alerts]
            watch = 0.1
            warn = 0.2
            act = 0.3
            share_warn = 0.4
            share_crit = 0.5
            stale_after_days = 6
            store_warn = "7s"
            store_crit = "1.5min"
            """
        ).commandSettings.thresholds
        #expect([thresholds.watch, thresholds.warn, thresholds.act] == [0.1, 0.2, 0.3])
        #expect([thresholds.shareWarning, thresholds.shareCritical] == [0.4, 0.5])
        #expect(thresholds.staleAfterDays == 6)
        #expect(thresholds.storeAgeWarningSeconds == 7)
        #expect(thresholds.storeAgeCriticalSeconds == 90)
    }

    @Test("and the limits of connections, each with its own")
    func limits() throws {
        let limits = try load(
            """
            access.auth_timeout = "1s"
            [limits]
            connections = 2
            in_flight = 3
            unread_output = "65KiB"
            line_bytes = "1025B"
            line_bytes_before_auth = "257B"
            idle = "4s"
            partial_line = "5s"
            slow_reader = "6s"
            subscriber_backlog = "66KiB"
            drain = "1500ms"
            """
        ).serverLimits
        #expect([limits.connections, limits.requestsInFlight] == [2, 3])
        #expect([limits.maximumLineBytes, limits.maximumLineBytesBeforeAuth] == [1025, 257])
        #expect([limits.unreadOutputBytes, limits.pushedBehindBytes] == [66_560, 67_584])
        #expect([limits.authMilliseconds, limits.idleMilliseconds] == [1000, 4000])
        #expect([limits.lineMilliseconds, limits.stalledMilliseconds] == [5000, 6000])
        #expect(limits.drainMilliseconds == 1500)
    }

    @Test("where the server listens: a socket always, TCP where it is wanted, TLS with both files")
    func listeners() throws {
        let file = ShippedFileTests.path
        let plain = Configuration.standard.serverConfiguration(defaultSocket: "/run/s")
        #expect(plain.socketPath == "/run/s")
        #expect(plain.tcp?.host == "127.0.0.1")
        #expect(plain.tcp?.port == 7450)
        #expect(plain.tcp?.tls == nil)
        let closed = try load("listen = { tcp = \"none\", socket = \"/run/t\" }")
            .serverConfiguration(defaultSocket: "/run/s")
        #expect(closed.socketPath == "/run/t")
        #expect(closed.tcp == nil)
        let secured = try load(
            "tls = { certificate = \"\(file)\", key = \"\(file)\", minimum = \"1.2\" }"
        ).serverConfiguration(defaultSocket: "/run/s").tcp?.tls
        #expect(secured?.certificateChainPath == file)
        #expect(secured?.privateKeyPath == file)
        #expect(secured?.allowsTLS12 == true)
    }
}
