import GarageNetwork
import Testing

@testable import PostgresStore

/// Who had many persons' files in their hands within an hour.
@Suite struct MassReadingTests {
    private static let noon = Instant(microseconds: 1_795_251_600_000_000)

    /// One time that somebody did something: minutes before noon, and which person.
    private struct Look {
        var minutes: Double
        var person: String
        var action = AuditAction.read
        var key: String? = "k1"
        var uid: Int64?
    }

    private func readings(
        _ looks: [Look], over persons: Int = 3
    ) async throws -> [MassReading] {
        var found: [MassReading] = []
        try await TestStore.with { store in
            for look in looks {
                try await store.store.audit.remember(
                    AuditNote(
                        actor: AuditActor(role: .prescriber, keyID: look.key, uid: look.uid),
                        action: look.action, object: look.person, asked: "BENEFICIARY-SHOW",
                        at: Instant(
                            microseconds: Self.noon.microseconds
                                - Int64(look.minutes * 60_000_000))))
            }
            found = try await store.store.audit.massReadings(over: persons, at: Self.noon)
        }
        return found
    }

    private func looks(_ minutes: [Double]) -> [Look] {
        zip(1..., minutes).map { Look(minutes: $1, person: "B\($0)") }
    }

    @Test("as many as allowed are no alarm, one more is")
    func boundary() async throws {
        #expect(try await readings(looks([30, 20, 10])).isEmpty)
        let found = try await readings(looks([30, 20, 10, 5]))
        #expect(found.map(\.persons) == [4])
        #expect(found.first?.since == Self.noon.advanced(bySeconds: -300))
        #expect(found.first?.actor == AuditActor(role: .prescriber, keyID: "k1"))
    }

    @Test("an hour ends after an hour")
    func hour() async throws {
        #expect(try await readings(looks([70, 20, 15, 10])).isEmpty)
        #expect(try await readings(looks([69.9, 20, 15, 9.9])).isEmpty)
        #expect(try await readings(looks([69.9, 20, 15, 10])).count == 1)
    }

    @Test("one person read often is one person, for as long as they are read")
    func samePerson() async throws {
        let often = (0..<20).map { Look(minutes: Double($0), person: "B1") }
        #expect(try await readings(often).isEmpty)
        // B1 is read every forty minutes and so is always among them.
        let kept = [120, 80, 40].map { Look(minutes: $0, person: "B1") }
        let others = zip(2..., [30.0, 20, 10]).map { Look(minutes: $1, person: "B\($0)") }
        #expect(try await readings(kept + others).map(\.persons) == [4])
    }

    @Test("two actors are not one, and an account of the system is one too")
    func actors() async throws {
        var two = looks([30, 20, 10, 5])
        two[0].key = "k2"
        #expect(try await readings(two).isEmpty)
        let account = looks([30, 20, 10, 5]).map {
            Look(minutes: $0.minutes, person: $0.person, key: nil, uid: 1_000)
        }
        #expect(try await readings(account).first?.actor.uid == 1_000)
    }

    @Test("taking a person's data away counts, writing it and listing codes do not")
    func actions() async throws {
        var taken = looks([30, 20, 10, 5])
        taken[3].action = .export
        #expect(try await readings(taken).count == 1)
        taken[3].action = .write
        #expect(try await readings(taken).isEmpty)
        let codes = zip(2_345_678..., [30.0, 20, 10, 5]).map {
            Look(minutes: $1, person: "\($0)W")
        }
        #expect(try await readings(codes).isEmpty)
        let rows = [Look(minutes: 5, person: "referrals", action: .export)]
        #expect(try await readings(rows, over: 0).isEmpty)
    }

    @Test("it is told for a day, and not of what is to come")
    func day() async throws {
        let day = 24.0 * 60
        let yesterday = looks([30, 20, 10, 5].map { $0 + day - 10 })
        #expect(try await readings(yesterday).count == 1)
        #expect(try await readings(looks([30, 20, 10, 5].map { $0 + day + 60 })).isEmpty)
        #expect(try await readings(looks([-1, -2, -3, -4])).isEmpty)
    }
}
