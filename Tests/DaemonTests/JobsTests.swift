import Foundation
import Support
import Testing

/// The jobs that cron runs, on two daemons of one database: each thing is done once, whoever does
/// it and whoever dies over it.
@Suite(.serialized) struct JobsTests {
    private static let people = 60
    private static let start = "2026-11-12T10:00:00+01:00"
    /// Days after the garages should have answered.
    private static let later = "2026-11-19T10:00:00+01:00"

    /// Two daemons, and people sent a week ago whom no garage has answered.
    private static func withUnanswered(_ body: (Daemon, Daemon) async throws -> Void) async throws {
        let owner = try await Daemon.start(options: .init(now: start))
        defer {
            owner.stop()
            owner.removeState()
        }
        let conninfo = try String(
            contentsOf: owner.state.appending(path: "conninfo"), encoding: .utf8)
        let guest = try await Daemon.start(
            options: .init(
                now: start, isDemo: false,
                extra: ["--database", conninfo.trimmingCharacters(in: .newlines)]))
        defer {
            guest.stop()
            guest.removeState()
        }
        let admin = try TestClient(socket: owner.socketPath)
        for number in 1...people {
            let place = ["Lens", "Nice", "Grenoble"][number % 3]
            let person =
                try admin.ask("BENEFICIARY-ADD key=p\(number) place=\(place)")
                .rows.first?["beneficiary"] as? String
            let final = try admin.ask(
                "REFER beneficiary=\(person ?? "") key=r\(number) within=50km")
            try #require(final.last?.hasPrefix("+ OK") == true, "\(final)")
        }
        for daemon in [owner, guest] {
            _ = try TestClient(socket: daemon.socketPath).ask("CLOCK at=\(later)")
        }
        try await body(owner, guest)
    }

    /// Each referral ended once without an answer, and was followed at most once.
    private static func expectDoneOnce(_ owner: Daemon) async throws {
        let psql = SQLQuery(owner)
        let twice = try await psql.run(
            """
            SELECT count(*) FROM (SELECT referral FROM ledger.referral_event
             WHERE event = 'expire' GROUP BY referral HAVING count(*) > 1) AS t
            """)
        #expect(twice == "0")
        let first = try await psql.run(
            """
            SELECT count(*) FILTER (WHERE state = 'expired'), count(*)
              FROM ledger.referral WHERE attempt = 0
            """)
        #expect(first == "\(people)|\(people)")
        let followed = try await psql.run(
            """
            SELECT count(*) - count(DISTINCT previous) FROM ledger.referral
             WHERE previous IS NOT NULL
            """)
        #expect(followed == "0")
        let waiting = try await psql.run(
            """
            SELECT count(*) FROM ledger.referral r
             WHERE r.attempt = 0
               AND NOT EXISTS (SELECT FROM ledger.referral n WHERE n.previous = r.number)
               AND NOT EXISTS (SELECT FROM ledger.unplaced u WHERE u.beneficiary = r.beneficiary)
            """)
        #expect(waiting == "0", "somebody was neither sent on nor put on the list")
        let nightly = try TestClient(socket: owner.socketPath).ask("JOB name=nightly lang=en")
        #expect(nightly.rows.first?["findings"] as? Int == 0, "\(nightly)")
    }

