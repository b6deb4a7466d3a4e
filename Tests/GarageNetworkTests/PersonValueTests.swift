import GarageNetwork
import Geometry
import Testing

/// What may be written of a person: boundary by boundary.
@Suite struct PersonValueTests {
    @Test(arguments: [
        ("Le Goff", "Le Goff"), ("  Le   Goff ", "Le Goff"), ("d'Ormesson", "d'Ormesson"),
        ("d’Ormesson", "d’Ormesson"), ("Jean-Loup", "Jean-Loup"), ("J. R.", "J. R."),
        ("Nguyễn Thị", "Nguyễn Thị"), ("e\u{301}lodie", "e\u{301}lodie"), ("محمد", "محمد"),
        ("李", "李"), ("ʻOkina", "ʻOkina"), (String(repeating: "é", count: 80), nil),
        ("", nil), (" ", nil), ("-", nil), ("'.", nil), ("Durand2", nil), ("a@b", nil),
        ("a\u{200B}b", nil), ("a\nb", nil), ("a,b", nil), ("٣", nil), ("🚗", nil),
    ])
    func names(text: String, kept: String?) {
        let isLongest = text.unicodeScalars.count == PersonName.lengthMax
        #expect(PersonName(text)?.text == (isLongest ? text : kept))
        if isLongest { #expect(PersonName(text + "é") == nil) }
    }

    @Test(arguments: [
        ("123456", true), ("12345", false), ("123456789012345", true),
        ("1234567890123456", false), ("+33 6 12 34 56 78", true), ("06.12.34.56.78", true),
        ("(0)6-12/34 56 78", true), ("33+612345678", false), ("++33612345678", false),
        ("", false), ("0612345678x", false), ("٠٦١٢٣٤٥٦٧٨", false), ("06\t12345678", false),
        ("1                             23456", false),
    ])
    func telephones(text: String, isOne: Bool) {
        #expect((PersonPhone(text) != nil) == isOne)
    }

    @Test(arguments: [
        ("1899-12-31", false), ("1900-01-01", true), ("1980-02-29", true), ("2200-01-01", true),
    ])
    func births(text: String, isOne: Bool) throws {
        #expect((BirthDate(try #require(Day(text))) != nil) == isOne)
    }

    @Test(arguments: [
        ("le frein chante", true), ("", false), ("12 digits: 123456789012", true),
        ("1234567890123", false), ("14: 12345678901234", true), ("123456789012345", false),
        ("1 80 02 62 498 123", false), ("1 80 02 62 498 123 45", false),
        ("n° 1-80-02-62-498-123.45!", false), ("1 80 02 2A 498 123", false),
        ("1 80 02 2b 498 123 45", false), ("1800226249812 et 3", false),
        ("１８００２６２４９８１２３", false), ("06 12 34 56 78 ou 03 21 00 00 00", true),
        ("180002a", true), ("123456a78901b2", true),
    ])
    func words(text: String, isAllowed: Bool) {
        #expect((PersonWords(text) != nil) == isAllowed)
    }

    @Test func wordsHaveALength() {
        let longest = String(repeating: "é", count: PersonWords.lengthMax)
        #expect(PersonWords(longest)?.text == longest)
        #expect(PersonWords(longest + "é") == nil)
    }

    @Test func makesAreAClosedList() throws {
        for (name, isMake) in [
            ("Renault", true), ("renault", true), ("CITROËN", true), ("citroen", true),
            ("Mercedes-Benz", true), ("mercedes", true), ("VW", true), ("Škoda", true),
            ("Aixam", true), ("Other", true), ("Durand", false), ("Renaul", false),
            ("Renault Durand", false), ("1800226249812", false),
        ] {
            #expect(KnownMakes.contains(try #require(Brand(name))) == isMake, "\(name)")
        }
        #expect(KnownMakes.all.count > 100 && KnownMakes.all == KnownMakes.all.sorted())
        #expect(KnownMakes.all.allSatisfy { Brand($0)?.folded == $0 })
    }

    private static func file(_ id: String) throws -> PersonFile {
        PersonFile(
            person: Beneficiary(
                id: try #require(BeneficiaryID(id)), organisation: OrganisationID(1),
                position: try Coordinate(latitude: 50, longitude: 3)),
            lastContactOn: try #require(Day("2026-01-01")))
    }

    @Test func whatIsKnownStaysAndGapsAreFilled() throws {
        var stays = try Self.file("B1")
        var ends = try Self.file("B2")
        stays.identity = Identity(familyName: "Roy", phone: "1")
        stays.person.minutesMax = 20
        stays.person.vehicle = Vehicle(brand: Brand("Fiat"))
        stays.person.mobility = PersonMobility(farKm: 5, lowMobilityUntil: Day("2026-06-01"))
        stays.notice = "2"
        ends.identity = Identity(
            familyName: "Leroy", givenName: "Anne", birthDate: Day("1980-01-01"), phone: "2",
            email: "a@b.example", contact: .email, address: "x", need: "y")
        ends.person.kmMax = 9
        ends.person.mode = .bike
        ends.person.vehicle = Vehicle(brand: Brand("fiat"), year: 2001, drives: false)
        ends.person.mobility = PersonMobility(
            car: .defect, farMinutes: 9, lowMobilityUntil: Day("2026-09-01"))
        (ends.notice, ends.noticeOn) = ("1", Day("2025-01-01"))
        ends.lastContactOn = try #require(Day("2026-05-05"))
        let filled = stays.filled(from: ends)
        #expect(filled.person.id == stays.person.id)
        #expect(
            filled.identity
                == Identity(
                    familyName: "Roy", givenName: "Anne", birthDate: Day("1980-01-01"),
                    phone: "1", email: "a@b.example", contact: .email, address: "x", need: "y"))
        #expect(filled.person.kmMax == nil && filled.person.minutesMax == 20)
        #expect(filled.person.mode == .bike)
        #expect(
            filled.person.vehicle == Vehicle(brand: Brand("Fiat"), year: 2001, drives: false))
        #expect(
            filled.person.mobility
                == PersonMobility(car: .defect, farKm: 5, lowMobilityUntil: Day("2026-09-01")))
        #expect(filled.notice == "2" && filled.noticeOn == nil)
        #expect(filled.lastContactOn == ends.lastContactOn)
        // Another make is another car: nothing of it is taken over.
        ends.person.vehicle.brand = Brand("Ford")
        #expect(stays.filled(from: ends).person.vehicle == stays.person.vehicle)
        // Filling from itself changes nothing.
        #expect(ends.filled(from: ends) == ends)
    }

    @Test func aFilePrintsNothingOfIt() throws {
        var file = try Self.file("B7")
        file.identity = Identity(familyName: "Canari", need: "canari")
        for text in ["\(file)", String(reflecting: file), "\(ExpectedPerson(file))"] {
            #expect(!text.lowercased().contains("canari"))
        }
        var dumped = ""
        dump(file, to: &dumped)
        dump(ExpectedPerson(file), to: &dumped)
        #expect(!dumped.lowercased().contains("canari"))
    }
}
