import Commands
import GarageNetwork
import LineProtocol
import Testing

/// A network with three rules, and who decides by them.
///
/// Today is 21 November 2026.
private struct Office {
    let book = LedgerBook()
    let rules: EligibilityBook
    let audit = AuditBook()
    let rehearsal: Rehearsal

    init(_ change: (inout EligibilityBook.Pages) -> Void = { _ in }) throws {
        let from = try #require(Day("2026-01-01"))
        let three = [
            EligibilityRule(
                id: "qf", version: 1, criterion: .familyQuotient, ceilingCents: 77_000,
                proofs: [.cafAttestation], proofMaxMonths: 3, validFrom: from),
            EligibilityRule(
                id: "qf", version: 2, criterion: .familyQuotient, ceilingCents: 80_000,
                proofs: [.cafAttestation], proofMaxMonths: 3, validFrom: from),
            EligibilityRule(
                id: "rsa-62", version: 1, territory: "62", criterion: .rsa,
                proofs: [.rsaAttestation, .cafAttestation], proofMaxMonths: 6, validFrom: from),
            EligibilityRule(
                id: "sheet", version: 1, criterion: .prescription, proofs: [.prescriptionSheet],
                proofMaxMonths: 1, validFrom: from),
        ]
        rules = EligibilityBook { pages in
            pages.rules = three
            change(&pages)
        }
        var desks = KeptDesks(book).desks
        desks.eligibility = rules
        desks.audit = audit
        rehearsal = Rehearsal(book: book, desks: desks)
    }

    func ask(
        _ line: String, as role: Role = .prescriber
    ) async -> Result<Reply, RequestError> {
        await rehearsal.ask(line, as: role)
    }

    func why(_ line: String) async throws -> String {
        try #require(try await ask(line).get().summaryText("why"))
    }

    /// A person of organisation 1.
    func enrol() async throws -> String {
        let reply = try await ask("BENEFICIARY-ADD key=k at=50.43,2.83").get()
        return try #require(reply.texts("beneficiary").first)
    }
}

extension Reply {
    fileprivate func summaryText(_ name: String) -> String? {
        for field in summary where field.name == name {
            if case .text(let text) = field.value { return text }
        }
        return nil
    }
}

@Suite struct EligibleTests {
    @Test(
        "one sentence says whether, why, and what is missing",
        arguments: [
            (
                "qf=640 proof=caf-attestation proof_on=2026-10-02",
                "Oui : quotient familial 640 € ≤ 800 € (règle qf v2), attestation CAF du"
                    + " 2 octobre 2026, de 3 mois au plus ; valable jusqu'au 2 janvier 2027"
            ),
            (
                "qf=800 proof=caf-attestation proof_on=2026-11-01 lang=en",
                "Yes: family quotient 800 € ≤ 800 € (rule qf v2), CAF attestation of"
                    + " 1 November 2026, at most 3 months old; valid until 1 February 2027"
            ),
            (
                "qf=800.01 proof=caf-attestation proof_on=2026-10-02",
                "Non : quotient familial 800,01 € > 800 € (règle qf v2), 0,01 € de trop ;"
                    + " suffirait aussi : RSA avec attestation RSA ou attestation CAF ou"
                    + " prescription d'un partenaire avec fiche de prescription"
            ),
            (
                "qf=640",
                "Pas encore : quotient familial 640 € ≤ 800 € (règle qf v2) ; il manque :"
                    + " attestation CAF, de 3 mois au plus"
            ),
            (
                "qf=640 proof=caf-attestation proof_on=2026-08-20",
                "Pas encore : quotient familial 640 € ≤ 800 € (règle qf v2) ; attestation CAF du"
                    + " 20 août 2026 : plus de 3 mois, il faut une pièce du 21 août 2026 ou après"
            ),
            (
                "rsa=yes proof=rsa-attestation proof_on=2026-10-01",
                "Pas encore : RSA (règle rsa-62 v1) ; il manque le code postal (62…)"
            ),
            (
                "rsa=yes proof=rsa-attestation proof_on=2026-10-01 postcode=62300 lang=en",
                "Yes: RSA (rule rsa-62 v1), RSA attestation of 1 October 2026, at most 6 months"
                    + " old; valid until 1 April 2027"
            ),
            (
                "prescription=no lang=en",
                "No: no prescription by a partner (rule sheet v1); would do as well: family"
                    + " quotient ≤ 800 € with CAF attestation or RSA with RSA attestation or CAF"
                    + " attestation"
            ),
            (
                "postcode=59000 lang=en",
                "Not yet: say what the rules ask (family quotient, prescription by a partner)"
            ),
        ])
    func sentences(keys: String, expected: String) async throws {
        let language = keys.contains("lang=") ? "" : " lang=fr"
        #expect(try await Office().why("ELIGIBLE \(keys)\(language)") == expected)
    }

