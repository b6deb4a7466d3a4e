import Foundation
import Support
import Testing

/// A year of the network on two daemons: deadlines missed, refusals, late and doubled reports,
/// dealers' files, jobs killed half-way, both clock changes and New Year; then all of it is counted
/// again.
///
/// The long form is `GARAGED_LIFE_SHARE=1 swift test --filter YearOfLifeTests`: every request of
/// the scenario instead of one in that many.
@Suite(.serialized) struct YearOfLifeTests {
    static let share = ProcessInfo.processInfo.environment["GARAGED_LIFE_SHARE"].flatMap(Int.init)

    @Test("after a year nobody is forgotten, nothing is lost, and every count is right")
    func year() async throws {
        var life = try await RehearsedLife(oneRequestIn: Self.share ?? 8, seed: 20_250_102)
        defer { life.end() }
        try await life.run()
        let audit = try await LifeAudit(life.first)
        audit.courses()
        let counters = try await audit.counters()
        #expect(counters.count > 100, "too little happened to prove anything")
        try await audit.nobodyIsForgotten(attemptsMax: 3)
        audit.keeps(life.acknowledged)
        #expect(life.kills > 3)
        try life.compareLoads(with: counters)
        for (what, least) in [
            ("expire", 20), ("decline", 20), ("accept", 100), ("remind", 20), ("no-show", 5),
            ("satisfaction", 20),
        ] {
            let told = audit.rows.values.flatMap(\.events).count { $0.name == what }
            #expect(told >= least, "\(what)")
        }
        #expect(audit.rows.values.contains { $0.attempt > 0 })
        let closed = try await audit.query(
            "select count(*), count(distinct month) from operation.month_close")
        #expect(closed == "480|12", "forty garages, twelve months")
        let late = try await audit.query(
            "select count(*) from ledger.referral where state = 'proposed' and answer_by <"
                + " timestamptz '\(LifeClock.instant(life.now))'")
        #expect(late == "0")
    }
}

/// The network of the small scenario, lived through.
struct RehearsedLife {
    private(set) var first: Daemon
    private var second: Daemon
    private var clients: [TestClient]
    private var agenda = LifeAgenda()
    private var habits: LifeHabits
    private var requests: [(at: Date, place: String)] = []
    private var gathered: [LifeAgenda.Report] = []
    /// Referrals whose course is planned already.
    private var answered: Set<String> = []
    private var accepted: Set<String> = []
    private(set) var acknowledged: [(code: String, step: String, on: String)] = []
    private(set) var kills = 0
    private(set) var now: Date
    private var turn = 0

    private static let start = "2025-01-02T06:00:00"

    init(oneRequestIn share: Int, seed: UInt64) async throws {
        habits = LifeHabits(seed: seed)
        now = try #require(LifeClock.date(Self.start))
        let options = Daemon.Options(now: LifeClock.instant(now), isDemo: false)
        first = try await Daemon.start(options: options)
        second = try await Daemon.start(
            options: .init(
                now: LifeClock.instant(now), isDemo: false,
                extra: ["--database", try Scenario.conninfo(of: first)]))
        clients = [
            try TestClient(socket: first.socketPath), try TestClient(socket: second.socketPath),
        ]
        try Scenario.load(into: first)
        try plan(oneRequestIn: share)
    }

    func end() {
        second.stop()
        first.stop()
        second.removeState()
        first.removeState()
    }

