import Alerting
import GarageNetwork
import Testing

/// CHECK audit: critical when the audit was tampered with, a warning when persons are read in great
/// numbers.
@Suite struct AuditCheckTests {
    private static let now = Instant(microseconds: 1_795_251_600_000_000)
    private static let reading = MassReading(
        actor: AuditActor(role: .prescriber, keyID: "0123456789ab"), since: now, persons: 75)

    private func result(_ change: (inout WatchFacts) -> Void) -> CheckResult {
        var facts = WatchFacts()
        change(&facts)
        return Check.audit.run(
            on: CheckInput(
                standings: [], thresholds: AlertThresholds(), storeAwaySeconds: 0, facts: facts,
                now: Self.now))
    }

    private func finding(_ check: String) -> CoherenceReport {
        CoherenceReport(
            comparedAt: Self.now,
            findings: [
                CoherenceFinding(
                    check: check, what: "entry 8, at link 8, is not what was written", count: 1,
                    firstID: "8")
            ])
    }

    @Test("nothing found, nothing verified yet")
    func fine() {
        let unknown = result { _ in }
        #expect(unknown.status == .ok)
        #expect(
            unknown.line == "OK audit: nobody has verified it yet"
                + " | findings=0;1;1 mass_readings=0;1;100")
        let verified = result { $0.coherence.comparedAt = Self.now }
        #expect(verified.status == .ok)
        #expect(verified.line.contains("as it was written on 2026-11-21"))
    }

    @Test("one finding of the walk is critical, those of other checks are not its own")
    func tampered() {
        let found = result { $0.coherence = finding("audit") }
        #expect(found.status == .critical)
        #expect(
            found.line
                == "CRITICAL audit: entry 8, at link 8, is not what was written: AUDIT-VERIFY says"
                + " more | findings=1;1;1 mass_readings=0;1;100")
        #expect(result { $0.coherence = finding("invariants") }.status == .ok)
    }

    @Test("a mass reading warns and says how to look, and a finding is louder")
    func readings() {
        let warned = result { $0.massReadings = [Self.reading] }
        #expect(warned.status == .warning)
        #expect(
            warned.line.contains(
                "1 read persons in great numbers: token 0123456789ab (prescriber): files of 75"
                    + " persons within one hour; see AUDIT token=0123456789ab"
                    + " since=2026-11-21T09:00:00+01:00"))
        let both = result {
            $0.massReadings = [Self.reading]
            $0.coherence = finding("audit")
        }
        #expect(both.status == .critical)
    }

    @Test("an account is named where there is no token, and a role where there is neither")
    func who() {
        func who(_ actor: AuditActor) -> String {
            MassReading(actor: actor, since: Self.now, persons: 1).who.english
        }
        #expect(who(AuditActor(role: .manager, uid: 0)) == "account 0 (manager)")
        #expect(who(AuditActor(role: .admin)) == "admin")
    }
}
