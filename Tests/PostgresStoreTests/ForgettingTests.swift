import GarageNetwork
import SQL
import Testing

@testable import PostgresStore

/// Forgetting, halting, the register and retention, in the database.
@Suite struct ForgettingTests {
    private let own = Scope.organisation(OrganisationID(7))
    private let other = Scope.organisation(OrganisationID(8))

    /// All else that can be kept of the first person.
    private static let answersAndDecision = """
        INSERT INTO impact.questionnaire (version, sha256, json, loaded_at)
        VALUES ('v', sha256(convert_to('{}', 'UTF8')), '{}', now());
        INSERT INTO impact.assessment
            (beneficiary, organisation, kind, version, on_day, index, dimensions, sums, answered,
             valid_until, recorded_at, request_key, request_hash)
        VALUES (1, 7, 'entry', 'v', '2026-11-20', 41, '{}', '{}', 1, '2027-05-22', now(), 'k', '');
        INSERT INTO person.answer (assessment, beneficiary, sealed, sealed_with)
        VALUES (1, 1, 'sealed', 1);
        INSERT INTO person.sensitive_answer (assessment, beneficiary, sealed, sealed_with)
        VALUES (1, 1, 'sealed', 1);
        INSERT INTO person.eligibility_decision
            (beneficiary, result, grounds, sealed_with, digest, on_day, decided_at, by_role)
        VALUES (1, 'no', 'sealed', 1, sha256('d'), '2026-11-20', now(), 'prescriber')
        """

