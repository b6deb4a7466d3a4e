import Alerting
import Commands
import GarageNetwork
import LineProtocol
import Matching
import Testing

/// ALERTS and CHECK: levels, thresholds and sentences, on Friday 27 November 2026.
@Suite struct WatchVerbTests {
    private static func rehearsal(
        _ committed: [Int], garages: [Garage] = Rehearsal.threeGarages
    ) throws -> Rehearsal {
        let rehearsal = Rehearsal(
            book: LedgerBook(), garages: garages, counts: Rehearsal.november(committed))
        let friday = try #require(Day("2026-11-27"))
        rehearsal.clock.set(to: Instant(paris: friday, secondsOfDay: 36_000))
        rehearsal.network.turn(to: rehearsal.clock.now)
        return rehearsal
    }

    /// Thirteen garages, with 0, 1, … 12 people.
    private static func ladder() throws -> Rehearsal {
        let garages = (0...12).compactMap { number in
            Rehearsal.garage(
                Int64(number + 1), "G\(number)", "Garage \(number)",
                at: Rehearsal.point(50 + Double(number) / 100, 2.8))
        }
        return try rehearsal(Array(0...12), garages: garages)
    }

    @Test(
        "an alert has the level of its probability, the loudest first",
        arguments: AlertLevel.allCases)
    func levels(level: AlertLevel) async throws {
        let rehearsal = try Self.ladder()
        let thresholds = AlertThresholds()
        let least = [
            AlertLevel.watch: thresholds.watch, .warn: thresholds.warn, .act: thresholds.act,
        ]
        let load = try await rehearsal.ask("LOAD").get()
        for (rule, column) in [("starving", "p_below"), ("overloaded", "p_above")] {
            let expected = load.rows.filter { row in
                guard case .decimal(let odds, _) = row.value(column) else { return false }
                return odds >= least[level] ?? 1
            }.compactMap { $0.value("garage") }
            let alerts = try await rehearsal.ask("ALERTS level=\(level.rawValue) rule=\(rule)")
                .get()
            #expect(alerts.rows.count == expected.count && !expected.isEmpty)
            #expect(alerts.rows.allSatisfy { expected.contains($0.value("garage") ?? .missing) })
            let order = alerts.texts("level").compactMap(AlertLevel.init(rawValue:))
            #expect(order == order.sorted(by: >))
            #expect(order.allSatisfy { $0 >= level })
        }
    }

    @Test("a garage in its band is heard of by no rule")
    func quiet() async throws {
        let reply = try await Self.rehearsal([7, 7, 7]).ask("ALERTS").get()
        #expect(reply == Reply(rows: [], summary: [Field("rows", .whole(0))]))
    }

