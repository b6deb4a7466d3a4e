import GarageNetwork
import Geometry
import Testing

@testable import PostgresStore

/// What garages teach by how they answer: silence, brands, heavy work, limits.
@Suite struct LessonTests {
    /// Ten in the morning of a day of March 2026.
    private func morning(_ day: Int) throws -> Instant {
        Instant(paris: try self.day(day), secondsOfDay: 36_000)
    }

    private func day(_ day: Int) throws -> Day {
        try #require(Day(year: 2026, month: 3, day: day))
    }

    /// Somebody new with a car, sent to a garage on a day of March.
    private func sent(
        to garage: Int64, on day: Int, brand: String? = nil, in store: TestStore
    ) async throws -> ReferralCode {
        var generator = SystemRandomNumberGenerator()
        let id = BeneficiaryID.random(using: &generator)
        let person = Beneficiary(
            id: id, organisation: OrganisationID(7),
            position: try Coordinate(latitude: 50.3, longitude: 2.9),
            vehicle: Vehicle(brand: brand.flatMap { Brand($0) }, year: 1998))
        _ = try await store.ledger.enrol(all: [
            EnrolmentOrder(
                organisation: OrganisationID(7), key: "e-\(id)", canonicalRequest: id.text,
                person: person, at: nil)
        ])
        let order = ReferralOrder.example(
            id, at: [garage], key: "r-\(id)", on: try morning(day))
        return try #require(try await store.ledger.refer(order).referral).code
    }

    /// Says one thing of a referral on a day of March.
    private func tell(
        _ code: ReferralCode, _ event: ReferralEvent, on day: Int, reason: String = "",
        as scope: Scope = .everything(.manager), by channel: Channel = .line, in store: TestStore
    ) async throws {
        let outcome = try await store.ledger.advance(
            StepOrder(
                code: code, step: event, scope: scope, channel: channel, reason: reason,
                on: event.isFact ? try self.day(day) : nil, key: event.isFact ? "\(code)" : nil,
                at: try morning(day)))
        guard case .moved(_, replayed: false) = outcome else { throw UnexpectedOutcome() }
    }

    /// Lets a garage pass a proposal of each of some days.
    private func pass(_ garage: Int64, on days: [Int], in store: TestStore) async throws {
        for day in days {
            try await tell(
                try await sent(to: garage, on: day, in: store), .expire, on: day,
                reason: "no-answer", by: .job, in: store)
        }
    }

    /// A garage as every daemon would load it.
    private func loaded(_ number: Int64, in store: TestStore) throws -> Garage {
        try #require(try NetworkReads.garages([number], on: try store.connect()).first)
    }

    /// A garage as a daemon that only listens knows it.
    private func heard(_ number: Int64, by store: TestStore) -> Garage? {
        store.observer.seen.image?.garages.first { $0.number == number }
    }

