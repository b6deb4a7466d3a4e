import GarageNetwork
import LineProtocol
import Matching
import Testing

@testable import Commands

/// Keys: the same request again does nothing twice, another one under the same key is refused.
@Suite struct RepetitionTests {
    static let enrolment = "BENEFICIARY-ADD key=k place=Lens max_km=20 brand=Renault"

    @Test(
        "the order of keys and how the answer looks are no part of a request",
        arguments: [
            enrolment, "BENEFICIARY-ADD brand=Renault max_km=20 place=Lens key=k",
            enrolment + " fmt=tsv", enrolment + " lang=en", enrolment + " lang=fr fmt=text",
            "BENEFICIARY-ADD fmt=json key=k lang=en place=Lens brand=Renault max_km=20",
        ])
    func same(line: String) async throws {
        let talk = Talk(Rehearsal(book: LedgerBook()), as: Rehearsal.caller(.prescriber))
        let first = try await talk.say(Self.enrolment).get()
        let second = try await talk.say(line).get()
        #expect(first.rows[0].value("replayed") == .truth(false))
        #expect(second.rows[0].value("replayed") == .truth(true))
        #expect(first.texts("beneficiary") == second.texts("beneficiary"))
    }

    @Test(
        "whatever else differs makes another request",
        arguments: [
            "place=Calais max_km=20 brand=Renault", "place=Lens max_km=21 brand=Renault",
            "place=Lens max_km=20", "place=Lens max_km=20 brand=Fiat", "place=Lens brand=Renault",
            "place=Lens max_km=20 brand=Renault mode=car", "place=lens max_km=20 brand=Renault",
            "postcode=62300 max_km=20 brand=Renault",
        ])
    func other(keys: String) async throws {
        let book = LedgerBook()
        let talk = Talk(Rehearsal(book: book), as: Rehearsal.caller(.prescriber))
        _ = try await talk.say(Self.enrolment).get()
        #expect(await talk.say("BENEFICIARY-ADD key=k \(keys)").refusal == .keyReused)
        #expect(book.now.people.count == 1)
        _ = try await talk.say("BENEFICIARY-ADD key=k2 \(keys)").get()
        #expect(book.now.people.count == 2)
    }

    @Test("no two requests are written alike: names and values cannot run into each other")
    func separated() async throws {
        let book = LedgerBook()
        let rehearsal = Rehearsal(book: book)
        for (index, keys) in ["need=a mode=car", "need=\"a mode=car\""].enumerated() {
            _ = await rehearsal.ask("BENEFICIARY-ADD key=k\(index) place=Lens \(keys)")
        }
        #expect(Set(book.now.enrolments.map(\.canonicalRequest)).count == book.now.enrolments.count)
        let canonical = try #require(book.now.enrolments.first).canonicalRequest
        #expect(
            canonical
                == "BENEFICIARY-ADD\u{1F}mode\u{1E}car\u{1F}need\u{1E}a\u{1F}place\u{1E}Lens")
    }

    @Test("a key is of one organisation; an administrator acts under the one that is named")
    func organisations() async throws {
        let book = LedgerBook()
        let rehearsal = Rehearsal(book: book)
        _ = try await rehearsal.ask(Self.enrolment, as: .prescriber).get()
        let other = try await rehearsal.ask(Self.enrolment + " prescriber=P02").get()
        #expect(other.rows[0].value("replayed") == .truth(false))
        let network = try await rehearsal.ask(Self.enrolment).get()
        #expect(network.rows[0].value("replayed") == .truth(false))
        #expect(book.now.enrolments.map(\.organisation.number) == [1, 2, 0])
        let denied = await rehearsal.ask(Self.enrolment + " prescriber=P02", as: .prescriber)
        #expect(denied.refusal == .denied)
        #expect(await rehearsal.ask(Self.enrolment + " prescriber=P09").refusal == .noSuch)
    }

    @Test("REFER twice is one referral, even once its garage is full")
    func refer() async throws {
        let book = LedgerBook.withPerson()
        let rehearsal = Rehearsal(book: book)
        let talk = Talk(rehearsal, as: Rehearsal.caller(.prescriber))
        let first = try await talk.say("REFER beneficiary=B1 key=r").get()
        #expect(first.rows[0].value("replayed") == .truth(false))
        #expect(first.texts("garage") == ["G001"] && first.texts("prescriber") == ["P01"])
        rehearsal.network.apply(
            NetworkChange(counts: Rehearsal.november([1000, 1000, 1000]), view: 9))
        let again = try await talk.say("REFER key=r beneficiary=B1 lang=en fields=km").get()
        #expect(again.rows[0].value("replayed") == .truth(true))
        #expect(again.texts("referral") == first.texts("referral"))
        #expect(await talk.say("REFER beneficiary=B1 key=r2").refusal == .noGarage)
        #expect(await talk.say("REFER beneficiary=B1 key=r within=5km").refusal == .keyReused)
        #expect(book.now.referrals.count == 1)
    }

    @Test("STEP twice moves once")
    func step() async throws {
        let book = LedgerBook.withReferral()
        let rehearsal = Rehearsal(book: book)
        let line = "STEP referral=2345678W step=received key=s"
        let first = try await rehearsal.ask(line, as: .garage).get()
        let second = try await rehearsal.ask(line, as: .garage).get()
        #expect(first.rows[0].value("replayed") == .truth(false))
        #expect(second.rows[0].value("replayed") == .truth(true))
        #expect(first.texts("state") == ["received"] && second.texts("state") == ["received"])
        let other = await rehearsal.ask("STEP referral=2345678W step=repaired key=s")
        #expect(other.refusal == .keyReused)
    }

    @Test("a file of people that grew above its old rows enrols only who is new")
    func grownFile() async throws {
        let book = LedgerBook()
        let talk = Talk(Rehearsal(book: book), as: Caller(role: .admin))
        func commit(_ rows: [String]) async throws -> Reply.Row {
            _ = try await talk.say("IMPORT kind=beneficiaries").get()
            for (line, row) in zip(2..., rows) {
                _ = try await talk.say("IMPORT-ROW line=\(line) \(row)").get()
            }
            return try await talk.say("IMPORT-COMMIT").get().rows[0]
        }
        let old = ["key=a place=Lens", "key=b lat=50.4 lon=2.8 max_km=10"]
        let first = try await commit(old)
        #expect(first.value("added") == .whole(2) && first.value("unchanged") == .whole(0))
        let second = try await commit(["key=c place=Calais"] + old)
        #expect(second.value("added") == .whole(1) && second.value("unchanged") == .whole(2))
        #expect(book.now.people.count == 3)
    }
}
