import GarageNetwork
import Testing

@testable import PostgresStore

/// What the nightly comparison finds, and what it does not touch.
@Suite struct CoherenceTests {
    private static func claim(_ store: TestStore) async throws -> any JobClaim {
        try #require(try await store.store.jobs.claim(.nightly, isRehearsal: false))
    }

    /// A garage with three people sent to it.
    private static func withPeople(
        _ body: (TestStore, Int64) async throws -> Void
    ) async throws {
        try await TestStore.with { store in
            let garage = try await store.addGarages(2)[0]
            for (index, person) in try await store.addPeople(3).enumerated() {
                let word = await store.ledger.word(
                    .example(person, at: [garage], key: "k\(index)"))
                #expect(word == "placed")
            }
            try await body(store, garage)
        }
    }

    @Test func nothingIsFoundWhereNothingIsWrong() async throws {
        try await Self.withPeople { store, _ in
            let claim = try await Self.claim(store)
            let (checks, findings) = try await claim.runChecks()
            #expect(checks >= 5)
            #expect(findings.isEmpty, "\(findings)")
            await claim.release()
        }
    }

    @Test(
        "a counter that somebody changed by hand is found by the triggers' view and by the events",
        arguments: ["committed = 4", "received = 1"])
    func aWrongCounter(change: String) async throws {
        try await Self.withPeople { store, garage in
            try store.connect().sql("UPDATE ledger.garage_month SET \(change)")
            let claim = try await Self.claim(store)
            let findings = try await claim.runChecks().findings
            let byEvents = findings.first { $0.check == "counters_from_events" }
            #expect(byEvents?.count == 1)
            #expect(byEvents?.firstID == "\(garage)")
            #expect(findings.contains { $0.check == "invariants" })
            let run = try #require(try await claim.begin(.nightly, period: "2026-11-21", at: nil))
            try await claim.keep(findings, of: run)
            try await claim.end(run, .attention, result: "found", at: nil)
            await claim.release()
            let report = try await store.store.jobs.coherence()
            #expect(report.comparedAt != nil)
            #expect(
                Set(report.findings.map(\.check)) == Set(findings.map(\.check)))
            #expect(report.findings.count == findings.count)
        }
    }

    @Test("rows and triggers that agree on something the events do not say are found")
    func rowsWithoutEvents() async throws {
        try await Self.withPeople { store, garage in
            try store.connect().sql(
                """
                ALTER TABLE ledger.referral_event DISABLE TRIGGER event_never_altered;
                UPDATE ledger.referral_event SET state = 'declined'
                 WHERE referral = (SELECT min(number) FROM ledger.referral)
                """)
            let claim = try await Self.claim(store)
            let found = try await claim.runChecks().findings
            #expect(found.contains { $0.check == "counters_from_events" && $0.count == 1 })
            await claim.release()
        }
    }

    @Test func aFreshDatabaseWasNeverCompared() async throws {
        try await TestStore.with { store in
            let report = try await store.store.jobs.coherence()
            #expect(report == CoherenceReport())
        }
    }

    @Test("the last comparison is the one that ended, whatever failed after it")
    func theLastThatEnded() async throws {
        try await TestStore.with { store in
            let claim = try await Self.claim(store)
            let at = Instant(microseconds: 1_795_251_600_000_000)
            for (day, outcome) in [(0, JobOutcome.attention), (1, .done), (2, .failed)] {
                let then = at.advanced(bySeconds: Int64(day) * 86_400)
                let run = try #require(
                    try await claim.begin(.nightly, period: "2026-11-2\(day)", at: then))
                if outcome == .attention {
                    try await claim.keep(
                        [CoherenceFinding(check: "c", what: "w", count: 7, firstID: "G1")],
                        of: run)
                }
                try await claim.end(run, outcome, result: "", at: then)
                let report = try await store.store.jobs.coherence()
                #expect(report.findings.count == (day == 0 ? 1 : 0))
                #expect(
                    report.comparedAt == at.advanced(bySeconds: Int64(min(day, 1)) * 86_400))
            }
            await claim.release()
        }
    }

    @Test func whatIsLoadedIsTheNetwork() async throws {
        try await Self.withPeople { store, garage in
            let claim = try await Self.claim(store)
            let image = try await claim.load()
            #expect(image.garages.count == 2)
            #expect(image.counts.map(\.committed) == [3])
            #expect(image.counts.map(\.garage) == [garage])
            #expect(image.days.map(\.committed) == [3])
            await claim.release()
        }
    }
}
