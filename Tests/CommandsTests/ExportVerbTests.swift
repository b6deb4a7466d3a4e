import Commands
import GarageNetwork
import LineProtocol
import Testing

/// EXPORT: nothing goes out that the audit does not know of.
@Suite struct ExportVerbTests {
    private static let fiveRows = (1...5).map { number in
        ExportRow(
            position: ExportPosition(major: number, minor: 3),
            cells: ["2345678W", "G001", "62", "quoted", "2026-11-03", "12\(number)00", nil])
    }

    private func stage(_ book: ReportBook) -> Rehearsal {
        Rehearsal(book: LedgerBook.withPerson(), desks: .closed(but: book))
    }

    @Test("pages follow one another, with one line in the audit")
    func pages() async throws {
        let book = ReportBook { $0.rows = Self.fiveRows }
        let rehearsal = stage(book)
        let first = try await rehearsal.ask("EXPORT what=quotes limit=2", as: .manager).get()
        #expect(first.rows.count == 2 && first["more"] == .whole(1))
        #expect(first["next"] == .text("1.2.3") && first["audit"] == .whole(1))
        #expect(
            first["columns"]
                == .text("referral,garage,territory,event,on,amount_cents,reason"))
        #expect(first.rows[0][5] == Field("amount_cents", .whole(12_100)))
        #expect(first.rows[0][6] == Field("reason", .missing))
        let second = try await rehearsal.ask(
            "EXPORT what=quotes limit=2 after=1.2.3", as: .manager
        ).get()
        #expect(second["next"] == .text("1.4.3"))
        let last = try await rehearsal.ask("EXPORT what=quotes after=1.4.3", as: .manager).get()
        #expect(last.rows.count == 1 && last["more"] == nil)
        #expect(book.now.audit.count == 1)
    }

    @Test("without the audit there are no rows")
    func auditAway() async {
        let book = ReportBook {
            $0.rows = Self.fiveRows
            $0.isAuditAway = true
        }
        #expect(await stage(book).ask("EXPORT what=steps", as: .manager).refusal == .storeDown)
        #expect(book.now.served == 0)
    }

    @Test(
        "nobody goes on with what they did not begin",
        arguments: ["1.2.3", "9.0.0", "0.0.0"])
    func foreignPages(token: String) async throws {
        let book = ReportBook { $0.rows = Self.fiveRows }
        let rehearsal = stage(book)
        _ = try await rehearsal.ask("EXPORT what=quotes", as: .admin).get()
        let served = book.now.served
        let line = "EXPORT what=quotes after=\(token)"
        for role in [Role.manager, .prescriber] {
            #expect(await rehearsal.ask(line, as: role).refusal == .noSuch)
        }
        // Nor with something else than was begun.
        #expect(await rehearsal.ask("EXPORT what=steps after=1.2.3", as: .admin).refusal == .noSuch)
        #expect(book.now.served == served && book.now.audit.count == 1)
    }

    @Test("a prescriber takes its own, and no months")
    func prescribers() async throws {
        let book = ReportBook()
        let rehearsal = stage(book)
        for what in ["referrals", "steps", "quotes"] {
            _ = try await rehearsal.ask("EXPORT what=\(what)", as: .prescriber).get()
        }
        #expect(book.now.exports.allSatisfy { $0.organisation == OrganisationID(1) })
        #expect(await rehearsal.ask("EXPORT what=months", as: .prescriber).refusal == .denied)
        _ = try await rehearsal.ask("EXPORT what=months", as: .manager).get()
        #expect(book.now.exports.last?.organisation == nil)
    }

    @Test(
        "refuses tokens that no reply gave",
        arguments: ["1", "1.2", "1.2.3.4", "a.b.c", "1.-2.3", "1..3", "99999999999999999999.1.1"])
    func badTokens(token: String) async {
        let refusal = await stage(ReportBook()).ask("EXPORT what=steps after=\(token)").refusal
        #expect(refusal == .syntax || refusal == .number || refusal == .range)
    }
}