    @Test func theThirdSilenceInARowMakesAGarageMute() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(2, cap: 20)
            try await pass(garages[0], on: [2, 3], in: store)
            try await pass(garages[1], on: [3], in: store)
            #expect(try loaded(garages[0], in: store).muteSince == nil)
            let before = try loaded(garages[0], in: store).revision
            try await pass(garages[0], on: [5], in: store)
            #expect(try loaded(garages[0], in: store).muteSince == (try day(5)))
            #expect(try loaded(garages[0], in: store).revision > before)
            // It stays mute since then, and nobody else is.
            try await pass(garages[0], on: [9], in: store)
            #expect(try loaded(garages[0], in: store).muteSince == (try day(5)))
            #expect(try loaded(garages[1], in: store).muteSince == nil)
            #expect(Garage.muteAfter == 3)
            #expect(try store.connect().violations() == [])
        }
    }

    @Test func everyDaemonHearsOfAMuteGarage() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(1, cap: 20)
            try await pass(garages[0], on: [2, 3, 4], in: store)
            let isHeard = await eventually {
                heard(garages[0], by: store)?.muteSince != nil
            }
            #expect(isHeard, "the change of the row is taken over like any other")
        }
    }

    /// Everything that can be told of a referral, by whom, and whether the garage is heard by it.
    private static let words: [(ReferralEvent, by: Speaker, isHeard: Bool)] = [
        (.accept, .garage, true), (.accept, .manager, true), (.decline, .garage, true),
        (.decline, .manager, true), (.receive, .garage, true), (.noShow, .garage, true),
        (.receive, .dealer, true), (.receive, .link, true), (.receive, .manager, false),
        (.cancel, .manager, false), (.remind, .manager, false), (.redirect, .manager, false),
    ]

    enum Speaker: Sendable { case garage, manager, dealer, link }

    @Test(arguments: words)
    func anAnswerEndsTheSilence(
        event: ReferralEvent, speaker: Speaker, isHeard: Bool
    ) async throws {
        try await TestStore.with { store in
            let garage = try await store.addGarages(1, cap: 20)[0]
            func speak(of code: ReferralCode, on day: Int) async throws {
                let isGarage = speaker == .garage || speaker == .link
                try await tell(
                    code, event, on: day,
                    reason: [.decline, .cancel, .redirect].contains(event) ? "other" : "",
                    as: isGarage ? .garage(garage) : .everything(.manager),
                    by: speaker == .dealer ? .dealer : speaker == .link ? .link : .line, in: store)
            }
            // Between: two silences, a word, one more.
            try await pass(garage, on: [2, 3], in: store)
            try await speak(of: try await sent(to: garage, on: 4, in: store), on: 4)
            try await pass(garage, on: [5], in: store)
            #expect((try loaded(garage, in: store).muteSince == nil) == isHeard)
            // After: mute, then a word.
            try await pass(garage, on: [6, 9], in: store)
            #expect(try loaded(garage, in: store).muteSince != nil)
            try await speak(of: try await sent(to: garage, on: 10, in: store), on: 10)
            #expect((try loaded(garage, in: store).muteSince == nil) == isHeard)
            // It begins anew with the first silence.
            if isHeard {
                try await pass(garage, on: [11, 12], in: store)
                #expect(try loaded(garage, in: store).muteSince == nil)
            }
        }
    }

    @Test func anAnswerThatComesLateIsOneToo() async throws {
        try await TestStore.with { store in
            let garage = try await store.addGarages(1, cap: 20)[0]
            try await pass(garage, on: [2, 3], in: store)
            let code = try await sent(to: garage, on: 4, in: store)
            try await tell(code, .expire, on: 4, reason: "no-answer", in: store)
            #expect(try loaded(garage, in: store).muteSince != nil)
            try await tell(code, .accept, on: 5, as: .garage(garage), in: store)
            #expect(try loaded(garage, in: store).muteSince == nil)
        }
    }

    @Test func whoeverChangesTheRowsByHandTeachesToo() async throws {
        try await TestStore.with { store in
            let garage = try await store.addGarages(1, cap: 20)[0]
            for day in 2...4 { _ = try await sent(to: garage, on: day, in: store) }
            let sql = try store.connect()
            try sql.script(
                "UPDATE ledger.referral SET state = 'expired' WHERE garage = \(garage)",
                name: "by hand")
            #expect(try loaded(garage, in: store).muteSince != nil)
            #expect(try sql.number("SELECT passed FROM network.silence") == 3)
        }
    }

    @Test(arguments: [(3, true), (4, false), (20, false)])
    func aCallThatConfirmsTheGarageEndsTheSilence(checked: Int, isMute: Bool) async throws {
        try await TestStore.with { store in
            let garage = try await store.addGarages(1, cap: 20)[0]
            try await pass(garage, on: [2, 3, 4], in: store)
            var known = try loaded(garage, in: store)
            known.name = "Another name"
            known = try #require(try await store.registry.update(known))
            #expect(known.muteSince == (try day(4)), "another change ends nothing")
            known.checkedOn = try day(checked)
            known = try #require(try await store.registry.update(known))
            #expect((known.muteSince != nil) == isMute)
            try await pass(garage, on: [21, 22], in: store)
            #expect((try loaded(garage, in: store).muteSince != nil) == isMute)
        }
    }

    @Test func aRefusalTeachesTheBrandOfTheCar() async throws {
        try await TestStore.with { store in
            let garage = try await store.addGarages(2, cap: 20)[0]
            let taught: [(brand: String?, reason: String, day: Int)] = [
                ("Citroën", "brand", 2), ("CITROEN", "brand", 9), ("Fiat", "heavy-work", 3),
                ("Fiat", "vehicle-limits", 4), (nil, "brand", 5), (nil, "vehicle-limits", 6),
                ("Dacia", "full", 7), ("Dacia", "closed", 7), ("Dacia", "hours", 7),
                ("Dacia", "not-eligible", 7), ("Dacia", "other", 7),
            ]
            for (brand, reason, day) in taught {
                try await tell(
                    try await sent(to: garage, on: day, brand: brand, in: store), .decline, on: day,
                    reason: reason, as: .garage(garage), in: store)
            }
            func lesson(
                _ kind: Lesson.Kind, _ brand: String?, on last: Int, _ times: Int
            ) throws -> Lesson {
                let learnt = try day(last)
                return Lesson(
                    kind: kind, brand: brand.flatMap { Brand($0) }, learntOn: learnt,
                    until: learnt + Lesson.days, declines: times)
            }
            let expected = try [
                lesson(.brand, nil, on: 5, 1), lesson(.brand, "citroen", on: 9, 2),
                lesson(.heavy, "fiat", on: 3, 1), lesson(.limits, nil, on: 6, 2),
            ]
            #expect(try loaded(garage, in: store).lessons == expected)
            let isHeard = await eventually { heard(garage, by: store)?.lessons == expected }
            #expect(isHeard)
            let others = try store.connect().number(
                "SELECT count(*) FROM network.lesson WHERE garage <> \(garage)")
            #expect(others == 0)
        }
    }

    @Test func whatWasOverIsLearntAnew() async throws {
        try await TestStore.with { store in
            let garage = try await store.addGarages(1, cap: 20)[0]
            for day in [2, 3] {
                try await tell(
                    try await sent(to: garage, on: day, brand: "Fiat", in: store), .decline,
                    on: day, reason: "brand", in: store)
            }
            #expect(try loaded(garage, in: store).lessons.map(\.declines) == [2])
            try store.connect().script(
                """
                UPDATE network.lesson
                   SET learnt_on = '2025-01-01', until_day = '2026-03-08'
                """, name: "long ago")
            try await tell(
                try await sent(to: garage, on: 9, brand: "Fiat", in: store), .decline, on: 9,
                reason: "brand", in: store)
            let lesson = try #require(try loaded(garage, in: store).lessons.first)
            #expect(try lesson.declines == 1 && lesson.learntOn == day(9))
        }
    }

    @Test func lessonsStayUntilTheyAreForgotten() async throws {
        try await TestStore.with { store in
            let garage = try await store.addGarages(1, cap: 20)[0]
            try await tell(
                try await sent(to: garage, on: 2, brand: "Fiat", in: store), .decline, on: 2,
                reason: "brand", in: store)
            // A change of something else, and an import that knows nothing of lessons.
            var known = try loaded(garage, in: store)
            known.name = "Another name"
            known = try #require(try await store.registry.update(known))
            #expect(known.lessons.count == 1)
            _ = try await store.registry.put([try Garage.example("G1", cap: 19)])
            known = try loaded(garage, in: store)
            #expect(known.lessons.count == 1 && known.monthlyCap == 19)
            known.lessons = []
            let forgotten = try #require(try await store.registry.update(known))
            #expect(forgotten.lessons.isEmpty)
            #expect(forgotten.revision > known.revision, "so that every daemon hears of it")
            #expect(try await store.registry.update(known) == nil, "it is another version now")
        }
    }

    @Test func howGaragesAnswerIsCounted() async throws {
        try await TestStore.with { store in
            let garages = try await store.addGarages(2, cap: 20)
            let garage = garages[0]
            // Told on the day after, at ten: 24 h; two days after: 48 h.
            let told: [(sent: Int, event: ReferralEvent, on: Int, reason: String)] = [
                (2, .accept, 3, ""), (2, .decline, 4, "full"), (3, .decline, 3, "closed"),
                (3, .decline, 9, "brand"), (4, .expire, 6, "no-answer"),
            ]
            for (day, event, on, reason) in told {
                let code = try await sent(to: garage, on: day, in: store)
                try await tell(code, event, on: on, reason: reason, in: store)
                if event == .accept { try await tell(code, .receive, on: 5, in: store) }
            }
            _ = try await sent(to: garage, on: 9, in: store)
            // Somebody came though nothing was answered: the garage's own word is its answer.
            let came = try await sent(to: garages[1], on: 2, in: store)
            try await tell(came, .receive, on: 5, as: .garage(garages[1]), in: store)
            let called = try await sent(to: garages[1], on: 2, in: store)
            try await tell(called, .receive, on: 5, in: store)

            func counts(on day: Int, since first: Int) throws -> [AnswerCount] {
                try ArchiveReads.answers(
                    since: try self.day(first), at: try morning(day), on: try store.connect())
            }
            let all = try counts(on: 9, since: 2)
            #expect(
                try all == [
                    AnswerCount(
                        garage: garage, proposed: 6, unanswered: 1, answered: 4, declined: 3,
                        declinedFull: 2, medianHours: 36, lastAnswer: morning(9)),
                    AnswerCount(
                        garage: garages[1], proposed: 2, unanswered: 0, answered: 1, declined: 0,
                        declinedFull: 0, medianHours: 72, lastAnswer: morning(5)),
                ])
            #expect(all.first?.accepted == 1 && all.first?.answerRate == 0.8)
            #expect(try counts(on: 10, since: 2).first?.unanswered == 2, "its time has passed")
            #expect(try counts(on: 9, since: 9).map(\.proposed) == [1])
            #expect(try counts(on: 9, since: 10).isEmpty)
        }
    }

    @Test func refusalsForBeingFullAreCountedForThirtyDays() async throws {
        try await TestStore.with { store in
            let garage = try await store.addGarages(1, cap: 20)[0]
            let code = try await sent(to: garage, on: 2, in: store)
            try await tell(code, .decline, on: 2, reason: "full", in: store)
            let second = try day(2)
            for (later, count) in [(0, 1), (29, 1), (30, 0), (60, 0)] {
                let now = Instant(paris: second + later, secondsOfDay: 36_000)
                let found = try ArchiveReads.answers(
                    since: second, at: now, on: try store.connect())
                #expect(found.first?.declinedFull == count, "after \(later) days")
                #expect(found.first?.declined == 1)
            }
        }
    }
}