    private mutating func plan(oneRequestIn share: Int) throws {
        let lines = try Scenario.lines("demand.csv")
        for (number, cells) in lines.enumerated() where number % share == 0 {
            guard let at = LifeClock.date(cells[1]) else { continue }
            requests.append((at, "at=\(cells[2]),\(cells[3]) max_km=\(cells[4])"))
            agenda.add(.request(requests.count - 1), at: at)
        }
        for day in 0..<372 {
            let midnight = LifeClock.calendar.startOfDay(for: now.addingTimeInterval(3_600))
            guard
                let date = LifeClock.calendar.date(byAdding: .day, value: day, to: midnight)
            else { continue }
            for (hour, job) in [
                (7.0, "daily"), (9.1, "hourly"), (15.1, "hourly"), (18.5, "hourly"),
            ] {
                agenda.add(.job(job), at: date.addingTimeInterval(hour * 3_600))
            }
            let parts = LifeClock.calendar.dateComponents([.weekday, .day], from: date)
            if parts.weekday == 2 { agenda.add(.job("nightly"), at: date + 2 * 3_600) }
            if parts.weekday == 6 { agenda.add(.dealers, at: date + 20 * 3_600) }
            if parts.day == 1 { agenda.add(.job("monthly"), at: date + 4 * 3_600) }
            if day % 61 == 30 { agenda.add(.accident, at: date.addingTimeInterval(18.45 * 3_600)) }
        }
    }

    mutating func run() async throws {
        while let (at, entry) = agenda.popFirst() {
            try setClocks(to: at)
            switch entry {
            case .request(let number): try request(number)
            case .answer(let code, let isYes, let reason): try answer(code, isYes, reason)
            case .report(let report): try tell(report)
            case .job(let name): try job(name)
            case .dealers: try importFiles()
            case .accident: try await accident()
            }
        }
        try job("nightly")
    }

    /// Both clocks, which also run on by themselves meanwhile.
    private mutating func setClocks(to at: Date) throws {
        guard at > now else { return }
        now = at
        for client in clients {
            let reply = try client.ask("CLOCK at=\(LifeClock.instant(now))")
            try #require(reply.last?.hasPrefix("+ OK") == true, "\(reply)")
        }
    }

    /// One daemon after the other.
    private mutating func ask(_ line: String) throws -> [String] {
        turn += 1
        return try clients[turn % clients.count].ask(line)
    }

    private mutating func request(_ number: Int) throws {
        let enrolled = try ask("BENEFICIARY-ADD key=p\(number) \(requests[number].place)")
        let person = try #require(enrolled.rows.first?["beneficiary"] as? String, "\(enrolled)")
        let reply = try ask("REFER beneficiary=\(person) key=r\(number)")
        guard let row = reply.rows.first else {
            #expect(reply.last?.hasPrefix("- 404 NO-GARAGE") == true, "\(reply)")
            return
        }
        planAnswer(to: row)
        if habits.isOneIn(10) {
            let again = try ask("REFER beneficiary=\(person) key=r\(number)")
            #expect(again.rows.first?["replayed"] as? Bool == true)
        }
    }

    private mutating func planAnswer(to row: [String: Any]) {
        guard let code = row["referral"] as? String, let garage = row["garage"] as? String,
            let answer = habits.answer(of: Int(garage) ?? 0), answered.insert(code).inserted
        else { return }
        agenda.add(
            .answer(code: code, isYes: answer.isYes, reason: answer.reason),
            at: now + answer.delayHours * 3_600)
    }

    private mutating func answer(_ code: String, _ isYes: Bool, _ reason: String) throws {
        let reply = try ask(
            isYes ? "ACCEPT referral=\(code)" : "DECLINE referral=\(code) reason=\(reason)")
        guard let row = reply.rows.first else {
            // Too late: somebody else was asked meanwhile.
            #expect(reply.last?.hasPrefix("- 409") == true, "\(reply)")
            return
        }
        guard isYes, accepted.insert(code).inserted else { return }
        let garage = Int(row["garage"] as? String ?? "") ?? 0
        for (told, report) in habits.reports(
            of: code, acceptedAt: now, isDealer: garage % 2 == 0)
        {
            agenda.add(.report(report), at: told)
        }
    }

