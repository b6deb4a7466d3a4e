import GarageNetwork
import Geometry
import Matching
import Testing

@testable import garaged

/// What loads, which source wins, and what a reload can change.
@Suite struct ConfigurationTests {
    @Test("nothing given: the defaults that the protocol names")
    func defaults() throws {
        let configuration = try Configuration.load(file: nil)
        #expect(configuration[Settings.Listen.tcp] == .at(host: "127.0.0.1", port: 7450))
        #expect(configuration[Settings.Listen.http] == .off)
        #expect(configuration[Settings.Limits.lineBytes] == 8192)
        #expect(configuration[Settings.Limits.inFlight] == 256)
        #expect(configuration[Settings.Limits.unreadOutput] == 1024 * 1024)
        #expect(configuration[Settings.Limits.subscriberBacklog] == 8 * 1024 * 1024)
        #expect(configuration[Settings.Limits.idle] == .seconds(300))
        #expect(configuration[Settings.Language.fallback] == "fr")
        #expect(configuration[Settings.Database.conninfo].isEmpty)
        #expect(configuration[Settings.Access.uidRoles] == ["root": .admin, "self": .admin])
    }

    @Test("a flag goes before the file, the file before the default")
    func precedence() throws {
        let text = "[listen]\ntcp = \"127.0.0.1:1\"\nsocket = \"/run/a.sock\"\n"
        let flag = Configuration.Override(Settings.Listen.tcp, flag: "--listen", text: "none")
        let configuration = try load(text, overrides: [flag])
        #expect(configuration[Settings.Listen.tcp] == .off)
        #expect(configuration[Settings.Listen.socket] == "/run/a.sock")
        #expect(configuration[Settings.Listen.http] == .off)
    }

    @Test("values of every kind, written as people write them")
    func kinds() throws {
        let configuration = try load(
            """
            limits.idle = "1.5min"
            limits.unread_output = "1.5MiB"
            matching.default_within = "40.5km"
            alerts.watch = 0
            [access.uid_roles]
            1000 = "manager"
            cron = "monitor"
            """)
        #expect(configuration[Settings.Limits.idle] == .seconds(90))
        #expect(configuration[Settings.Limits.unreadOutput] == 1_572_864)
        #expect(configuration[Settings.Matching.defaultWithin] == .metres(40_500))
        #expect(configuration[Settings.Alerts.watch] == 0)
        #expect(configuration[Settings.Access.uidRoles] == ["1000": .manager, "cron": .monitor])
    }

    @Test("everything can be said on the command line, where all is text")
    func arguments() throws {
        let configuration = try load(
            "",
            overrides: [
                .init(Settings.Limits.inFlight, flag: "--x", text: "12"),
                .init(Settings.Alerts.watch, flag: "--x", text: "0.25"),
                .init(Settings.Alerts.storeWarn, flag: "--x", text: "45s"),
                .init(Settings.Matching.policy, flag: "--x", text: "nearest"),
            ])
        #expect(configuration[Settings.Limits.inFlight] == 12)
        #expect(configuration[Settings.Alerts.watch] == 0.25)
        #expect(configuration[Settings.Alerts.storeWarn] == .seconds(45))
        #expect(configuration[Settings.Matching.policy] == "nearest")
    }

    @Test("a reload: what changed, and what of it needs a restart")
    func changes() throws {
        let old = try load("limits.idle = \"60s\"\nlisten.tcp = \"none\"")
        let new = try load("limits.idle = \"1min\"\nlog.level = \"debug\"\ndatabase.readers = 4")
        #expect(
            Configuration.changes(from: old, to: new).map(\.key)
                == ["listen.tcp", "database.readers", "log.level"])
        #expect(
            Configuration.changesNeedingRestart(from: old, to: new)
                == ["listen.tcp", "database.readers"])
        #expect(Configuration.changesNeedingRestart(from: new, to: new) == [])
    }

    @Test("what the log shows: differences from the defaults, secrets hidden")
    func differences() throws {
        let configuration = try load(
            "[database]\nconninfo = \"host=db password=s3cret\"\n[limits]\nidle = \"60s\"")
        #expect(
            configuration.differences
                == [#"limits.idle="1min""#, "database.conninfo=‹redacted›"])
    }

    @Test("the model of minutes follows [travel]")
    func travel() throws {
        let shipped = try Configuration.load(file: nil)
        #expect(shipped.travelModel == .standard)
        let mountain = try load("travel.car_min_per_km = 2\ntravel.car_start = \"90s\"")
        #expect(mountain.travelModel.minutes(km: 10, mode: .car) == 21.5)
        #expect(mountain.travelModel[.walk] == TravelModel.standard[.walk])
    }
}
