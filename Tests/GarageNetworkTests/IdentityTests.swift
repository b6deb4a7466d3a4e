import GarageNetwork
import Testing

/// Names of people, garages and makers: what they may be, byte by byte, and at their lengths.
@Suite struct IdentityTests {
    /// One text for each of the 128 characters of ASCII, and some beyond.
    private static let characters =
        (UInt32(0)..<128).compactMap(Unicode.Scalar.init).map(String.init)
        + ["é", "\u{130}", "１", "🚗", "\u{301}"]
    private static let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    private static let digits = "0123456789"

    @Test(arguments: [
        ("", false), ("B", false), ("B1", true), ("b1", false), ("A1", false), ("1B", false),
        ("B" + String(repeating: "x", count: 31), true),
        ("B" + String(repeating: "x", count: 32), false), ("B-1", false), ("B é", false),
        (" B1", false), ("B1 ", false),
    ])
    func aPseudonymIsBAndLettersOrDigits(text: String, isOne: Bool) {
        #expect((BeneficiaryID(text) != nil) == isOne)
        #expect(BeneficiaryID(text)?.description == (isOne ? text : nil))
    }

    @Test func nothingElseStandsInAPseudonymOrAnID() {
        for character in Self.characters {
            let isPlain = (Self.letters + Self.digits).contains(character)
            #expect((BeneficiaryID("B\(character)") != nil) == isPlain, "\(character)")
            let isOfID = isPlain || ["-", "_", ".", ":"].contains(character)
            #expect((GarageID("G\(character)") != nil) == isOfID, "\(character)")
            #expect((GarageID(character) != nil) == isOfID, "\(character)")
        }
    }

    @Test func aDrawnPseudonymIsOneAndSpellsWell() {
        var random = SeededRandom(seed: 141)
        var seen: Set<BeneficiaryID> = []
        var used: Set<Character> = []
        for _ in 0..<5_000 {
            let id = BeneficiaryID.random(using: &random)
            #expect(id.text.count == 14 && BeneficiaryID(id.text) == id)
            used.formUnion(id.text.dropFirst())
            seen.insert(id)
        }
        #expect(seen.count == 5_000)
        #expect(used.count == 32 && used.isDisjoint(with: "ILOU"))
    }

    /// Any two ids have one order, and sorting by it is the same from every start.
    @Test func idsHaveOneOrder() throws {
        var random = SeededRandom(seed: 142)
        let pool = Array("aBz019-_.:")
        let ids = try (0..<400).map { _ in
            let length = Int.random(in: 1...4, using: &random)
            return try garageID(
                String((0..<length).map { _ in pool.randomElement(using: &random) ?? "a" }))
        }
        let sorted = ids.sorted()
        for _ in 0..<5 { #expect(ids.shuffled(using: &random).sorted() == sorted) }
        for (one, next) in zip(sorted, sorted.dropFirst()) {
            #expect(one.text.count <= next.text.count)
            let isBefore = Array(one.text.utf8).lexicographicallyPrecedes(Array(next.text.utf8))
            #expect(one == next || one.text.count < next.text.count || isBefore)
            #expect(!(next < one))
        }
    }

    @Test(arguments: [
        ("Citroën", "citroen" as String?), ("CITROËN", "citroen"), (" citroe\u{308}n ", "citroen"),
        ("Mercedes-Benz", "mercedes benz"), ("DS", "ds"), ("Škoda", "skoda"), ("", nil), ("-", nil),
        (" \t", nil), (String(repeating: "x", count: 40), String(repeating: "x", count: 40)),
        (String(repeating: "x", count: 41), nil), (String(repeating: "œ", count: 21), nil),
    ])
    func aMakerIsWhatIsLeftOnceFolded(name: String, folded: String?) {
        #expect(Brand(name)?.folded == folded)
    }

    /// Words of the database and of the wire: a change here is a change of both.
    @Test func theWordsAreAsReleased() {
        #expect(Work.allCases.map(\.rawValue) == ["light", "heavy"])
        #expect(TravelMode.allCases.map(\.rawValue) == ["car", "transit", "bike", "walk", "tow"])
        #expect(MonthBand.Position.allCases.map(\.rawValue) == ["below", "in", "above"])
        #expect(
            ReferralState.allCases.map(\.rawValue) == [
                "proposed", "accepted", "received", "file", "quoted", "repaired", "not-repaired",
                "closed", "declined", "expired", "cancelled", "redirected", "no-show",
            ])
        #expect(
            ReasonCode.allCases.map(\.rawValue) == [
                "full", "brand", "heavy-work", "vehicle-limits", "hours", "closed", "not-eligible",
                "duplicate", "dearer-than-car", "quote-too-high", "funding-refused",
                "funding-lapsed", "gave-up", "sold", "part-unavailable", "repaired-elsewhere",
                "mistake", "moved", "not-needed", "objection", "too-far", "no-answer",
                "person-wishes", "other",
            ])
        #expect(
            ReferralEvent.allCases.map(\.rawValue) == [
                "propose", "accept", "decline", "expire", "cancel", "redirect", "rebook", "remind",
                "received", "no-show", "file", "quoted", "quote-accepted", "quote-refused",
                "funding-wait", "unrepairable", "repaired", "not-repaired", "satisfaction",
            ])
        #expect(
            QuoteStanding.allCases.map(\.rawValue) == [
                "none", "open", "waiting", "refused", "unrepairable", "accepted",
            ])
        #expect(Channel.allCases.map(\.rawValue) == ["line", "link", "import", "job", "database"])
    }
}
