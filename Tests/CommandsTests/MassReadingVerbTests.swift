import Alerting
import Commands
import GarageNetwork
import LineProtocol
import Matching
import Synchronization
import Testing

/// Reading persons in great numbers is told once, in ALERTS and to subscribers, and over a day
/// later.
@Suite struct MassReadingVerbTests {
    private static func reading(_ key: String, _ persons: Int = 75) -> MassReading {
        MassReading(
            actor: AuditActor(role: .garage, keyID: key), since: Rehearsal.start, persons: persons)
    }

    private func stage(_ audit: AuditBook) -> Rehearsal {
        let book = LedgerBook.withPerson()
        var desks = KeptDesks(book).desks
        desks.audit = audit
        return Rehearsal(book: book, desks: desks)
    }

    @Test("ALERTS lists who it is, at its level, and leaves it out where it was not asked for")
    func alerts() async throws {
        let audit = AuditBook { $0.readings = [Self.reading("k1"), Self.reading("k2", 60)] }
        let rehearsal = stage(audit)
        try await rehearsal.environment.refreshWatchFacts()
        let rows = try await rehearsal.ask("ALERTS rule=mass-reading lang=en").get().rows
        #expect(rows.count == 1, "sixty are allowed")
        let row = try #require(rows.first)
        #expect(row.contains(Field("level", .text("warn"))))
        #expect(row.contains(Field("garage", .missing)))
        #expect(row.contains(Field("name", .text("token k1 (garage)"))))
        #expect(row.contains(Field("since", .text(Rehearsal.start.iso8601))))
        for (keys, count) in [
            ("level=warn rule=mass-reading", 1), ("level=act rule=mass-reading", 0),
            ("rule=stale", 0), ("new=yes rule=mass-reading", 1),
            ("since=2026-11-21T10:00:01+01:00 rule=mass-reading", 0),
        ] {
            let reply = try await rehearsal.ask("ALERTS \(keys)", as: .manager).get()
            #expect(reply.rows.count == count, "\(keys)")
        }
        let check = try await rehearsal.ask("CHECK name=audit", as: .monitor).get()
        #expect(check["status"] == .whole(1))
    }

    @Test("subscribers hear once that it began, and once that it is over")
    func told() async throws {
        let audit = AuditBook()
        let rehearsal = stage(audit)
        let heard = Mutex<[String]>([])
        let talk = Conversation(
            environment: rehearsal.environment, peer: .unix(uid: 0),
            caller: Caller(role: .manager)
        ) { row in
            let words = ["event", "rule", "name"].compactMap { name in
                row.first { $0.name == name }.map { "\($0.value)" }
            }
            heard.withLock { $0.append(words.joined(separator: " ")) }
        }
        _ = talk.respond(to: try Request(parsing: "SUBSCRIBE topics=alerts"))
        let environment = rehearsal.environment
        try await environment.refreshWatchFacts()
        audit.change { $0.readings = [Self.reading("k1")] }
        try await environment.refreshWatchFacts()
        audit.change { $0.readings = [Self.reading("k1", 90)] }
        try await environment.refreshWatchFacts()
        audit.change { $0.readings = [] }
        try await environment.refreshWatchFacts()
        let events = heard.withLock { $0 }
        #expect(events.count == 2)
        #expect(events.first?.contains("raised") == true)
        #expect(events.last?.contains("cleared") == true)
        #expect(events.allSatisfy { $0.contains("mass-reading") && $0.contains("k1") })
    }

    @Test("what the first look finds is no news")
    func firstLook() async throws {
        let audit = AuditBook { $0.readings = [Self.reading("k1")] }
        let rehearsal = stage(audit)
        try await rehearsal.environment.refreshWatchFacts()
        #expect(rehearsal.environment.watchFacts.value.massReadings.count == 1)
    }
}

/// What the nightly job finds of the audit.
@Suite struct NightlyAuditTests {
    private static let head = AuditHead(position: 7, mac: Array(repeating: 1, count: 32))

    private func run(
        _ audit: AuditBook, _ keys: String = ""
    ) async throws -> (row: [String: Field.Value], rehearsal: Rehearsal) {
        let book = LedgerBook.withPerson()
        let jobs = JobBook()
        var desks = KeptDesks(book).desks
        (desks.audit, desks.jobs) = (audit, jobs)
        let rehearsal = Rehearsal(book: book, desks: desks)
        jobs.change { $0.image.garages = rehearsal.network.snapshot.garages }
        let rows = try await rehearsal.ask("JOB name=nightly lang=en\(keys)").get().rows
        let row = try #require(rows.first)
        return (
            Dictionary(row.map { ($0.name, $0.value) }, uniquingKeysWith: { a, _ in a }), rehearsal
        )
    }

    @Test("an intact audit is told with its head, and its oldest entries are forgotten")
    func intact() async throws {
        let audit = AuditBook {
            $0.verdict = AuditVerdict(links: 7, forgotten: 0, head: Self.head)
        }
        let (row, rehearsal) = try await run(audit)
        #expect(row["outcome"] == .text("done"))
        #expect(row["audit_head"] == .text(Self.head.text))
        #expect(row["audit_forgotten"] == .whole(3))
        #expect(
            row["said"] == .text("7 checks, nothing found; audit head \(Self.head.text)"))
        #expect(audit.now.prunedMonths == 12)
        let check = try await rehearsal.ask("CHECK name=audit").get()
        #expect(check["status"] == .whole(0))
    }

    @Test("a finding is kept, makes CHECK critical, and stops the forgetting")
    func tampered() async throws {
        let audit = AuditBook {
            $0.verdict = AuditVerdict(
                links: 6, forgotten: 0, head: Self.head,
                finding: AuditFinding(.removed, position: 7, entry: 9))
        }
        let (row, rehearsal) = try await run(audit)
        #expect(row["outcome"] == .text("attention"))
        #expect(row["findings"] == .whole(1))
        #expect(audit.now.prunedMonths == nil)
        #expect(
            row["said"]
                == .text(
                    "7 checks, 1 findings: audit: entry 9, at link 7, is gone (1, 9); audit head"
                        + " \(Self.head.text)"))
        let check = try await rehearsal.ask("CHECK name=audit").get()
        #expect(check["status"] == .whole(2))
    }

    @Test("a dry run forgets nothing")
    func dryRun() async throws {
        let audit = AuditBook()
        let (row, _) = try await run(audit, " dry_run=yes")
        #expect(row["audit_forgotten"] == .whole(3) && audit.now.prunedMonths == nil)
    }
}
