import Commands
import GarageNetwork
import LineProtocol
import Testing

/// Other people's ids are answered exactly like ids that do not exist.
@Suite struct ForeignIDTests {
    /// A verb as somebody calls it who sees only a part of the network.
    struct Case: Sendable, CustomTestStringConvertible {
        let command: Command
        let key: String
        let role: Role
        var testDescription: String { "\(command.verb) \(key)= as \(role)" }
    }

    /// Every verb that names a referral or a person, for every role that does not see them all.
    ///
    /// Rows of a file are not answered one by one: ImportStepsTests has them.
    static let cases: [Case] = Command.all.filter { $0.verb != "IMPORT-ROW" }.flatMap { command in
        ["referral", "beneficiary"].flatMap { key in
            [Role.prescriber, .garage].compactMap { role in
                command.roles.contains(role) && command.keys.contains { $0.name == key }
                    ? Case(command: command, key: key, role: role) : nil
            }
        }
    }

    /// Referral 2345678W and B1 are there, or nobody and nothing is.
    private static func rehearsal(isThere: Bool) -> Rehearsal {
        let book = LedgerBook { pages in
            guard isThere, let person = Rehearsal.oneAtLens,
                let referral = Rehearsal.referral(state: .noShow)
            else { return }
            pages.people[person.id] = person
            if let twin = BeneficiaryID("B2") {
                var other = person
                other.id = twin
                pages.people[twin] = other
            }
            pages.referrals = [referral]
        }
        var kept = KeptDesks(book)
        if isThere, let person = Rehearsal.oneAtLens {
            kept.waiting = [person.id: person.organisation]
        }
        return Rehearsal(book: book, desks: kept.desks)
    }

    private static func line(_ command: Command) -> String {
        command.keys.filter { $0.isRequired || $0.name == "beneficiary" }
            .reduce(command.verb) { "\($0) \($1.name)=\(sample($1.name, in: command))" }
            + (more[command.verb].map { " \($0)" } ?? "")
    }

    /// What a request needs beside the keys that are always required.
    private static let more = [
        "BENEFICIARY-SET": "max_km=9", "BENEFICIARY-FREEZE": "reason=claim",
        "ELIGIBLE": "qf=640 proof=caf-attestation proof_on=2026-10-02",
    ]

    private static func sample(_ key: String, in command: Command) -> String {
        switch key {
        case "referral": "2345678W"
        case "beneficiary": "B1"
        case "into": "B2"
        case "reason": "other"
        case "step": "received"
        case "answer": "unrepairable"
        case "amount_cents": "1"
        case "months": "3"
        case "result": "training"
        case "source": "person"
        case "funder": "caf"
        case "state": "asked"
        case "kind": command.verb == "ASSESS" ? "entry" : "access"
        case "answers": "\"E1=4,E2=3\""
        default: "k1"
        }
    }

    @Test("a stranger cannot tell what is another's from what is nowhere", arguments: cases)
    func same(one: Case) async throws {
        let stranger = Caller(
            role: one.role, organisation: one.role == .prescriber ? OrganisationID(2) : nil,
            garage: one.role == .garage ? 2 : nil)
        let line = Self.line(one.command)
        let foreign = await Talk(Self.rehearsal(isThere: true), as: stranger).say(line)
        let missing = await Talk(Self.rehearsal(isThere: false), as: stranger).say(line)
        #expect(foreign == missing, "\(line)")
        #expect(foreign.error?.name == .noSuch, "\(line): \(foreign)")
    }

    @Test("whoever it belongs to is told something else", arguments: cases)
    func own(one: Case) async {
        let answer = await Self.rehearsal(isThere: true).ask(
            Self.line(one.command), as: one.role)
        #expect(answer.error?.name != .noSuch, "\(Self.line(one.command))")
    }

    @Test("the verbs that name a referral or a person are among them")
    func covered() {
        let verbs = Set(Self.cases.map(\.command.verb))
        #expect(
            verbs.isSuperset(of: [
                "REFERRAL", "ACCEPT", "DECLINE", "CANCEL", "STEP", "REBOOK", "QUOTE",
                "QUOTE-ANSWER", "FUNDING", "REDIRECT", "WITHDRAW", "BENEFICIARY-SHOW", "REFER",
                "MATCH", "OUTCOME", "OUTCOMES", "ASSESS", "ASSESSMENTS", "SHEET", "ELIGIBLE",
                "BENEFICIARY-SET", "BENEFICIARY-MERGE", "BENEFICIARY-EXPORT",
                "BENEFICIARY-FORGET", "BENEFICIARY-FREEZE", "REQUEST-ADD",
            ]))
    }
}
