import GarageNetwork
import Testing

@testable import PostgresStore

/// A referral that facts reach late, twice, out of order, or after its place was given back.
@Suite struct LifeTests {
    @Test func factsInAnyOrderSayTheSame() async throws {
        try await TestStore.with { store in
            let garage = try await store.addGarages(1)[0]
            let told: [ToldFact] = try [
                .on(.receive, "2026-11-09"), .on(.completeFile, "2026-11-09"),
                .on(.quote, "2026-11-12"), .on(.waitForFunds, "2026-11-14"),
                .on(.quoteAccepted, "2026-12-01"), .on(.repair, "2026-12-08"),
                .on(.answerSatisfaction, "2026-12-20"),
            ]
            let course = ReferralCourse(telling: told)
            for person in try await store.addPeople(6) {
                let code = try await store.place(person, at: garage, on: .inNovember)
                for fact in told.shuffled() {
                    let outcome = try await store.tell(fact, of: code)
                    #expect(outcome.isReplayed == false)
                }
                let history = try await store.history(of: code)
                #expect(history.referral.state == .closed)
                #expect(history.referral.course == course)
                // Once more: nothing is written.
                for fact in told {
                    #expect(try await store.tell(fact, of: code).isReplayed == true)
                }
                #expect(try await store.history(of: code) == history)
            }
            #expect(try store.connect().violations() == [])
        }
    }

    /// A better date of the reception moves the person to another month's report, in the database
    /// and in what the daemon knows.
    @Test func aReceptionMovesToTheMonthItWasIn() async throws {
        try await TestStore.with { store in
            let garage = try await store.addGarages(1)[0]
            let person = try await store.addPeople(1)[0]
            let code = try await store.place(person, at: garage, on: .inNovember)
            let days = ["2026-12-03", "2026-11-30", "2026-12-05"]
            let received = [[0, 1], [1, 0], [1, 0]]
            for (day, expected) in zip(days, received) {
                _ = try await store.tell(.on(.receive, day), of: code)
                var known: [Int] = []
                for month in ["2026-11", "2026-12"] {
                    let month = try #require(Month(month))
                    let count = store.observer.seen.counts[garage]?[month]?.received ?? 0
                    let stored = try await store.ledger.counts(of: month).first?.received ?? 0
                    #expect(count == stored)
                    known.append(stored)
                }
                #expect(known == expected, "\(day)")
            }
            #expect(try store.connect().violations() == [])
        }
    }

    @Test(
        arguments: [
            // How the place was given back, what is told then, and the answer.
            ([ReferralEvent.expire], ReferralEvent.receive, "moved"), ([.expire], .accept, "moved"),
            ([.expire], .noShow, "moved"), ([.expire], .repair, "moved"),
            ([.expire], .decline, "moved"), ([.accept, .noShow], .completeFile, "moved"),
            ([.accept, .noShow], .rebook, "moved"), ([.accept, .noShow], .accept, "replayed"),
            ([.decline], .receive, "conflict"), ([.cancel], .receive, "conflict"),
            ([.redirect], .repair, "conflict"), ([.decline], .redirect, "moved"),
            ([.expire, .redirect], .accept, "conflict"),
            ([.noShow, .rebook, .receive], .rebook, "conflict"),
        ] as [([ReferralEvent], ReferralEvent, String)])
    func aPlaceThatWasGivenBack(
        before: [ReferralEvent], then: ReferralEvent, answer: String
    ) async throws {
        try await TestStore.with { store in
            let garage = try await store.addGarages(1, cap: 1)[0]
            let people = try await store.addPeople(2)
            let code = try await store.place(people[0], at: garage)
            for event in before { _ = try await store.tell(event, of: code) }
            #expect(try await store.tell(then, of: code).word == answer)
            #expect(try store.connect().violations() == [])
            guard try await store.history(of: code).referral.state.isCommitted else { return }
            // Nobody else has the place.
            let other = await store.ledger.word(
                .example(people[1], at: [garage], key: "of-the-other"))
            #expect(other == "full")
        }
    }

    @Test func aPlaceThatSomebodyElseTookIsFull() async throws {
        try await TestStore.with { store in
            let garage = try await store.addGarages(1, cap: 1)[0]
            let people = try await store.addPeople(2)
            let code = try await store.place(people[0], at: garage)
            _ = try await store.tell(.expire, of: code)
            _ = try await store.place(people[1], at: garage)
            let before = try await store.history(of: code)
            for event in [ReferralEvent.accept, .receive, .answerSatisfaction] {
                #expect(try await store.tell(event, of: code).word == "full")
            }
            #expect(try await store.history(of: code) == before)
            let kinds = try await store.record([.on(.receive, nil, of: code)])
            #expect(kinds == [.full])
            #expect(try store.connect().violations() == [])
        }
    }

