import GarageNetwork
import Testing

@testable import PostgresStore

/// Rows are taken away only after the audit says so, and the audit never changes.
@Suite struct AuditTests {
    private let day = Day(ordinal: 20_700)
    private let manager = AuditActor(role: .manager, keyID: "k1", uid: 7)

    private func order(
        _ what: ExportKind, days: Int = 40, own: Int64? = nil, at: Instant? = nil
    ) -> ExportOrder {
        ExportOrder(
            what: what, first: day, last: day + days,
            organisation: own.map { OrganisationID($0) }, at: at)
    }

    @Test func anEntryIsNeverChanged() async throws {
        try await TestStore.with { store in
            _ = try await store.store.reports.begin(order(.referrals), by: manager)
            let connection = try store.connect()
            for change in [
                "UPDATE audit.entry SET row_count = 0", "DELETE FROM audit.entry",
                "TRUNCATE audit.entry", "UPDATE audit.entry SET at = now() WHERE false",
            ] {
                #expect(throws: StoreError.self, "\(change)") { try connection.sql(change) }
            }
            #expect(try connection.number("SELECT count(*) FROM audit.entry") == 1)
        }
    }

    @Test func anEntrySaysWhoTookWhat() async throws {
        try await TestStore.with { store in
            var random = SplitMix(seed: 9)
            let lives = (1...50).map {
                PastLife.random($0, from: day, days: 20, using: &random)
            }
            try store.connect().write(lives)
            let at = Instant(paris: day + 50, secondsOfDay: 40_000)
            let (reports, audit) = (store.store.reports, store.store.audit)
            let number = try await reports.begin(order(.referrals, at: at), by: manager)
            let second = try await reports.begin(
                order(.steps, days: 400, own: 3, at: at),
                by: AuditActor(role: .prescriber, keyID: "k2", organisation: OrganisationID(3)))
            let entries = try await audit.entries(AuditQuestion(limit: 10))
            #expect(entries.map(\.number) == [second, number])
            let last = try #require(entries.last)
            #expect(last.at == at && last.actor == manager && last.action == .export)
            #expect(last.object == "referrals" && last.rows == 50)
            #expect(last.asked == "what=referrals from=\(day) through=\(day + 40)")
            let own = lives.filter { $0.organisation == 3 }
            #expect(entries[0].rows == own.reduce(0) { $0 + $1.told.count + 1 })
            let older = try await audit.entries(AuditQuestion(before: second, limit: 10))
            #expect(older.map(\.number) == [number])
            let latest = try await audit.entries(AuditQuestion(limit: 1))
            #expect(latest.map(\.number) == [second])
        }
    }

    @Test(
        "page by page, each row is taken once",
        arguments: [ExportKind.referrals, .steps, .quotes])
    func pageByPage(what: ExportKind) async throws {
        try await TestStore.with { store in
            var random = SplitMix(seed: 10)
            try store.connect().write(
                (1...30).map { PastLife.random($0, from: day, days: 20, using: &random) })
            let reports = store.store.reports
            let asked = order(what, days: 400)
            let whole = try await reports.rows(of: asked, after: nil, limit: 10_000)
            #expect(whole.count > 7)
            var taken: [ExportRow] = []
            var last: ExportPosition?
            repeat {
                let page = try await reports.rows(of: asked, after: last, limit: 7)
                taken += page
                last = page.last?.position
                // A client gives it back as a text without signs.
                if let last { #expect(last.major >= 0 && last.minor >= 0) }
            } while last != nil
            #expect(taken.map(\.cells) == whole.map(\.cells))
        }
    }

    @Test("only who began an export goes on with it, and for a day")
    func whoMayGoOn() async throws {
        try await TestStore.with { store in
            let reports = store.store.reports
            let at = Instant(paris: day, secondsOfDay: 40_000)
            let number = try await reports.begin(order(.steps, at: at), by: manager)
            func begun(_ actor: AuditActor, after seconds: Int64 = 60) async throws -> ExportOrder?
            {
                try await reports.export(
                    number: number, by: actor, at: at.advanced(bySeconds: seconds))
            }
            #expect(try await begun(manager) == order(.steps))
            #expect(try await begun(manager, after: 86_399) == order(.steps))
            #expect(try await begun(manager, after: 86_400) == nil)
            let others = [
                AuditActor(role: .admin, keyID: "k1", uid: 7),
                AuditActor(role: .manager, keyID: "k2", uid: 7),
                AuditActor(role: .manager, keyID: nil, uid: 7),
                AuditActor(role: .manager, keyID: "k1", uid: 8),
                AuditActor(role: .prescriber, organisation: OrganisationID(3)),
            ]
            for other in others { #expect(try await begun(other) == nil, "\(other)") }
            #expect(try await reports.export(number: 99, by: manager, at: at) == nil)
        }
    }

    @Test("every row comes once, whatever the size of the pages", arguments: ExportKind.allCases)
    func pages(what: ExportKind) async throws {
        try await TestStore.with { store in
            var random = SplitMix(seed: 11)
            let lives = (1...120).map {
                PastLife.random($0, from: day, days: 30, using: &random)
            }
            let connection = try store.connect()
            try connection.write(lives)
            try connection.sql(
                """
                INSERT INTO ledger.garage_month (garage, month, cap, committed, received)
                SELECT garage, month, 1000, count(*), count(received_on)
                  FROM ledger.referral GROUP BY 1, 2
                """)
            let export = order(what, days: 400)
            var found: [ExportRow] = []
            while true {
                let page = try await store.store.reports.rows(
                    of: export, after: found.last?.position, limit: 7)
                found += page
                if page.isEmpty { break }
            }
            let whole = try await store.store.reports.rows(of: export, after: nil, limit: 9_999)
            #expect(found == whole && !whole.isEmpty)
            #expect(whole.allSatisfy { $0.cells.count == what.columns.count })
            let isOfQuote: Set<ReferralEvent> = [
                .quote, .quoteAccepted, .quoteRefused, .waitForFunds, .unrepairable,
            ]
            switch what {
            case .referrals: #expect(whole.count == lives.count)
            case .steps: #expect(whole.count == lives.reduce(0) { $0 + $1.told.count + 1 })
            case .quotes:
                #expect(
                    whole.count
                        == lives.reduce(0) { $0 + $1.told.count { isOfQuote.contains($0.event) } })
            case .months:
                #expect(
                    whole.count == Set(lives.map { "\($0.garage) \($0.createdOn.month)" }).count)
            }
        }
    }

    @Test("prescribers of private kinds are `other` to everybody but themselves")
    func privateKinds() async throws {
        try await TestStore.with { store in
            let lives = (1...5).map { number in
                PastLife(
                    number: number, organisation: number, garage: 1,
                    createdAt: Instant(paris: day, secondsOfDay: 30_000))
            }
            try store.connect().write(lives)
            let reports = store.store.reports
            let all = try await reports.rows(of: order(.referrals), after: nil, limit: 99)
            // P2 is SPIP and P4 `spip ` with a space.
            #expect(all.map { $0.cells[1] } == ["P1", "other", "P3", "other", "P5"])
            #expect(all.map { $0.cells[2] } == ["mission locale", "other", "CCAS", "other", "FT"])
            let own = try await reports.rows(of: order(.referrals, own: 2), after: nil, limit: 99)
            #expect(own.map { $0.cells[1] } == ["P2"] && own.map { $0.cells[2] } == ["SPIP"])
            let months = try await reports.rows(of: order(.months, own: 2), after: nil, limit: 99)
            #expect(months.isEmpty)
        }
    }
}