    @Test("the whole row, in both languages")
    func row() async throws {
        var garages = Rehearsal.threeGarages
        garages[1].monthlyCap = 7
        garages[2].checkedOn = Day("2026-01-31")
        let rehearsal = try Self.rehearsal([7, 7, 7], garages: garages)
        let french = try await rehearsal.ask("ALERTS", as: .monitor).get()
        let english = try await rehearsal.ask("ALERTS lang=en", as: .manager).get()
        func row(_ level: String, _ rule: String, _ id: String, _ name: String, _ why: String)
            -> Reply.Row
        {
            [
                Field("level", .text(level)), Field("rule", .text(rule)),
                Field("garage", .text(id)), Field("name", .text(name)), Field("since", .missing),
                Field("level_since", .missing), Field("cause", .missing), Field("why", .text(why)),
            ]
        }
        #expect(
            french.rows == [
                row(
                    "act", "full", "G002", "Brebières",
                    "plafond de 7 atteint : plus personne ne peut y être orienté"),
                row(
                    "watch", "stale", "G003", "Calais",
                    "fiche vérifiée pour la dernière fois le 2026-01-31"),
            ])
        #expect(
            english.texts("why") == [
                "its cap of 7 is reached: nobody more can be sent", "last checked on 2026-01-31",
            ])
        #expect(try await rehearsal.ask("ALERTS level=act").get().texts("rule") == ["full"])
        #expect(try await rehearsal.ask("ALERTS rule=stale").get().texts("garage") == ["G003"])
    }

    @Test("a probability is said with the band it rests on")
    func odds() async throws {
        let rehearsal = try Self.rehearsal([0, 7, 14])
        let french = try await rehearsal.ask("ALERTS").get()
        #expect(
            french.texts("why").sorted().map { $0.prefix(35) } == [
                "0 ce mois-ci, objectif 5 à 10 : ris", "14 ce mois-ci, objectif 5 à 10 : ri",
            ])
        #expect(french.texts("why").allSatisfy { $0.contains(" % de finir ") })
        let english = try await rehearsal.ask("ALERTS lang=en").get()
        #expect(
            english.texts("why").allSatisfy { $0.contains(" this month, target 5 to 10: a risk") })
    }

    @Test(
        "the limits of a request decide, the first that is reached",
        arguments: [
            ("", 2, "CRITICAL", "1;1"), ("warn=1 crit=2", 1, "WARNING", "1;2"),
            ("warn=2 crit=3", 0, "OK", "2;3"), ("warn=1.5 crit=9", 0, "OK", "1.5;9"),
            ("warn=0 crit=1", 2, "CRITICAL", "0;1"), ("crit=2", 1, "WARNING", "1;2"),
            ("warn=9", 2, "CRITICAL", "9;1"), ("warn=9 crit=9", 0, "OK", "9;9"),
        ])
    func capacity(limits: String, status: Int64, word: String, shown: String) async throws {
        let line = "CHECK name=capacity" + (limits.isEmpty ? "" : " \(limits)")
        let reply = try await Self.rehearsal([0, 7, 14]).ask(line, as: .monitor).get()
        #expect(
            reply.rows == [
                [
                    .bare(
                        "\(word) capacity: 1 of 3 garages are likely to end the month below their"
                            + " band, 1 above | below=1;\(shown) above=1;\(shown) garages=3"
                            + " committed=21")
                ]
            ])
        #expect(reply.summary == [Field("status", .whole(status))])
    }

    @Test(
        "how long the database has been away",
        arguments: [
            (0, "OK store: the database answers | away=0s;30;300"),
            (29, "OK store: the database has been away for 29 s: no referral can be written"),
            (30, "WARNING store: the database has been away for 30 s: no referral can be written"),
            (299, "WARNING store: the database has been away for 299 s: no"),
            (300, "CRITICAL store: the database has been away for 300 s: no"),
        ])
    func store(seconds: Int64, line: String) async throws {
        let rehearsal = try Self.rehearsal([7, 7, 7])
        if seconds > 0 { rehearsal.network.storeIs(down: "refused") }
        rehearsal.clock.set(to: rehearsal.clock.now.advanced(bySeconds: seconds))
        let reply = try await rehearsal.ask("CHECK name=store").get()
        guard case .text(let text) = reply.rows[0][0].value else { return }
        #expect(text.hasPrefix(line))
        #expect(text.hasSuffix("| away=\(seconds)s;30;300"))
    }

    @Test(
        "who waits, and since when",
        arguments: [
            (0, 0, "OK unplaced: nobody waits for a garage"),
            (1, 0, "OK unplaced: 1 person waits for a garage, since today"),
            (1, 1, "OK unplaced: 1 person waits for a garage, for 1 day"),
            (4, 6, "OK unplaced: 4 people wait for a garage, the first for 6 days"),
            (5, 6, "WARNING unplaced: 5 people wait for a garage, the first for 6 days"),
            (1, 7, "WARNING unplaced: 1 person waits for a garage, for 7 days"),
            (19, 20, "WARNING unplaced: 19 people wait for a garage, the first for 20 days"),
            (20, 0, "CRITICAL unplaced: 20 people wait for a garage, the first since today"),
            (1, 21, "CRITICAL unplaced: 1 person waits for a garage, for 21 days"),
        ])
    func unplaced(people: Int, days: Int, line: String) async throws {
        let rehearsal = try Self.rehearsal([7, 7, 7])
        let oldest = people == 0 ? nil : rehearsal.network.snapshot.today + -days
        rehearsal.network.apply(
            NetworkChange(unplaced: UnplacedSummary(count: people, oldest: oldest), view: 4))
        let reply = try await rehearsal.ask("CHECK name=unplaced").get()
        #expect(
            reply.rows == [
                [.bare("\(line) | unplaced=\(people);5;20 oldest_days=\(days);7;21")]
            ])
    }

    @Test("a card is stale the day after half a year", arguments: [(180, 0), (181, 1)])
    func stale(days: Int, count: Int) async throws {
        var garages = Rehearsal.threeGarages
        garages[0].checkedOn = try #require(Day("2026-11-27")) + -days
        let reply = try await Self.rehearsal([7, 7, 7], garages: garages).ask("CHECK name=stale")
            .get()
        let word = count == 0 ? "OK" : "CRITICAL"
        #expect(
            reply.rows == [
                [
                    .bare(
                        "\(word) stale: \(count) of 3 garages were last checked more than 180 days"
                            + " ago | stale=\(count);1;1")
                ]
            ])
    }

    @Test(
        "what is no check, no limit, no level, no rule",
        arguments: [
            ("CHECK", .missingKey), ("CHECK name=nothing", .range),
            ("CHECK name=store warn=-1", .range), ("CHECK name=store crit=x", .number),
            ("CHECK name=store warn=1,5", .number), ("ALERTS level=loud", .range),
            ("ALERTS rule=nothing", .range), ("ALERTS since=2026-11-27", .syntax),
            ("ALERTS new=maybe", .range), ("ALERTS limit=0", .range), ("ALERTS limit=1001", .range),
        ] as [(String, RequestError.Name)])
    func refusals(line: String, name: RequestError.Name) async throws {
        #expect(await (try Self.rehearsal([7, 7, 7])).ask(line).refusal == name)
    }
}
