import GarageNetwork
import Sealing
import Testing

@testable import PostgresStore

/// Whatever an owner of the database does to the audit, the walk finds it and names it.
@Suite struct AuditChainTests {
    private static let actor = AuditActor(role: .prescriber, keyID: "k1")

    /// Remembers and links as many reads as asked for.
    static func fill(_ store: TestStore, _ count: Int, days: Int = 0) async throws {
        try store.connect().sql(
            """
            INSERT INTO audit.entry (at, role, key_id, organisation, action, object, asked)
            SELECT now() - make_interval(days => \(days)) + make_interval(secs => i * 0.001),
                   'prescriber', 'k1', 7, 'read', 'B' || i, 'BENEFICIARY-SHOW'
              FROM generate_series(1, \(count)) i
            """)
        _ = try await store.store.audit.link(looksBack: true)
    }

    /// What somebody with every right on the database does.
    struct Sabotage: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let sql: String
        let finding: AuditFinding

        init(_ what: String, _ sql: String, _ finding: AuditFinding) {
            (testDescription, self.sql, self.finding) = (what, sql, finding)
        }
    }

    private static let copied = """
        (role, key_id, organisation, action, object, asked, at, number) OVERRIDING SYSTEM VALUE
        SELECT role, key_id, organisation, action, object, asked, at
        """

    static let sabotages = [
        Sabotage(
            "a column is changed", "UPDATE audit.entry SET object = 'B999' WHERE number = 8",
            AuditFinding(.altered, position: 8, entry: 8)),
        Sabotage(
            "an empty column is filled", "UPDATE audit.entry SET uid = 0 WHERE number = 1",
            AuditFinding(.altered, position: 1, entry: 1)),
        Sabotage(
            "an empty text becomes another",
            "UPDATE audit.entry SET purpose = ' ' WHERE number = 3",
            AuditFinding(.altered, position: 3, entry: 3)),
        Sabotage(
            "a microsecond is added",
            "UPDATE audit.entry SET at = at + interval '1 microsecond' WHERE number = 12",
            AuditFinding(.altered, position: 12, entry: 12)),
        Sabotage(
            "a date becomes infinite", "UPDATE audit.entry SET at = 'infinity' WHERE number = 5",
            AuditFinding(.altered, position: 5, entry: 5)),
        Sabotage(
            "a character moves from one column to the next",
            "UPDATE audit.entry SET object = object || 'B', asked = substr(asked, 2)"
                + " WHERE number = 9",
            AuditFinding(.altered, position: 9, entry: 9)),
        Sabotage(
            "an entry is removed", "DELETE FROM audit.entry WHERE number = 4",
            AuditFinding(.removed, position: 4, entry: 4)),
        Sabotage(
            "all entries are removed", "TRUNCATE audit.entry",
            AuditFinding(.removed, position: 1, entry: 1)),
        Sabotage(
            "an entry is removed with its link",
            "DELETE FROM audit.entry WHERE number = 4; DELETE FROM audit.link WHERE entry = 4",
            AuditFinding(.linkRemoved, position: 4)),
        Sabotage(
            "an entry is removed with its link, and those behind move up",
            """
            DELETE FROM audit.entry WHERE number = 4; DELETE FROM audit.link WHERE entry = 4;
            UPDATE audit.link SET position = position + 1000 WHERE position > 4;
            UPDATE audit.link SET position = position - 1001 WHERE position > 4
            """, AuditFinding(.altered, position: 4, entry: 5)),
        Sabotage(
            "two entries change places",
            """
            UPDATE audit.entry SET object = CASE number WHEN 6 THEN 'B7' ELSE 'B6' END
             WHERE number IN (6, 7)
            """, AuditFinding(.altered, position: 6, entry: 6)),
        Sabotage(
            "two links change places",
            """
            UPDATE audit.link SET position = position + 1000 WHERE position IN (6, 7);
            UPDATE audit.link SET position = 1013 - position WHERE position > 1000
            """, AuditFinding(.altered, position: 6, entry: 7)),
        Sabotage(
            "an entry is put in with a number from before",
            "INSERT INTO audit.entry \(copied), 0 FROM audit.entry WHERE number = 1",
            AuditFinding(.unlinked, entry: 0)),
        Sabotage(
            "an entry is put in with a link",
            """
            INSERT INTO audit.entry \(copied), -1 FROM audit.entry WHERE number = 1;
            UPDATE audit.link SET position = position + 1000 WHERE position >= 10;
            UPDATE audit.link SET position = position - 999 WHERE position >= 1000;
            INSERT INTO audit.link (position, entry, high, linked_at, mac)
            SELECT 10, -1, high, linked_at, mac FROM audit.link WHERE position = 9
            """, AuditFinding(.altered, position: 10, entry: -1)),
        Sabotage(
            "a mac is made anew without the key",
            """
            UPDATE audit.entry SET object = 'B999' WHERE number = 11;
            UPDATE audit.link l
               SET mac = sha256((SELECT p.mac FROM audit.link p WHERE p.position = 10)
                                || record_send(e))
              FROM audit.entry e WHERE e.number = 11 AND l.entry = 11
            """, AuditFinding(.altered, position: 11, entry: 11)),
        Sabotage(
            "a link says another time",
            "UPDATE audit.link SET linked_at = 'infinity' WHERE position = 2",
            AuditFinding(.altered, position: 2, entry: 2)),
        Sabotage(
            "a link says that more was linked",
            "UPDATE audit.link SET high = 1000 WHERE position = 20",
            AuditFinding(.altered, position: 20, entry: 20)),
        Sabotage(
            "the beginning is taken away behind an anchor",
            """
            INSERT INTO audit.anchor (position, high, mac, seal)
            SELECT position, high, mac, sha256(mac) FROM audit.link WHERE position = 5;
            DELETE FROM audit.entry WHERE number <= 5; DELETE FROM audit.link WHERE position <= 5
            """, AuditFinding(.anchor, position: 5)),
        Sabotage(
            "the links are taken away",
            "TRUNCATE audit.link; INSERT INTO audit.link (position, entry, high, linked_at, mac)"
                + " SELECT 20, 20, 20, now(), sha256('')",
            AuditFinding(.linkRemoved, position: 1)),
    ]

    /// Opens everything that the schema closes, as the owner of a database can.
    static func open(_ connection: PostgresConnection) throws {
        try connection.sql(
            """
            ALTER TABLE audit.entry DISABLE TRIGGER ALL; ALTER TABLE audit.link DISABLE TRIGGER ALL;
            ALTER TABLE audit.link DROP CONSTRAINT link_linked_at_check,
                  DROP CONSTRAINT link_entry_programme_key;
            UPDATE audit.link SET linked_at = linked_at WHERE false
            """)
    }

    @Test("what an owner of the database does is found and named", arguments: sabotages)
    func found(sabotage: Sabotage) async throws {
        try await TestStore.with { store in
            try await Self.fill(store, 20)
            let audit = store.store.audit
            let before = try await audit.verify(against: nil)
            #expect(before.finding == nil && before.links == 20)
            let connection = try store.connect()
            try Self.open(connection)
            // What was linked is of another minute, and nothing is on its way any more.
            try await Self.age(store, connection)
            try connection.sql(sabotage.sql)
            let after = try await audit.verify(against: nil)
            #expect(after.finding == sabotage.finding)
        }
    }

    /// Makes the chain anew as if it had been made ten minutes ago: with the key, as nobody but the
    /// test can.
    private static func age(_ store: TestStore, _ connection: PostgresConnection) async throws {
        try connection.sql("TRUNCATE audit.link")
        let rows = try connection.run(AuditChain.unlinked, 0, 1_000)
        let now = try AuditChain.end(on: connection).now.advanced(bySeconds: -600)
        let links = zip(Int64(1)..., rows).map { position, row in
            AuditChain.bytes(position: position, high: row.0, linkedAt: now, entry: row.1)
        }
        let macs = TestStore.vault.chain(links, after: AuditHead.start.mac)
        _ = try connection.run(
            AuditChain.link, Array(1...Int64(rows.count)), rows.map(\.0), rows.map(\.0), now,
            macs.map { Bytes($0) })
        #expect(try await store.store.audit.verify(against: nil).finding == nil)
    }

    @Test("a head that was kept tells that the end was cut off, or written anew")
    func heads() async throws {
        try await TestStore.with { store in
            try await Self.fill(store, 20)
            let audit = store.store.audit
            let head = try await audit.verify(against: nil).head
            #expect(head.position == 20 && AuditHead(head.text) == head)
            let same = try await audit.verify(against: head)
            #expect(same.finding == nil && same.isCompared)
            #expect(try await audit.verify(against: .start).finding == nil)
            try await Self.fill(store, 5)
            let grown = try await audit.verify(against: head)
            #expect(grown.finding == nil && grown.isCompared && grown.links == 25)
            let connection = try store.connect()
            try Self.open(connection)
            try connection.sql(
                "DELETE FROM audit.entry WHERE number > 18;"
                    + "DELETE FROM audit.link WHERE position > 18")
            #expect(try await audit.verify(against: nil).finding == nil)
            let cut = try await audit.verify(against: head)
            #expect(cut.finding == AuditFinding(.cut, position: 19) && !cut.isCompared)
            // Others take their places.
            try await Self.fill(store, 7)
            let rewritten = try await audit.verify(against: head)
            #expect(rewritten.finding == AuditFinding(.rewritten, position: 20))
            #expect(try await audit.verify(against: nil).finding == nil)
        }
    }

    @Test("with another key nothing fits")
    func otherKey() async throws {
        try await TestStore.with { store in
            try await Self.fill(store, 3)
            let connection = try store.connect()
            var walk = AuditWalk(against: nil, vault: KeyRing.random())
            try walk.begin(on: connection)
            #expect(try !walk.step(on: connection))
            #expect(walk.finding == AuditFinding(.altered, position: 1, entry: 1))
        }
    }

    @Test("several daemons link each entry once, whatever order they are committed in")
    func manyLinkers() async throws {
        try await TestStore.with { store in
            let connection = try store.connect()
            // Takes number 1 and keeps it while later ones are linked.
            let slow = try store.connect()
            let add = """
                INSERT INTO audit.entry (at, role, action, object, asked)
                VALUES (now(), 'admin', 'read', 'B1', 'AUDIT')
                """
            try slow.sql("BEGIN")
            try slow.sql(add)
            try await TestStore.with(store.conninfo) { other in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for daemon in [store, other] {
                        group.addTask {
                            for _ in 0..<10 {
                                let note = AuditNote(
                                    actor: Self.actor, action: .read, object: "B2",
                                    asked: "BENEFICIARY-SHOW", purpose: "call")
                                try await daemon.store.audit.remember(note)
                                _ = try await daemon.store.audit.link(looksBack: true)
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            }
            _ = try await store.store.audit.link(looksBack: true)
            #expect(try connection.number("SELECT max(position) FROM audit.link") == 20)
            try slow.sql("COMMIT")
            #expect(try await store.store.audit.link(looksBack: false) == 0)
            #expect(try await store.store.audit.link(looksBack: true) == 1)
            let verdict = try await store.store.audit.verify(against: nil)
            #expect(verdict.links == 21 && verdict.finding == nil)
            let last = "SELECT entry FROM audit.link ORDER BY position DESC LIMIT 1"
            #expect(try connection.number(last) == 1)
        }
    }

    @Test("more than a page is linked and walked whole")
    func pages() async throws {
        try await TestStore.with { store in
            let count = Int(AuditWalk.pageRows) + 1
            try await Self.fill(store, count)
            let verdict = try await store.store.audit.verify(against: nil)
            #expect(verdict.links == Int64(count) && verdict.finding == nil)
            #expect(try await store.store.audit.link(looksBack: true) == 0)
        }
    }
}
