import GarageNetwork
import Sealing
import Testing

@testable import PostgresStore

/// Who may not change the audit, what is forgotten of it, and what it tells of many readings.
@Suite struct AuditKeepingTests {
    @Test(
        "neither role of the daemon may change or remove anything",
        arguments: ["garaged_daemon", "garaged_person"])
    func appendOnly(role: String) async throws {
        try await TestStore.with { store in
            try await AuditChainTests.fill(store, 3)
            let connection = try store.connect()
            try connection.sql("SET ROLE \(role)")
            for table in ["audit.entry", "audit.link", "audit.anchor"] {
                for change in [
                    "UPDATE \(table) SET programme = 1", "DELETE FROM \(table)",
                    "UPDATE \(table) SET programme = 1 WHERE false", "TRUNCATE \(table)",
                    "ALTER TABLE \(table) DISABLE TRIGGER ALL", "DROP TABLE \(table)",
                ] {
                    let error = #expect(throws: StoreError.self, "\(change)") {
                        try connection.sql(change)
                    }
                    #expect(error?.description.contains("42501") == true, "\(change)")
                }
            }
            // Nor does a setting that prune makes open the door.
            try connection.sql("SET audit.pruning = 'on'")
            #expect(throws: StoreError.self) { try connection.sql("DELETE FROM audit.entry") }
            #expect(throws: StoreError.self) {
                try connection.sql("INSERT INTO audit.anchor DEFAULT VALUES")
            }
        }
    }

    @Test("the owner is stopped by the triggers until they are taken away")
    func owner() async throws {
        try await TestStore.with { store in
            try await AuditChainTests.fill(store, 3)
            let connection = try store.connect()
            for table in ["audit.entry", "audit.link", "audit.anchor"] {
                for change in [
                    "UPDATE \(table) SET programme = 1", "DELETE FROM \(table)",
                    "TRUNCATE \(table)",
                ] {
                    #expect(throws: StoreError.self, "\(change)") { try connection.sql(change) }
                }
            }
            #expect(try connection.number("SELECT count(*) FROM audit.entry") == 3)
        }
    }

    @Test("the oldest are forgotten, and the walk goes on from there")
    func forgotten() async throws {
        try await TestStore.with { store in
            let audit = store.store.audit
            try await AuditChainTests.fill(store, 1_201, days: 400)
            let old = try await audit.verify(against: nil).head
            try await AuditChainTests.fill(store, 300)
            let head = try await audit.verify(against: nil).head
            func prune(_ months: Int, isRehearsal: Bool = false) async throws -> Int {
                try await audit.prune(
                    keepingMonths: months, at: nil, isRehearsal: isRehearsal)
            }
            #expect(try await prune(14) == 0)
            #expect(try await prune(12, isRehearsal: true) == 1_201)
            #expect(try await prune(12) == 1_201)
            #expect(try await prune(12) == 0)
            let after = try await audit.verify(against: head)
            #expect(after.finding == nil && after.isCompared)
            #expect(after.forgotten == 1_201 && after.links == 300 && after.head == head)
            // The head of the last that was forgotten is the anchor's; older ones are not kept.
            #expect(try await audit.verify(against: old).isCompared)
            let older = AuditHead(position: 7, mac: old.mac)
            let verdict = try await audit.verify(against: older)
            #expect(verdict.finding == nil && !verdict.isCompared)
            let connection = try store.connect()
            #expect(try connection.number("SELECT count(*) FROM audit.entry") == 300)
            // An entry with a forgotten number is one that was put in.
            try connection.sql(
                """
                INSERT INTO audit.entry (number, at, role, action, object, asked)
                OVERRIDING SYSTEM VALUE VALUES (5, now(), 'admin', 'read', 'B1', 'AUDIT')
                """)
            #expect(
                try await audit.verify(against: nil).finding == AuditFinding(.unlinked, entry: 5))
        }
    }

    @Test("when all is forgotten the chain still goes on")
    func allForgotten() async throws {
        try await TestStore.with { store in
            let audit = store.store.audit
            try await AuditChainTests.fill(store, 10, days: 400)
            #expect(try await audit.prune(keepingMonths: 12, at: nil, isRehearsal: false) == 10)
            #expect(try await audit.verify(against: nil).head.position == 10)
            try await AuditChainTests.fill(store, 2)
            let verdict = try await audit.verify(against: nil)
            #expect(verdict.head.position == 12 && verdict.links == 2 && verdict.finding == nil)
        }
    }

    @Test("nothing young is forgotten, whatever the daemon's role asks for")
    func notYoung() async throws {
        try await TestStore.with { store in
            try await AuditChainTests.fill(store, 10, days: 170)
            let connection = try store.connect()
            try connection.sql("SET ROLE garaged_daemon")
            for asked in [
                "audit.prune(10, sha256(''), 6, NULL)", "audit.prune(10, sha256(''), 5, NULL)",
                "audit.prune(10, sha256(''), 0, NULL)", "audit.prune(10, sha256(''), 37, NULL)",
                "audit.prune(10, sha256(''), NULL, NULL)",
                "audit.prune(10, sha256(''), 6, now() + interval '10 years')",
            ] {
                #expect(throws: StoreError.self, "\(asked)") {
                    try connection.sql("SELECT \(asked)")
                }
            }
            #expect(try connection.number("SELECT count(*) FROM audit.entry") == 10)
            // One that is altered or not there is not forgotten before somebody saw it.
            let owner = try store.connect()
            try AuditChainTests.open(owner)
            try owner.sql("DELETE FROM audit.entry WHERE number = 3")
            try owner.sql("UPDATE audit.entry SET at = at - interval '2 years'")
            let audit = store.store.audit
            #expect(try await audit.prune(keepingMonths: 12, at: nil, isRehearsal: false) == 2)
        }
    }

    @Test("a set clock decides only in a database that it writes")
    func rehearsals() async throws {
        try await TestStore.with { store in
            try await AuditChainTests.fill(store, 4)
            let later = Instant(microseconds: 4_000_000_000_000_000)
            let audit = store.store.audit
            #expect(try await audit.prune(keepingMonths: 12, at: later, isRehearsal: false) == 0)
            try store.connect().sql("INSERT INTO network.rehearsal DEFAULT VALUES")
            #expect(try await audit.prune(keepingMonths: 12, at: later, isRehearsal: false) == 4)
        }
    }

    @Test("an export of one person has no days, and nobody goes on with it as with rows")
    func personExport() async throws {
        try await TestStore.with { store in
            let actor = AuditActor(role: .manager, keyID: "k1")
            let audit = store.store.audit
            let at = Instant(microseconds: 1_790_000_000_000_000)
            try await audit.remember(
                AuditNote(
                    actor: actor, action: .export, object: "B1", asked: "BENEFICIARY-EXPORT",
                    purpose: "person asked", rows: 12, at: at))
            let entry = try #require(try await audit.entries(of: "B1").first)
            #expect(entry.purpose == "person asked" && entry.asked == "BENEFICIARY-EXPORT")
            #expect(entry.rows == 12 && entry.at == at && entry.actor == actor)
            let rows = try await store.store.reports.export(
                number: entry.number, by: actor, at: at)
            #expect(rows == nil)
            // A name is not an object: it has spaces, or letters that no pseudonym has.
            for object in ["Jeanne Martin", "Zoé", "", "B1 ", String(repeating: "B", count: 65)] {
                await #expect(throws: LedgerError.self, "\(object)") {
                    try await audit.remember(
                        AuditNote(actor: actor, action: .read, object: object, asked: "X"))
                }
            }
        }
    }

    @Test("a question finds what it is about, whatever else is there")
    func questions() async throws {
        try await TestStore.with { store in
            try await AuditChainTests.fill(store, 50)
            let audit = store.store.audit
            func numbers(_ question: AuditQuestion) async throws -> [Int64] {
                try await audit.entries(question).map(\.number)
            }
            #expect(try await numbers(AuditQuestion(object: "B7", limit: 9)) == [7])
            #expect(try await numbers(AuditQuestion(action: .write, limit: 9)).isEmpty)
            #expect(try await numbers(AuditQuestion(keyID: "k1", limit: 2)) == [50, 49])
            #expect(try await numbers(AuditQuestion(keyID: "k2", limit: 2)).isEmpty)
            #expect(try await numbers(AuditQuestion(before: 3, limit: 9)) == [2, 1])
            let tenth = try #require(try await audit.entries(of: "B10").first).at
            #expect(try await numbers(AuditQuestion(since: tenth, limit: 99)).last == 10)
        }
    }
}
