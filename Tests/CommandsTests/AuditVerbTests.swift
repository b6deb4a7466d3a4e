import Commands
import GarageNetwork
import LineProtocol
import Testing

/// AUDIT lists who did what; AUDIT-VERIFY says whether that list was tampered with.
@Suite struct AuditVerbTests {
    private static let macs = AuditHead(position: 7, mac: (0..<32).map { UInt8($0) })
    private static let headText =
        "7:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"

    private func stage(_ book: AuditBook) -> Rehearsal {
        var desks = KeptDesks(LedgerBook.withPerson()).desks
        desks.audit = book
        return Rehearsal(book: LedgerBook.withPerson(), desks: desks)
    }

    private static func note(
        _ number: Int, _ role: Role = .prescriber, _ action: AuditAction = .read,
        of object: String = "B1", purpose: String = ""
    ) -> AuditNote {
        AuditNote(
            actor: AuditActor(
                role: role, keyID: "key\(number % 2)", uid: role == .admin ? 0 : nil,
                organisation: role == .prescriber ? OrganisationID(1) : nil,
                garage: role == .garage ? 1 : nil),
            action: action, object: object, asked: "BENEFICIARY-SHOW", purpose: purpose,
            rows: action == .export ? 5 : nil,
            at: Rehearsal.start.advanced(bySeconds: Int64(number) * 60))
    }

    private static let five = AuditBook {
        $0.notes = [
            note(1), note(2, .garage, of: "2345678W"), note(3, .manager, .write),
            note(4, .admin, .export, of: "referrals"),
            note(5, .prescriber, .export, purpose: "person asked"),
        ]
    }

    @Test("the audit names the role, the account and the organisation, to an administrator")
    func rows() async throws {
        let rehearsal = stage(Self.five)
        let reply = try await rehearsal.ask("AUDIT").get()
        #expect(reply.rows.count == 5 && reply["more"] == nil)
        #expect(reply.rows[0].contains(Field("organisation", .text("P01"))))
        #expect(reply.rows[0].contains(Field("purpose", .text("person asked"))))
        #expect(reply.rows[1].contains(Field("uid", .whole(0))))
        #expect(reply.rows[1].contains(Field("row_count", .whole(5))))
        #expect(reply.rows[3].contains(Field("organisation", .text("G001"))))
        #expect(reply.rows[3].contains(Field("object", .text("2345678W"))))
        for role in [Role.manager, .monitor, .prescriber, .garage] {
            #expect(await rehearsal.ask("AUDIT", as: role).refusal == .denied)
        }
    }

    @Test("the next of a reply is the value of before=, and what 1.0 gave is still read")
    func pages() async throws {
        let rehearsal = stage(Self.five)
        let first = try await rehearsal.ask("AUDIT limit=2").get()
        #expect(first.rows.count == 2 && first["next"] == .text("4"))
        let second = try await rehearsal.ask("AUDIT limit=2 before=4").get()
        #expect(second.rows.count == 2 && second["next"] == .text("2"))
        let last = try await rehearsal.ask("AUDIT limit=2 before=\"before=2\"").get()
        #expect(last.rows.count == 1 && last["more"] == nil)
        for wrong in ["0", "x", "before=", "before=0", "-1", "before=before=2"] {
            let refusal = await rehearsal.ask("AUDIT before=\(wrong)").refusal
            #expect([.syntax, .number, .range].contains(refusal), "\(wrong)")
        }
    }

    @Test(
        "filters leave only what was asked for",
        arguments: [
            ("beneficiary=B1", [5, 3, 1]), ("action=export", [5, 4]), ("action=write", [3]),
            ("token=key1", [5, 3, 1]), ("token=key1.secret", [5, 3, 1]), ("token=none", []),
            ("since=2026-11-21T10:04:00+01:00", [5, 4]),
            ("beneficiary=B1 action=read token=key1", [1]), ("beneficiary=B2", []),
        ])
    func filters(keys: String, numbers: [Int64]) async throws {
        let reply = try await stage(Self.five).ask("AUDIT \(keys)").get()
        #expect(reply.rows.map { $0[0] } == numbers.map { Field("number", .whole($0)) })
    }

    @Test("an intact audit is said so, with a head to keep")
    func intact() async throws {
        let book = AuditBook {
            $0.verdict = AuditVerdict(links: 7, forgotten: 0, head: Self.macs)
        }
        let row = try await stage(book).ask("AUDIT-VERIFY lang=en", as: .manager).get().rows[0]
        #expect(row.contains(Field("intact", .truth(true))))
        #expect(row.contains(Field("head", .text(Self.headText))))
        #expect(row.contains(Field("fault", .missing)))
        #expect(
            row.last?.value
                == .text(
                    "the audit is intact: 7 links verified; nothing tells whether its end was cut"
                        + " off: give head= of an earlier run"))
        #expect(book.now.head == nil)
    }

    @Test("a head that was kept is given on, and wrong ones are refused")
    func heads() async throws {
        let book = AuditBook {
            $0.verdict = AuditVerdict(
                links: 7, forgotten: 0, head: Self.macs, isCompared: true)
        }
        let rehearsal = stage(book)
        let reply = try await rehearsal.ask("AUDIT-VERIFY head=\(Self.headText) lang=fr").get()
        #expect(book.now.head == Self.macs)
        #expect(
            reply.rows[0].last?.value
                == .text(
                    "journal intact : 7 maillons vérifiés, et rien n'a été coupé depuis la tête"
                        + " donnée"))
        for wrong in ["7", "7:00", "x:\(Self.headText.dropFirst(2))", "\(Self.headText)0", ":"] {
            #expect(await rehearsal.ask("AUDIT-VERIFY head=\(wrong)").refusal == .syntax)
        }
    }

    @Test("each fault has its word and its sentences", arguments: AuditFinding.Fault.allCases)
    func faults(fault: AuditFinding.Fault) async throws {
        let book = AuditBook {
            $0.verdict = AuditVerdict(
                links: 3, forgotten: 0, head: Self.macs,
                finding: AuditFinding(fault, position: 4, entry: 17))
        }
        var said: [Field.Value] = []
        for language in ["fr", "en"] {
            let row = try await stage(book).ask("AUDIT-VERIFY lang=\(language)").get().rows[0]
            #expect(row.contains(Field("intact", .truth(false))))
            #expect(row.contains(Field("fault", .text(fault.rawValue))))
            #expect(row.contains(Field("position", .whole(4))))
            #expect(row.contains(Field("entry", .whole(17))))
            said += row.last.map { [$0.value] } ?? []
        }
        #expect(Set(said.map { "\($0)" }).count == 2)
    }

    @Test("nobody but a manager and an administrator walks it, and not without a database")
    func refusals() async {
        for role in [Role.prescriber, .garage, .monitor] {
            #expect(await stage(AuditBook()).ask("AUDIT-VERIFY", as: role).refusal == .denied)
        }
        let away = stage(AuditBook(failure: .storeDown))
        for line in ["AUDIT-VERIFY", "AUDIT", "AUDIT beneficiary=B1"] {
            #expect(await away.ask(line).refusal == .storeDown, "\(line)")
        }
    }
}
