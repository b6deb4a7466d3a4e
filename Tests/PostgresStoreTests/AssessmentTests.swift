import GarageNetwork
import SQL
import Sealing
import Testing

@testable import PostgresStore

/// Assessments in the database: kept whole or not at all, sealed, under the role of persons.
@Suite struct AssessmentTests {
    static let canary = "KANARIENVOGEL"

    private static func day(_ text: String) throws -> Day { try #require(Day(text)) }

    private static func order(
        _ person: BeneficiaryID, kind: AssessmentKind = .entry, on: String = "2026-11-20",
        key: String, index: Int? = 41, sensitive: [String: Int] = ["P1": 1],
        hint: ReachHint = ReachHint(), organisation: Int64 = 7, version: String = "q/1",
        request: String = "asked"
    ) throws -> AssessmentOrder {
        let on = try day(on)
        return AssessmentOrder(
            person: person, scope: .organisation(OrganisationID(organisation)),
            sheet: AnswerSheet(
                scores: ["E1": 4], sensitive: sensitive, context: ["use": canary]),
            figures: AssessmentFigures(
                kind: kind, version: version, on: on, validUntil: on + 183, index: index,
                dimensions: [
                    "environment": .init(earned: 25, answered: 10, points: 62.5),
                    "licence": .init(earned: 8, answered: 3, points: 200.0 / 3),
                ], answeredWeight: 13),
            hint: hint, key: key, canonicalRequest: request, at: nil)
    }

    private static func with(
        _ body: (TestStore, PostgresMobility, BeneficiaryID) async throws -> Void
    ) async throws {
        try await TestStore.with { test in
            let desk = test.store.mobility
            try await desk.keep([KeptQuestionnaire(version: "q/1", json: #"{"v":1}"#)])
            let people = try await test.addPeople(1)
            try await body(test, desk, try #require(people.first))
        }
    }

    private func count(_ table: String, _ test: TestStore) throws -> Int64 {
        try test.connect().value("SELECT count(*) FROM \(table)", Int64.self)
    }

    @Test("what is kept reads back as it was, to the last digit")
    func reads() async throws {
        try await Self.with { test, desk, person in
            let order = try Self.order(person, key: "k1")
            let outcome = try await desk.assess(order)
            guard case .kept(let number, replayed: false) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            let kept = try #require(
                try await desk.assessments(of: person, visibleTo: order.scope))
            #expect(
                kept == [
                    KeptAssessment(number: number, figures: order.figures, isSuperseded: false)
                ])
            #expect(try count("person.answer", test) == 1)
            #expect(try count("person.sensitive_answer", test) == 1)
        }
    }

    @Test("neither answers nor words of a person are readable in the database")
    func sealed() async throws {
        try await Self.with { test, desk, person in
            _ = try await desk.assess(try Self.order(person, key: Self.canary))
            let connection = try test.connect()
            for table in ["person.answer", "person.sensitive_answer", "impact.assessment"] {
                let text = try connection.value(
                    "SELECT string_agg(t::text, ' ') FROM \(table) t", String.self)
                #expect(!text.contains(Self.canary) && !text.contains("P1"))
            }
            for (table, field) in [
                ("answer", SealedField.answers), ("sensitive_answer", .sensitiveAnswers),
            ] {
                let bytes = try connection.value("SELECT sealed FROM person.\(table)", Bytes.self)
                let key = try connection.value(
                    "SELECT sealed_with FROM person.\(table)", Int16.self)
                if field == .answers {
                    let opened = try TestStore.vault.open(
                        SealedAnswers.self, bytes.bytes, key: key, as: field, of: person.text)
                    #expect(opened.context == ["use": Self.canary] && opened.scores == ["E1": 4])
                } else {
                    let opened = try TestStore.vault.open(
                        [String: Int].self, bytes.bytes, key: key, as: field, of: person.text)
                    #expect(opened == ["P1": 1])
                }
            }
        }
    }

    @Test("without a sensitive answer there is no sensitive row")
    func optional() async throws {
        try await Self.with { test, desk, person in
            _ = try await desk.assess(try Self.order(person, key: "k", sensitive: [:]))
            #expect(try count("person.sensitive_answer", test) == 0)
            #expect(try count("person.answer", test) == 1)
        }
    }

    @Test("the same key is kept once; another request with it is refused")
    func repetition() async throws {
        try await Self.with { test, desk, person in
            let order = try Self.order(person, key: "k1")
            let first = try await desk.assess(order)
            guard case .kept(let number, _) = first else { throw UnexpectedOutcome() }
            #expect(try await desk.assess(order) == .kept(number: number, replayed: true))
            let other = try Self.order(person, key: "k1", request: "else")
            #expect(try await desk.assess(other) == .keyReused)
            let another = try #require(try await test.addPeople(1).first)
            #expect(
                try await desk.assess(try Self.order(another, key: "k1", request: "else"))
                    == .keyReused)
            #expect(try count("impact.assessment", test) == 1)
        }
    }

    @Test("a later one of the same kind and day stands in the place of the first")
    func correction() async throws {
        try await Self.with { test, desk, person in
            for (kind, day, key) in [
                (AssessmentKind.entry, "2026-11-20", "a"), (.entry, "2026-11-20", "b"),
                (.entry, "2026-11-20", "c"), (.exit, "2026-11-20", "d"),
                (.entry, "2026-11-21", "e"),
            ] {
                _ = try await desk.assess(
                    try Self.order(person, kind: kind, on: day, key: key, request: key))
            }
            let kept = try await desk.assessments(of: person, visibleTo: .everything(.admin))
            #expect(kept?.map(\.isSuperseded) == [true, true, false, false, false])
            #expect(try count("impact.assessment_now", test) == 3)
        }
    }

    @Test("the hint of the reach goes with it, and one of an older day says nothing of now")
    func reach() async throws {
        try await Self.with { test, desk, person in
            let until = try Self.day("2027-05-22")
            _ = try await desk.assess(
                try Self.order(
                    person, key: "a", hint: ReachHint(far: .minutes(40), low: .until(until))))
            func mobility() async throws -> PersonMobility? {
                try await test.ledger.beneficiary(person, visibleTo: .everything(.admin))?.mobility
            }
            let first = try await mobility()
            #expect(first?.farMinutes == 40 && first?.lowMobilityUntil == until)
            _ = try await desk.assess(
                try Self.order(
                    person, on: "2026-11-19", key: "b",
                    hint: ReachHint(far: .km(9), low: .no), request: "b"))
            #expect(try await mobility() == first)
            _ = try await desk.assess(
                try Self.order(
                    person, on: "2026-11-21", key: "c", hint: ReachHint(far: .km(9), low: .no),
                    request: "c"))
            let last = try await mobility()
            #expect(last?.farKm == 9 && last?.farMinutes == nil && last?.lowMobilityUntil == nil)
        }
    }

    @Test("somebody else's person, one who was halted, a version that is not there: nothing")
    func refused() async throws {
        try await Self.with { test, desk, person in
            let foreign = try Self.order(person, key: "a", organisation: 8)
            #expect(try await desk.assess(foreign) == .noSuchPerson)
            #expect(try await desk.assessments(of: person, visibleTo: foreign.scope) == nil)
            let unknown = try Self.order(person, key: "b", version: "q/2")
            #expect(try await desk.assess(unknown) == .unknownVersion)
            for (word, outcome) in [
                ("objection", AssessmentOutcome.halted(.objection)), ("frozen", .halted(.frozen)),
                ("forgotten", .noSuchPerson), ("merged", .noSuchPerson),
            ] {
                try test.connect().script(
                    "UPDATE ledger.beneficiary SET halted = '\(word)'", name: "test")
                #expect(try await desk.assess(try Self.order(person, key: word)) == outcome)
            }
            for table in ["impact.assessment", "person.answer", "person.sensitive_answer"] {
                #expect(try count(table, test) == 0)
            }
        }
    }

    @Test("a version stays what it was")
    func versions() async throws {
        try await Self.with { test, desk, _ in
            try await desk.keep([
                KeptQuestionnaire(version: "q/1", json: #"{"v":2}"#),
                KeptQuestionnaire(version: "q/2", json: #"{"v":2}"#),
            ])
            #expect(
                try await desk.questionnaires().map(\.json) == [#"{"v":1}"#, #"{"v":2}"#])
            #expect(throws: StoreError.self) {
                try test.connect().script(
                    "UPDATE impact.questionnaire SET json = ''", name: "test")
            }
        }
    }

    @Test(
        "the daemon's role alters no assessment and reads no answer",
        arguments: [
            "UPDATE impact.assessment SET index = 1", "DELETE FROM impact.assessment",
            "INSERT INTO impact.assessment (beneficiary) VALUES (1)",
            "SELECT * FROM person.answer", "SELECT * FROM person.sensitive_answer",
            "DELETE FROM impact.questionnaire",
        ])
    func rights(statement: String) async throws {
        try await Self.with { test, _, _ in
            let connection = try PostgresConnection(conninfo: test.conninfo, options: .daemon)
            #expect(throws: StoreError.self) {
                try connection.script(statement, name: "test")
            }
        }
    }

    @Test("twenty assessments of one person at once are twenty, one correcting the other")
    func together() async throws {
        try await Self.with { test, desk, person in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        let order = try Self.order(
                            person, key: "k\(number)", request: "\(number)")
                        while true {
                            do throws(LedgerError) {
                                _ = try await desk.assess(order)
                                return
                            } catch .busy {
                                continue
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let kept = try await desk.assessments(of: person, visibleTo: .everything(.admin))
            #expect(kept?.count == 20 && kept?.count { !$0.isSuperseded } == 1)
        }
    }
}

extension PostgresConnection {
    /// The one value of a query.
    fileprivate func value<Value: PostgresScalar & PostgresValue>(
        _ text: String, _: Value.Type
    ) throws -> Value {
        let file = SQL.File(name: "test_\(UInt32.random(in: 0 ... .max))", text: text)
        let rows = try run(Statement(file, takes: (), returns: (Value.self)))
        return try #require(rows.first)
    }
}