    /// A cap that was lowered stays, though a place of the same garage is freed on the way.
    @Test(arguments: [(2, "moved"), (0, "full")])
    func theGarageAgainWhoseCapWasChanged(cap: Int, answer: String) async throws {
        try await TestStore.with { store in
            let garage = try await store.addGarages(1, cap: 1)[0]
            let person = try await store.addPeople(1)[0]
            let code = try await store.place(person, at: garage)
            _ = try await store.tell(.expire, of: code)
            let next = try await store.place(person, at: garage, key: "again")
            try store.connect().sql("UPDATE network.garage SET monthly_cap = \(cap)")
            let order = try StepOrder.on(.receive, nil, of: code)
            let rehearsed = try await store.record([order], isRehearsal: true)
            #expect(rehearsed == [answer == "full" ? .full : .moved])
            #expect(try await store.tell(.receive, of: code).word == answer)
            let state = try await store.history(of: next).referral.state
            #expect(state == (answer == "full" ? .proposed : .cancelled))
            #expect(try store.connect().violations() == [])
        }
    }

    @Test(
        arguments: [
            // What the other garage knows, what is told here, and the answer.
            ([], ReferralEvent.receive, "moved"), ([ReferralEvent.accept], .receive, "moved"),
            ([.accept], .repair, "moved"), ([], .accept, "elsewhere"), ([], .noShow, "moved"),
            ([.receive], .receive, "elsewhere"), ([.receive, .quote], .quote, "elsewhere"),
            ([.receive, .repair], .receive, "moved"), ([.decline], .receive, "moved"),
        ] as [([ReferralEvent], ReferralEvent, String)])
    func aPersonWhoWasSentOnMeanwhile(
        there: [ReferralEvent], here: ReferralEvent, answer: String
    ) async throws {
        for isFile in [false, true] {
            try await TestStore.with { store in
                let garages = try await store.addGarages(2)
                let person = try await store.addPeople(1)[0]
                let code = try await store.place(person, at: garages[0])
                // Only who did not come has a new appointment.
                _ = try await store.tell(here == .rebook ? .noShow : .expire, of: code)
                let other = try await store.place(person, at: garages[1], key: "again")
                for event in there { _ = try await store.tell(event, of: other) }
                let before = try await store.history(of: other)
                if !isFile {
                    #expect(try await store.tell(here, of: code).word == answer)
                } else if here.isFact {
                    let kinds = try await store.record([.on(here, nil, of: code)])
                    #expect(kinds == [answer == "moved" ? .moved : .elsewhere])
                } else {
                    return
                }
                let after = try await store.history(of: other)
                if answer == "moved", before.referral.state.isOpen, here != .noShow {
                    #expect(after.referral.state == .cancelled)
                    let last = try #require(after.events.last)
                    #expect(last.reason == "duplicate" && last.by == .admin)
                    #expect(last.channel == .job)
                    #expect(
                        store.observer.seen.committed(garages[1]) == 0, "the daemon knows, too")
                } else {
                    #expect(after == before)
                }
                #expect(try store.connect().violations() == [])
            }
        }
    }

    @Test func aDayBeforeTheReferralIsTooEarly() async throws {
        try await TestStore.with { store in
            let garage = try await store.addGarages(1)[0]
            let person = try await store.addPeople(1)[0]
            let code = try await store.place(person, at: garage, on: .inNovember)
            let made = try #require(Day("2026-11-05"))
            #expect(try await store.tell(.on(.receive, "2026-11-04"), of: code) == .tooEarly(made))
            let kinds = try await store.record([.on(.receive, "2026-11-04", of: code)])
            #expect(kinds == [.tooEarly(made)])
            #expect(try await store.tell(.on(.receive, "2026-11-05"), of: code).word == "moved")
        }
    }

    /// What an operator does in psql is an event of the channel `database`, and counted.
    @Test func anOperatorsChangeIsAnEventThatSaysWhatItMeans() async throws {
        try await TestStore.with { store in
            let garage = try await store.addGarages(1)[0]
            let person = try await store.addPeople(1)[0]
            let code = try await store.place(person, at: garage)
            let sql = try store.connect()
            let steps: [(String, ReferralEvent)] = [
                ("state = 'accepted'", .accept), ("state = 'no-show'", .noShow),
                ("state = 'accepted'", .rebook),
                ("state = 'received', received_on = created_on + 2", .receive),
                ("state = 'quoted'", .quote), ("state = 'repaired'", .repair),
                ("state = 'closed'", .answerSatisfaction),
            ]
            for (change, event) in steps {
                try sql.sql("UPDATE ledger.referral SET \(change)")
                let last = try await store.history(of: code).events.last
                #expect(last?.event == event && last?.channel == .database, "\(change)")
                #expect(try sql.violations() == [], "\(change)")
            }
            let course = try await store.history(of: code).referral.course
            #expect(course.quote == .open && course.outcome == .repair)
            #expect(
                try sql.texts("SELECT (received_on - created_on)::text FROM ledger.referral")
                    == ["2"])
        }
    }

    @Test func aRowThatIsNotItsEventsIsFound() async throws {
        try await TestStore.with { store in
            let garage = try await store.addGarages(1)[0]
            let person = try await store.addPeople(1)[0]
            let code = try await store.place(person, at: garage)
            _ = try await store.tell(.receive, of: code)
            let sql = try store.connect()
            for change in [
                "received_on = received_on + 40", "quote = 'open'", "outcome = 'repaired'",
            ] {
                try sql.sql("BEGIN; UPDATE ledger.referral SET \(change)")
                let found = try sql.violations()
                #expect(found.contains { $0.contains("is not the events") }, "\(change)")
                try sql.sql("ROLLBACK")
            }
            #expect(try sql.violations() == [])
        }
    }
}