    private mutating func tell(_ report: LifeAgenda.Report) throws {
        guard !report.isByDealer else {
            gathered.append(report)
            return
        }
        let key = "s\(acknowledged.count)-\(turn)"
        let cents = report.cents.map { " amount_cents=\($0)" } ?? ""
        let score = report.score.map { " score=\($0)" } ?? ""
        let reason = report.step == "not-repaired" ? " reason=gave-up" : ""
        let reply = try ask(
            "STEP referral=\(report.code) step=\(report.step) on=\(report.on) key=\(key)"
                + cents + score + reason)
        if reply.last?.hasPrefix("+ OK") == true {
            acknowledged.append((report.code, report.step, report.on))
        } else {
            #expect(reply.last?.hasPrefix("- 409") == true, "\(reply)")
        }
    }

    private mutating func job(_ name: String) throws {
        let reply = try ask("JOB name=\(name)")
        #expect(reply.last?.hasPrefix("+ OK") == true, "\(name): \(reply)")
        let row = reply.rows.first
        // Somebody must look where nobody could be found for a person, and never else.
        let isUnplaced = row?["unplaced"] as? Int ?? 0 > 0
        #expect(row?["outcome"] as? String == (isUnplaced ? "attention" : "done"), "\(reply)")
        #expect(row?["failed"] as? Int ?? 0 == 0, "\(reply)")
        guard name == "hourly" else { return }
        // Whoever was sent on is asked like anybody else.
        for row in try ask("REFERRALS state=proposed limit=1000").rows
        where (row["attempt"] as? Int ?? 0) > 0 && habits.isOneIn(2) {
            planAnswer(to: row)
        }
    }

    /// Shuffled, with rows twice, and the whole file twice.
    private mutating func importFiles() throws {
        guard !gathered.isEmpty else { return }
        let rows = habits.shuffled(gathered + gathered.prefix(gathered.count / 5)).map { report in
            let reason = report.step == "not-repaired" ? "gave-up" : ""
            let euros = report.cents.map { "\($0 / 100),\(String(format: "%02d", $0 % 100))" } ?? ""
            let score = report.score.map(String.init) ?? ""
            return "\(report.code);\(report.step);\(report.on);\(euros);\(reason);\(score)"
        }
        let file = first.state.appending(path: "steps-\(turn).csv")
        try Data(
            (["code;step;date;amount;reason;score"] + rows).joined(separator: "\r\n").utf8
        ).write(to: file)
        for _ in 0..<2 {
            turn += 1
            let socket = turn.isMultiple(of: 2) ? first.socketPath : second.socketPath
            let run = try Run(
                Daemon.program("garagectl"),
                ["import", "steps", file.path, "--partial", "--quiet", "--socket", socket])
            #expect(run.status == 0, "\(run.output) \(run.errors)")
        }
        gathered = []
    }

    /// The second daemon is killed in the middle of the evening's job, and the job is done again.
    private mutating func accident() async throws {
        try clients[1].send("JOB name=hourly\n")
        try await Task.sleep(for: .milliseconds(Int64(kills % 4) * 4))
        second.kill()
        kills += 1
        let again = try await Daemon.start(
            options: .init(
                now: LifeClock.instant(now), isDemo: false,
                extra: ["--database", try Scenario.conninfo(of: first)]))
        second.removeState()
        second = again
        clients[1] = try TestClient(socket: second.socketPath)
        try job("hourly")
    }

    /// What LOAD says of each month, through either daemon.
    func compareLoads(with counters: [String]) throws {
        for month in ["2025-03", "2025-06", "2025-10", "2025-12"] {
            let expected = counters.filter { $0.split(separator: " ")[1] == month }
            for client in clients {
                let rows = try client.ask("LOAD month=\(month)").rows.compactMap {
                    (row) -> String? in
                    guard let garage = row["garage"], let committed = row["committed"] as? Int,
                        let received = row["received"] as? Int, committed + received > 0
                    else { return nil }
                    return "\(garage) \(month) \(committed) \(received)"
                }
                #expect(rows.sorted() == expected.sorted(), "\(month)")
            }
        }
    }
}