    @Test("two daemons start the same job at once", .timeLimit(.minutes(5)))
    func atOnce() async throws {
        try await Self.withUnanswered { owner, guest in
            let paths = [owner.socketPath, guest.socketPath]
            let rows = try await withThrowingTaskGroup(of: (outcome: String, expired: Int).self) {
                group in
                for path in paths {
                    group.addTask {
                        let row = try TestClient(socket: path).ask("JOB name=hourly").rows.first
                        return (
                            row?["outcome"] as? String ?? "", row?["expired"] as? Int ?? 0
                        )
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(rows.reduce(0) { $0 + $1.expired } == Self.people, "\(rows)")
            #expect(rows.allSatisfy { ["done", "attention", "running"].contains($0.outcome) })
            try await Self.expectDoneOnce(owner)
            let again = try TestClient(socket: owner.socketPath).ask("JOB name=hourly")
            #expect(again.rows.first?["expired"] as? Int == 0)
        }
    }

    @Test("a daemon dies half-way, and another one goes on", .timeLimit(.minutes(5)))
    func killedHalfWay() async throws {
        try await Self.withUnanswered { owner, guest in
            let path = guest.socketPath
            let running = Task.detached { try? TestClient(socket: path).ask("JOB name=hourly") }
            let psql = SQLQuery(owner)
            var done = 0
            for _ in 0..<2_000 where done == 0 {
                done = Int(try await psql.run("SELECT count(*) FROM operation.job_run")) ?? 0
            }
            // Somewhere between its first line and its last; how far it came is of no importance.
            guest.kill()
            _ = await running.value
            let client = try TestClient(socket: owner.socketPath)
            var outcome = "running"
            for _ in 0..<100 where outcome == "running" {
                let row = try client.ask("JOB name=hourly").rows.first
                outcome = row?["outcome"] as? String ?? ""
                if outcome == "running" { try await Task.sleep(for: .milliseconds(100)) }
            }
            #expect(["done", "attention"].contains(outcome))
            try await Self.expectDoneOnce(owner)
            let runs = try await psql.run(
                "SELECT string_agg(outcome, ' ' ORDER BY number) FROM operation.job_run")
            #expect(
                runs.hasPrefix("failed ") || runs.hasPrefix("ok ") || runs.hasPrefix("partial "))
        }
    }

    @Test("a dry run of every job changes no row of any table", .timeLimit(.minutes(5)))
    func dryRuns() async throws {
        try await Self.withUnanswered { owner, _ in
            let psql = SQLQuery(owner)
            // Every row of every table, with the transaction that wrote it. The daemons' own notes
            // of alerts and tokens come and go by themselves; the audit is linked each second.
            let tables = try await psql.run(
                """
                SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
                 WHERE schemaname NOT IN ('pg_catalog', 'information_schema', 'alerting')
                   AND (schemaname, tablename) <> ('audit', 'link')
                 ORDER BY 1
                """
            ).split(separator: "\n")
            #expect(tables.count > 10)
            let query = tables.map { table in
                "SELECT '\(table)', count(*), md5(string_agg(xmin::text || ctid::text, ' '"
                    + " ORDER BY ctid)) FROM \(table)"
            }.joined(separator: " UNION ALL ")
            let before = try await psql.run(query)
            let client = try TestClient(socket: owner.socketPath)
            for job in ["hourly", "daily", "nightly", "monthly", "retention"] {
                let row = try client.ask("JOB name=\(job) dry_run=yes").rows.first
                #expect(row?["outcome"] as? String == "done", "\(row ?? [:])")
                if job == "hourly" { #expect(row?["expired"] as? Int == Self.people) }
            }
            #expect(try await psql.run(query) == before)
            let exports = owner.state.appending(path: "exports").path
            #expect(!FileManager.default.fileExists(atPath: exports))
        }
    }

    @Test("a month's file is the same byte for byte, and garagectl says where it is")
    func monthly() async throws {
        let daemon = try await Daemon.start(options: .init(now: Self.start))
        defer {
            daemon.stop()
            daemon.removeState()
        }
        let file = daemon.state.appending(path: "exports/partners-2026-10.csv")
        func run(_ arguments: [String]) throws -> Run {
            try Run(
                Daemon.program("garagectl"),
                ["--socket", daemon.socketPath, "--lang", "en", "job", "monthly"] + arguments)
        }
        let first = try run([])
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.output.hasPrefix("monthly: 2026-10 frozen: "))
        #expect(first.output.contains(file.path))
        let bytes = try Data(contentsOf: file)
        #expect(String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").count == 301)
        try FileManager.default.removeItem(at: file)
        _ = try await SQLQuery(daemon).run("UPDATE network.garage SET name = 'other'")
        let again = try run([])
        #expect(again.status == 0)
        #expect(again.output.hasPrefix("monthly: 2026-10 was frozen already: "))
        #expect(try Data(contentsOf: file) == bytes)
        #expect(try run(["--quiet"]).output.isEmpty)
        #expect(try run(["month=2026-11"]).status == 3, "a month that is not over")
    }
}
