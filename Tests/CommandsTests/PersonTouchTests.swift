import Commands
import GarageNetwork
import LineProtocol
import Testing

/// Nothing of a person is read, written or taken away that the audit does not know of first.
///
/// Three things together: a verb that remembers must declare it (`Call.auditNote` refuses else); a
/// verb that declares must remember, or what it asks must not be answered; and a verb that shows
/// any of a person's canaries must declare.
@Suite struct PersonTouchTests {
    /// What the file of B1 holds, in no other place of the rehearsal.
    private static let canaries = [
        "Quetzal", "Ysoline", "0698765432", "canari@exemple", "impasse", "durite", "1983-07-06",
        "50.43987", "2.83123",
    ]

    /// Verbs whose entry is written with what it is about, in one transaction.
    private static let inTransaction: Set = ["BENEFICIARY-ADD", "IMPORT-COMMIT"]
    /// Rows of a file are answered by the commit of the file; AUTH touches nobody.
    private static let unasked: Set = ["IMPORT-ROW", "IMPORT-COMMIT", "AUTH"]

    private static func person() -> PersonFile? {
        guard var person = Rehearsal.oneAtLens else { return nil }
        person.position = Rehearsal.point(50.43987, 2.83123)
        let identity = Identity(
            familyName: "Quetzal", givenName: "Ysoline", birthDate: Day("1983-07-06"),
            phone: "0698765432", email: "canari@exemple.fr", contact: .phone,
            address: "3 impasse du Pont", need: "durite percée")
        return PersonFile(
            person: person, identity: identity, lastContactOn: Rehearsal.start.paris.day)
    }

    private struct World {
        let audit: AuditBook
        let rehearsal: Rehearsal
    }

    private static func world(auditFails failure: LedgerError? = nil, _ line: String) -> World {
        let state: ReferralState = verb(line) == "REBOOK" ? .noShow : .proposed
        let book = LedgerBook { pages in
            guard let file = person(), let referral = Rehearsal.referral(state: state) else {
                return
            }
            pages.people[file.person.id] = file.person
            pages.referrals = [referral]
        }
        var kept = KeptDesks(book)
        kept.exported = [
            ExportPart("identity", [("family_name", .text("Quetzal"))]),
            ExportPart("situation", [("address", .text("3 impasse du Pont"))]),
        ]
        var desks = kept.desks
        let audit = AuditBook(failure: failure)
        desks.audit = audit
        desks.persons = PersonBook(book) { pages in
            guard let file = person() else { return }
            pages.files[file.person.id] = file
            // Somebody enrolled twice, for whoever makes one file of two.
            guard let twin = BeneficiaryID("B2") else { return }
            pages.files[twin] = file
            pages.files[twin]?.person.id = twin
        }
        return World(audit: audit, rehearsal: Rehearsal(book: book, desks: desks))
    }

    private static func verb(_ line: String) -> String { String(line.prefix { $0 != " " }) }

    /// Every verb as each role that may call it.
    struct Case: Sendable, CustomTestStringConvertible {
        let line: String
        let role: Role
        var testDescription: String { "\(line) as \(role)" }
    }

    static let cases = AvailabilityTests.requests.flatMap { line in
        (Command.named(verb(line))?.roles ?? []).map { Case(line: line, role: $0) }
    }

    @Test("every verb that touches a person's file is asked here")
    func complete() {
        let asked = Set(AvailabilityTests.requests.map(Self.verb))
        let touching = Command.all.filter { $0.touchesPerson != .nothing }.map(\.verb)
        #expect(Set(touching).subtracting(Self.unasked).isSubset(of: asked))
        #expect(touching.contains("BENEFICIARY-SHOW") && touching.contains("BENEFICIARY-ADD"))
    }

    @Test("whoever is shown a person is remembered, by a verb that declares it", arguments: cases)
    func shown(one: Case) async throws {
        let world = Self.world(one.line)
        let answer = await world.rehearsal.ask(one.line, as: one.role)
        let text = String(reflecting: answer)
        guard let canary = Self.canaries.first(where: text.contains) else { return }
        let command = try #require(Command.named(Self.verb(one.line)))
        #expect(command.touchesPerson != .nothing, "\(one.line) shows \(canary)")
        #expect(!world.audit.remembered.isEmpty, "\(one.line) shows \(canary) unseen")
    }

    @Test("what is declared is remembered, under a pseudonym or a code", arguments: cases)
    func remembered(one: Case) async throws {
        let command = try #require(Command.named(Self.verb(one.line)))
        let world = Self.world(one.line)
        let answer = await world.rehearsal.ask(one.line, as: one.role)
        #expect(answer.refusal != .internal, "\(answer.error?.message ?? "")")
        for note in world.audit.remembered {
            #expect(note.asked == command.verb)
            #expect(note.object.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) })
            let said = [note.object, note.purpose].joined(separator: " ")
            #expect(!Self.canaries.contains { said.contains($0) })
        }
    }

    @Test(
        "each verb that declares remembers what it does, for somebody",
        arguments: Command.all.filter { $0.touchesPerson != .nothing })
    func declared(command: Command) async throws {
        guard !Self.inTransaction.contains(command.verb), !Self.unasked.contains(command.verb)
        else { return }
        var actions: Set<AuditAction> = []
        for one in Self.cases where Self.verb(one.line) == command.verb {
            let world = Self.world(one.line)
            _ = await world.rehearsal.ask(one.line, as: one.role)
            actions.formUnion(world.audit.remembered.map(\.action))
        }
        let expected: AuditAction =
            switch command.touchesPerson {
            case .nothing, .reads: .read
            case .writes: .write
            case .exports: .export
            }
        #expect(actions.contains(expected), "\(command.verb) remembers \(actions)")
    }

    @Test("while the audit cannot be written nobody is shown or changed", arguments: cases)
    func closed(one: Case) async {
        let world = Self.world(auditFails: .storeDown, one.line)
        let answer = await world.rehearsal.ask(one.line, as: one.role)
        let text = String(reflecting: answer)
        #expect(!Self.canaries.contains { text.contains($0) }, "\(one.line)")
        // The same question, of an audit that works, tells whether it would have been remembered.
        let open = Self.world(one.line)
        _ = await open.rehearsal.ask(one.line, as: one.role)
        let command = Command.named(Self.verb(one.line))
        // An answer to a proposal is written also where nobody may be shown whom it is about.
        let mayGoOn = command?.effect == .writes && command?.touchesPerson == .reads
        if !open.audit.remembered.isEmpty, !mayGoOn {
            #expect(answer.refusal == .storeDown, "\(one.line) goes on without the audit")
        }
    }

    @Test("nobody is remembered who was not shown anything")
    func strangers() async {
        let ofPeople = AvailabilityTests.requests.filter { $0.contains(" beneficiary=") }
        #expect(ofPeople.count > 10)
        for line in ofPeople + ["BENEFICIARY-SHOW beneficiary=B2"] {
            for role in [Role.prescriber, .garage] {
                let world = Self.world(line)
                let stranger = Caller(role: role, organisation: OrganisationID(2), garage: 2)
                _ = await Talk(world.rehearsal, as: stranger).say(line)
                #expect(world.audit.remembered.isEmpty, "\(line) as \(role)")
            }
        }
    }
}