    @Test func somebodyWhoIsForgottenIsNobody() async throws {
        try await TestStore.with { store in
            let garage = try await store.addGarages(1)[0]
            let person = try await store.addPeople(1)[0]
            let code = try await store.place(person, at: garage)
            let sql = try store.connect()
            try sql.sql(Self.answersAndDecision)
            let personal = try sql.tables().filter {
                $0.hasPrefix("person.") && !["person.key", "person.tombstone"].contains($0)
            }
            // Without a row, that a table is empty afterwards would say nothing.
            for table in personal {
                #expect(try sql.count("SELECT count(*) FROM \(table)") == 1, "\(table)")
            }
            try await store.forget(person, own)
            // The place is given back, and the garage's history says so.
            let history = try await store.history(of: code)
            #expect(history.referral.state == .cancelled)
            #expect(history.referral.beneficiary != person)
            #expect(history.events.last?.reason == ReasonCode.objection.rawValue)
            #expect(try store.connect().violations() == [])
            // Nothing anywhere names them any more.
            for table in try sql.tables() where table != "audit.entry" {
                let rows = try sql.count(
                    "SELECT count(*) FROM \(table) AS t WHERE t::text LIKE '%\(person.text)%'")
                #expect(rows == 0, "\(table)")
            }
            for table in personal {
                #expect(try sql.count("SELECT count(*) FROM \(table)") == 0, "\(table)")
            }
            #expect(try sql.count("SELECT count(*) FROM person.tombstone") == 1)
            #expect(try sql.count("SELECT count(*) FROM impact.assessment") == 1)
            #expect(try sql.count("SELECT sum(people)::bigint FROM ledger.departed") == 1)
            // Asked again: the same. By others, and by any other question: nobody.
            try await store.forget(person, own)
            #expect(try sql.count("SELECT sum(people)::bigint FROM ledger.departed") == 1)
            #expect(try await store.holding(person, other) == nil)
            #expect(
                try await store.ledger.beneficiary(person, visibleTo: .everything(.admin)) == nil)
            #expect(try await store.store.rights.export(of: person, visibleTo: own) == nil)
            #expect(
                try await store.store.rights.register(
                    .access, of: person, on: .rights, visibleTo: own) == nil)
            let again = ReferralOrder.example(person, at: [garage], key: "again")
            #expect(await store.ledger.word(again) == "nobody")
        }
    }

    /// A table that names a person and is not here is one that forgetting does not know.
    @Test func everyTableThatNamesAPersonIsTreated() async throws {
        let treated: Set = [
            // Emptied.
            "person.file", "person.answer", "person.sensitive_answer",
            "person.eligibility_decision", "person.tombstone",
            // Names no person.
            "person.key",
            // Kept, under a number that leads to nobody.
            "ledger.referral", "ledger.unplaced", "ledger.person_request", "impact.assessment",
            "impact.outcome",
        ]
        let sql = try PostgresConnection(conninfo: await TestCluster.database())
        let found = try sql.tables(
            where: "n.nspname = 'person' OR EXISTS (SELECT FROM pg_attribute a"
                + " WHERE a.attrelid = c.oid AND a.attname = 'beneficiary')")
        #expect(Set(found) == treated)
    }

    @Test func anObjectionEndsWhatIsOpenAndEveryRoundPassesBy() async throws {
        try await TestStore.with { store in
            let garage = try await store.addGarages(1)[0]
            let referral = try await store.placed(at: [garage])
            let order = HaltOrder(
                id: referral.beneficiary, kind: .objection, isOn: true, scope: own,
                at: .relayHours(1))
            let outcome = try await store.store.rights.halt(order)
            #expect(outcome == .halted(calledOff: referral.code, open: nil, replayed: false))
            #expect(
                try await store.store.rights.halt(order)
                    == .halted(calledOff: nil, open: nil, replayed: true))
            let again = ReferralOrder.example(
                referral.beneficiary, at: [garage], key: "again", on: .relayHours(2))
            #expect(await store.ledger.word(again) == "nobody")
            #expect(try store.connect().violations() == [])
        }
    }

    @Test func aLimitationKeepsThePlaceAndNothingIsDone() async throws {
        try await TestStore.with { store in
            let garage = try await store.addGarages(1)[0]
            let referral = try await store.placed(at: [garage])
            let declined = try await store.placed(at: [garage], key: "second")
            try await store.decline(declined)
            for person in [referral.beneficiary, declined.beneficiary] {
                _ = try await store.store.rights.halt(
                    HaltOrder(
                        id: person, kind: .limitation, isOn: true, scope: own,
                        at: .relayHours(10)))
            }
            #expect(
                try await store.relay.due(at: .relayHours(30))
                    == DueCount(reminders: 0, expiries: 0))
            let reminded = try await store.relay.remind(at: .relayHours(30), after: 0, limit: 9)
            let expired = try await store.relay.expire(at: .relayHours(60), after: 0, limit: 9)
            #expect((reminded.done, expired.done) == (0, 0))
            #expect(try await store.due(at: .relayHours(30)).isEmpty)
            #expect(try await store.history(of: referral.code).referral.state == .proposed)
            // Lifted after fifty hours: the garage has as long as it had left.
            let lifted = try await store.store.rights.halt(
                HaltOrder(
                    id: referral.beneficiary, kind: .limitation, isOn: false, scope: own,
                    at: .relayHours(60)))
            #expect(lifted == .halted(calledOff: nil, open: referral.code, replayed: false))
            #expect(
                try await store.history(of: referral.code).referral.answerBy == .relayHours(98))
            #expect(try await store.relay.due(at: .relayHours(99)).expiries == 1)
        }
    }

    @Test func aRequestIsDueOneMonthLater() async throws {
        try await TestStore.with { store in
            let person = try await store.addPeople(1)[0]
            let days = [
                ("2026-01-31", "2026-02-28"), ("2028-01-31", "2028-02-29"),
                ("2026-11-21", "2026-12-21"), ("2026-12-31", "2027-01-31"),
            ]
            for (came, due) in days {
                let request = try await store.store.rights.register(
                    .access, of: person, on: try #require(Day(came)), visibleTo: own)
                #expect(request?.dueOn == Day(due))
            }
            let twice = try await store.store.rights.register(
                .access, of: person, on: try #require(Day("2026-01-31")), visibleTo: own)
            #expect(twice?.number == 1)
            #expect(
                try await store.store.rights.close(
                    1, as: .done, on: .rights, visibleTo: other) == nil)
            let closed = try await store.store.rights.close(
                1, as: .done, on: .rights, visibleTo: own)
            #expect(closed?.outcome == .done)
            let facts = try await store.store.rights.requestFacts()
            #expect(facts.open == 3)
            #expect(facts.firstDue == Day("2026-12-21"))
        }
    }

    @Test func onlyWhatWasNoticedAndIsIdleIsErased() async throws {
        try await TestStore.with { store in
            let garage = try await store.addGarages(1)[0]
            let people = try await store.addPeople(6)
            let sql = try store.connect()
            try sql.sql("UPDATE person.file SET last_contact_on = '2024-01-15'")
            try sql.sql("UPDATE person.file SET last_contact_on = '2026-01-15' WHERE number = 6")
            // One has an open referral, one a request, one is limited.
            _ = try await store.place(people[0], at: garage)
            let rights = store.store.rights
            _ = try await rights.register(.access, of: people[1], on: .rights, visibleTo: own)
            _ = try await rights.halt(
                HaltOrder(
                    id: people[2], kind: .limitation, isOn: true, scope: own, at: nil))
            try sql.sql("UPDATE person.file SET last_contact_on = '2024-01-15' WHERE number = 3")
            var term = RetentionTerm(today: .rights, months: 24, noticeDays: 30)
            #expect(try await rights.due(term, after: 0, limit: 9).isEmpty)
            #expect(try await rights.notice(term, after: .start, limit: 2).noticed == 0)
            #expect(try await rights.notice(term, after: .start, limit: 500).noticed == 2)
            #expect(try await rights.notice(term, after: .start, limit: 500).noticed == 0)
            let count = try await rights.count(term)
            #expect((count.toNotice, count.due, count.keptByRequest) == (0, 0, 1))
            #expect(count.frozen == 1)
            term.today = Day.rights + 29
            #expect(try await rights.due(term, after: 0, limit: 9).isEmpty)
            term.today = Day.rights + 30
            #expect(try await rights.count(term).due == 2)
            let due = try await rights.due(term, after: 0, limit: 9)
            // Somebody is in contact between the page and the erasing.
            try sql.sql(
                "UPDATE person.file SET last_contact_on = '2026-12-01' WHERE number = 5")
            let departures = due.map {
                Departure(number: $0.number, department: "62", ageBand: .unknown)
            }
            #expect(try await rights.forget(departures, term: term, at: nil) == 1)
            #expect(try await rights.forget(departures, term: term, at: nil) == 0)
            #expect(try sql.count("SELECT count(*) FROM person.file") == 5)
        }
    }
}