    @Test("where no rule holds, nobody is refused")
    func noRule() async throws {
        let office = try Office { $0.rules = [] }
        let reply = try await office.ask("ELIGIBLE qf=1 lang=en").get()
        #expect(reply.rows.isEmpty)
        #expect(reply.summaryText("result") == "no-rule")
        #expect(
            reply.summaryText("why")
                == "No rule holds here on 21 November 2026: it is for you to decide")
        let id = try await office.enrol()
        let decided = try await office.ask("ELIGIBLE qf=1 beneficiary=\(id)").get()
        #expect(decided.summary.contains(Field("stored", .truth(false))))
        #expect(office.rules.now.orders.isEmpty)
    }

    @Test("each rule is told with what it would take")
    func rows() async throws {
        let reply = try await Office().ask("ELIGIBLE qf=900 rsa=no postcode=62300 lang=en").get()
        #expect(reply.texts("rule") == ["qf", "rsa-62", "sheet"])
        #expect(reply.texts("finding") == ["over-ceiling", "is-not", "not-said"])
        #expect(
            reply.texts("needs")
                == ["100 € less", "RSA", "prescription by a partner with prescription sheet"])
    }

    @Test("without a person nothing is kept")
    func bare() async throws {
        let office = try Office()
        _ = try await office.ask("ELIGIBLE qf=640").get()
        _ = try await office.ask("ELIGIBLE qf=640", as: .manager).get()
        #expect(office.rules.now.orders.isEmpty)
        #expect(office.audit.remembered.isEmpty)
    }

    @Test("with one, the decision is remembered and kept, without any amount")
    func kept() async throws {
        let office = try Office()
        let id = try await office.enrol()
        let line =
            "ELIGIBLE beneficiary=\(id) qf=641.37 proof=caf-attestation,payslip"
            + " proof_on=2026-10-02,2026-11-01"
        for _ in 1...2 { _ = try await office.ask(line).get() }
        let orders = office.rules.now.orders
        #expect(orders.count == 1)
        let order = try #require(orders.first)
        let expected = EligibilityDecision(
            result: .yes, rule: "qf", version: 2,
            proofs: [ProofSeen(type: .cafAttestation, on: try #require(Day("2026-10-02")))],
            on: try #require(Day("2026-11-21")), validUntil: Day("2027-01-02"))
        #expect(order.decision == expected)
        #expect(!"\(order)".contains("641") && !"\(order)".contains("64137"))
        let notes = office.audit.remembered.filter { $0.asked == "ELIGIBLE" }
        #expect(notes.map(\.object) == [id, id])
        #expect(notes.map(\.action) == [.write, .write])
    }

    @Test("what cannot be remembered is not kept")
    func auditAway() async throws {
        let office = try Office()
        let id = try await office.enrol()
        var desks = KeptDesks(office.book).desks
        desks.eligibility = office.rules
        desks.audit = AuditBook(failure: .storeDown)
        let other = Rehearsal(book: office.book, desks: desks)
        #expect(await other.ask("ELIGIBLE qf=1 beneficiary=\(id)").refusal == .storeDown)
        #expect(office.rules.now.orders.isEmpty)
    }

    @Test("somebody else's person is answered like nobody's, a manager decides of nobody")
    func foreign() async throws {
        let office = try Office()
        let id = try await office.enrol()
        let other = Talk(
            office.rehearsal, as: Caller(role: .prescriber, organisation: OrganisationID(2)))
        let foreign = await other.say("ELIGIBLE qf=1 beneficiary=\(id)")
        let nobody = await other.say("ELIGIBLE qf=1 beneficiary=B0000000000000")
        #expect(foreign.refusal == .noSuch)
        #expect(foreign == nobody)
        for name in [id, "B0000000000000"] {
            let manager = await office.ask("ELIGIBLE qf=1 beneficiary=\(name)", as: .manager)
            #expect(manager.refusal == .denied)
        }
        office.rules.change { $0.people = [] }
        #expect(await office.ask("ELIGIBLE qf=1 beneficiary=\(id)").refusal == .noSuch)
        #expect(office.rules.now.orders.isEmpty)
    }

    @Test(
        "what cannot be is refused, and never repeated",
        arguments: [
            ("qf=64O", .number), ("qf=-1", .range), ("qf=100000.01", .range),
            ("qf=1.001", .range), ("qf=640,5", .number), ("rsa=maybe", .range),
            ("proof=scan", .range), ("proof=payslip", .missingKey),
            ("proof_on=2026-10-02", .missingKey),
            ("proof=payslip proof_on=2026-10-02,2026-10-03", .missingKey),
            ("proof=payslip proof_on=2026-11-22", .range),
            ("proof=payslip proof_on=2026-02-30", .syntax), ("postcode=6230", .syntax),
        ] as [(String, RequestError.Name)])
    func refusals(keys: String, name: RequestError.Name) async throws {
        let answer = try await Office().ask("ELIGIBLE \(keys)")
        #expect(answer.refusal == name)
        for word in ["64O", "100000.01", "maybe", "scan"] {
            #expect(!(answer.error?.message.contains(word) ?? true))
        }
    }
}

@Suite struct RuleVerbTests {
    private let new = "RULE-SET rule=new criterion=qf ceiling=800 proofs=caf-attestation"

    @Test("a rule is listed where and when it holds")
    func listed() async throws {
        let office = try Office()
        #expect(try await office.ask("RULES").get().texts("rule") == ["qf", "rsa-62", "sheet"])
        let lens = try await office.ask("RULES territory=62300").get()
        #expect(lens.texts("rule") == ["qf", "rsa-62", "sheet"])
        #expect(try await office.ask("RULES territory=59").get().texts("rule") == ["qf", "sheet"])
        #expect(try await office.ask("RULES on=2025-12-31").get().rows.isEmpty)
        let versions = try await office.ask("RULES rule=qf lang=fr").get()
        #expect(
            versions.texts("text") == [
                "règle qf v1 : quotient familial ≤ 770 € ; attestation CAF, de 3 mois au plus ;"
                    + " dès le 1er janvier 2026",
                "règle qf v2 : quotient familial ≤ 800 € ; attestation CAF, de 3 mois au plus ;"
                    + " dès le 1er janvier 2026",
            ])
        #expect(
            versions.rows.map { $0.contains(Field("in_force", .truth(true))) } == [false, true])
        #expect(await office.ask("RULES rule=nothing").refusal == .noSuch)
    }

    @Test("a change is a new version, what is not given stays, and it says what it replaces")
    func changed() async throws {
        let office = try Office()
        let reply = try await office.ask(
            "RULE-SET rule=qf ceiling=850.50 lang=en", as: .manager
        ).get()
        #expect(
            reply.summaryText("replaces")
                == "rule qf v2: family quotient ≤ 800 €; CAF attestation, at most 3 months old;"
                + " from 1 January 2026")
        let versions = office.rules.now.rules.filter { $0.id == "qf" }
        #expect(versions.map(\.ceilingCents) == [77_000, 80_000, 85_050])
        #expect(versions.map(\.version) == [1, 2, 3])
        #expect(versions.last?.proofs == [.cafAttestation])
        #expect(versions.last?.validFrom == Day("2026-11-21"))
    }

    @Test("the same again, or a dry run, changes nothing")
    func unchanged() async throws {
        let office = try Office()
        let before = office.rules.now.rules
        let same = try await office.ask("RULE-SET rule=qf ceiling=800", as: .manager).get()
        #expect(same.summary.contains(Field("changed", .truth(false))))
        let dry = try await office.ask("RULE-SET rule=qf ceiling=1 dry_run=yes", as: .manager).get()
        #expect(dry.summary.contains(Field("changed", .truth(true))))
        #expect(office.rules.now.rules == before)
    }

    @Test("a territory and an end are set, and taken off again")
    func cleared() async throws {
        let office = try Office()
        for keys in ["territory=62 valid_to=2026-12-31", "territory=all valid_to=none"] {
            _ = try await office.ask("RULE-SET rule=qf \(keys)", as: .manager).get()
        }
        let versions = office.rules.now.rules.filter { $0.id == "qf" }.suffix(2)
        #expect(versions.map(\.territory) == ["62", nil])
        #expect(versions.map(\.validTo) == [Day("2026-12-31"), nil])
    }

    @Test(
        "what makes no rule is refused",
        arguments: [
            ("rule=new", .missingKey), ("rule=new criterion=qf", .missingKey),
            ("rule=new criterion=qf proofs=payslip", .missingKey),
            ("rule=new criterion=rsa proofs=payslip ceiling=1", .range),
            ("rule=qf criterion=rsa", .conflict), ("rule=qf ceiling=100000.01", .range),
            ("rule=qf valid_from=2026-12-02 valid_to=2026-12-01", .range),
            ("rule=QF", .syntax), ("rule=qf territory=2A", .syntax),
            ("rule=qf territory=623000", .syntax), ("rule=qf proof_max_months=0", .range),
            ("rule=qf proof_max_months=37", .range), ("rule=qf proofs=scan", .range),
            ("rule=qf valid_to=never", .syntax), ("ceiling=1", .missingKey),
        ] as [(String, RequestError.Name)])
    func refused(keys: String, name: RequestError.Name) async throws {
        let office = try Office()
        let before = office.rules.now.rules
        #expect(await office.ask("RULE-SET \(keys)", as: .manager).refusal == name)
        #expect(office.rules.now.rules == before)
    }

    @Test("of two who change a rule at once, one is told")
    func contested() async throws {
        let office = try Office { $0.isContested = true }
        #expect(await office.ask(new, as: .manager).refusal == .conflict)
        #expect(await office.ask(new).refusal == .denied)
    }
}