extension Day {
    /// 2026-11-21.
    fileprivate static var rights: Day { Day(year: 2026, month: 11, day: 21) ?? Day(ordinal: 0) }
}

extension TestStore {
    fileprivate func holding(
        _ id: BeneficiaryID, _ scope: Scope
    ) async throws -> PersonHolding? {
        try await store.rights.holding(of: id, visibleTo: scope)
    }

    fileprivate func forget(_ id: BeneficiaryID, _ scope: Scope) async throws {
        guard case .kept(let person) = try await holding(id, scope) else { return }
        try await store.rights.forget(
            Departure(number: person.number, department: "62", ageBand: .to35), by: scope, at: nil)
    }
}

extension PostgresConnection {
    fileprivate func tables(where condition: String = "true") throws -> [String] {
        let statement = Statement(
            SQL.File(
                name: "tables",
                text: "SELECT n.nspname || '.' || c.relname FROM pg_class c"
                    + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                    + " WHERE c.relkind = 'r' AND n.nspname !~ '^(pg_|information_schema)'"
                    + " AND (\(condition))"),
            takes: (), returns: (String.self))
        return try run(statement)
    }

    fileprivate func count(_ text: String) throws -> Int64 {
        let statement = Statement(
            SQL.File(name: "count \(text.hashValue)", text: text), takes: (),
            returns: (Int64.self))
        return try run(statement).first ?? -1
    }
}
