import Commands
import GarageNetwork
import LineProtocol
import Testing

/// BENEFICIARY-ADD, -SHOW and -SET: who somebody is, to whom it is told, and what is refused.
@Suite struct PersonVerbTests {
    private static let canary =
        #"name="Canari Élodie" first_name=Jeanne birth_date=1980-02-29 phone="06 12 34 56 78""#
        + #" email=canari@zw.example contact=email address="3 rue du Canari""#
        + #" need="le canari tousse" notice=2026-1 car=defect far=30min"#
    private static let words = [
        "Canari", "Jeanne", "1980", "12 34", "zw.example", "tousse", "email", "2026-1", "defect",
        "30min",
    ]

    private struct World {
        let book = LedgerBook.withPerson()
        let persons: PersonBook
        let audit = AuditBook()
        let rehearsal: Rehearsal

        init(_ change: (inout PersonBook.Pages) -> Void = { _ in }) {
            persons = PersonBook(book, change)
            rehearsal = Rehearsal(
                book: book, desks: .quoting(QuoteBook(book), persons, audit))
        }

        func ask(_ line: String, _ role: Role = .prescriber) async -> Result<Reply, RequestError> {
            await rehearsal.ask(line, as: role)
        }

        /// Enrols the canary; gives their pseudonym.
        func enrol(_ key: String = "k") async throws -> String {
            let reply = try await ask("BENEFICIARY-ADD key=\(key) place=Lens \(canary)").get()
            return try #require(reply.text("beneficiary"))
        }
    }

    @Test("what is told of a person is kept, and shown to their adviser alone")
    func shown() async throws {
        let world = World()
        let id = try await world.enrol()
        let order = try #require(world.book.now.enrolments.last)
        #expect(order.notice == "2026-1")
        #expect(order.person.mobility == PersonMobility(car: .defect, farMinutes: 30))
        let own = "\(try await world.ask("BENEFICIARY-SHOW beneficiary=\(id)").get().rows)"
        for word in Self.words { #expect(own.contains(word), "\(word)") }
        let manager = try await world.ask("BENEFICIARY-SHOW beneficiary=\(id)", .manager).get()
        #expect(manager.text("notice") == "2026-1" && manager.text("name") == nil)
        for word in Self.words.prefix(6) { #expect(!"\(manager.rows)".contains(word), "\(word)") }
        #expect("\(manager.rows)".contains("50.43") && !"\(manager.rows)".contains("50.4322"))
        for role in [Role.garage, .monitor] {
            #expect(
                await world.ask("BENEFICIARY-SHOW beneficiary=\(id)", role).refusal == .denied)
        }
    }

    @Test(
        "a manager says why they read who somebody is, and that is written down",
        arguments: ["rights", "duplicate", "safety"])
    func purpose(word: String) async throws {
        let world = World()
        let id = try await world.enrol()
        let reply = try await world.ask(
            "BENEFICIARY-SHOW beneficiary=\(id) purpose=\(word)", .manager
        ).get()
        #expect(reply.text("name") == "Canari Élodie")
        let note = try #require(world.audit.remembered.last)
        #expect(note.action == .read && note.object == id && note.purpose == word)
        #expect(note.actor.role == .manager)
        let refusal = await world.ask(
            "BENEFICIARY-SHOW beneficiary=\(id) purpose=curiosity", .manager)
        #expect(refusal.refusal == .range)
    }

    @Test("where it cannot be written down, nobody is shown and nothing is changed")
    func audited() async throws {
        let book = LedgerBook.withPerson()
        let persons = PersonBook(book)
        let rehearsal = Rehearsal(
            book: book,
            desks: .quoting(QuoteBook(book), persons, AuditBook(failure: .storeDown)))
        for line in ["SHOW beneficiary=B1", "SET beneficiary=B1 max_km=7"] {
            #expect(
                await rehearsal.ask("BENEFICIARY-\(line)", as: .prescriber).refusal == .storeDown)
        }
        #expect(persons.now.files.values.allSatisfy { $0.person.kmMax == 25 })
    }

    /// A key, a value that is wrong, and the refusal, which must not repeat it.
    @Test(
        "what cannot be is refused without being repeated",
        arguments: [
            ("name", "Canari2", RequestError.Name.range), ("name", "Canari@home", .range),
            ("name", String(repeating: "é", count: 81), .range), ("first_name", "-", .range),
            ("birth_date", "29.02.1980", .syntax), ("birth_date", "1899-12-31", .range),
            ("birth_date", "2026-11-22", .range), ("phone", "06 CANARI", .range),
            ("phone", "12345", .range), ("phone", "0612345678901234", .range),
            ("email", "canari", .range), ("contact", "canari", .range),
            ("address", "canari 1 80 02 62 498 123 45", .range),
            ("need", "n° 180026249812345", .range), ("notice", "canari é", .range),
            ("notice", "canari", .range), ("notice", "0699887766", .range),
            ("notice", "-1", .range), ("notice", "1.2.3.4.5", .range),
            ("car", "canari", .range), ("far", "51km", .range), ("far", "0min", .range),
            ("far", "canari", .number), ("brand", "canari", .range),
        ])
    func refused(key: String, value: String, refusal: RequestError.Name) async throws {
        let world = World()
        for line in [
            "BENEFICIARY-ADD key=k place=Lens", "BENEFICIARY-SET beneficiary=B1",
        ] {
            let error = try #require(await world.ask("\(line) \(key)=\"\(value)\"").error)
            #expect(error.name == refusal, "\(error.message)")
            #expect(error.message.hasPrefix(key))
            #expect(!error.message.lowercased().contains("canari"))
            // A value of a few characters may stand in what is allowed.
            #expect(value.count < 5 || !error.message.contains(value), "\(error.message)")
        }
        #expect(world.book.now.enrolments.isEmpty)
    }

    @Test("a make that a garage of the network takes is a make, whatever it is called")
    func brands() async throws {
        var garages = Rehearsal.threeGarages
        garages[0].takes.heavyBrands = [Brand("Venturi")].compactMap(\.self).reduce(into: []) {
            $0.insert($1)
        }
        let rehearsal = Rehearsal(book: LedgerBook.withPerson(), garages: garages)
        for (brand, isKnown) in [
            ("venturi", true), ("CITROËN", true), ("vw", true), ("Dupont", false),
        ] {
            let answer = await rehearsal.ask(
                "BENEFICIARY-ADD key=k\(isKnown) place=Lens brand=\(brand)", as: .prescriber)
            #expect((answer.refusal == .range) == !isKnown, "\(brand)")
        }
        // Nothing is kept of a question.
        #expect(try await rehearsal.ask("MATCH place=Lens brand=Dupont").get().rows.count > 0)
    }

    @Test("an empty value takes away what was kept, and the rest stays")
    func cleared() async throws {
        let world = World()
        let id = try await world.enrol()
        let line = #"BENEFICIARY-SET beneficiary=\#(id) phone="" far="" need="autre chose""#
        let reply = try await world.ask(line + " brand=Fiat contacted=2026-11-19").get()
        #expect(reply.text("phone") == nil && reply.text("far") == nil)
        #expect(reply.text("need") == "autre chose" && reply.text("brand") == "fiat")
        #expect(reply.text("name") == "Canari Élodie" && reply.text("car") == "defect")
        #expect(reply.text("last_contact_on") == "2026-11-21", "never back")
        let note = try #require(world.audit.remembered.last)
        #expect(note.action == .write && note.object == id && note.asked == "BENEFICIARY-SET")
        for word in ["mode", "max_km", "max_minutes", "year", "odometer_km", "fiscal_cv", "drives"]
        {
            let reply = try await world.ask("BENEFICIARY-SET beneficiary=B1 \(word)=\"\"").get()
            #expect(reply.text(word) == nil)
        }
    }

    @Test("a change is known to the next MATCH, and a new notice has its day")
    func known() async throws {
        let world = World()
        #expect(
            try await world.ask("MATCH beneficiary=B1").get()["within"] == .text("25km"))
        let reply = try await world.ask("BENEFICIARY-SET beneficiary=B1 notice=2027").get()
        #expect(reply.text("notice_on") == "2026-11-21")
        #expect(world.rehearsal.environment.directory.beneficiary(try Self.b1()) == nil)
    }

    private static func b1() throws -> BeneficiaryID { try #require(BeneficiaryID("B1")) }

    @Test("whoever is enrolled twice by one organisation is named at once")
    func twins() async throws {
        let world = World()
        let first = try await world.enrol()
        let again = try await world.ask(
            "BENEFICIARY-ADD key=k2 place=Calais name=CANARI-ELODIE first_name=jeanne"
                + " birth_date=1980-02-29"
        ).get()
        #expect(again.text("same_as") == first)
        let other = Talk(
            world.rehearsal, as: Caller(role: .prescriber, organisation: OrganisationID(2)))
        let foreign = try await other.say("BENEFICIARY-ADD key=k place=Lens \(Self.canary)").get()
        #expect(foreign.text("same_as") == nil)
    }

    @Test(
        "a garage is told whom it expects while the referral is open, and nothing of how they live")
    func garage() async throws {
        for state in ReferralState.allCases {
            let world = World { pages in
                guard var person = Rehearsal.oneAtLens else { return }
                person.vehicle = Vehicle(brand: Brand("Renault"), year: 2009)
                pages.files[person.id] = PersonFile(
                    person: person, identity: .canary, notice: "notice-9",
                    lastContactOn: Rehearsal.start.paris.day)
            }
            world.book.change { pages in
                pages.referrals = [Rehearsal.referral(state: state)].compactMap(\.self)
            }
            let reply = try await world.ask("REFERRAL referral=2345678W", .garage).get()
            #expect((reply.text("name") == "Canari") == state.isOpen, "\(state)")
            #expect((reply.text("phone") == "0612345678") == state.isOpen)
            #expect((reply.text("voucher") == "2345678W") == state.isOpen)
            #expect((reply.text("need") == "le frein chante") == state.isOpen)
            #expect((world.audit.remembered.last?.object == "B1") == state.isOpen)
            for hidden in ["1980", "rue du", "zw.example", "50.43", "notice-9"] {
                #expect(!"\(reply.rows)".contains(hidden), "\(hidden)")
            }
            for role in [Role.prescriber, .manager] {
                let reply = try await world.ask("REFERRAL referral=2345678W", role).get()
                #expect(reply.text("voucher") == nil && reply.text("phone") == nil)
            }
        }
    }

    @Test("ACCEPT tells the garage whom to ring")
    func accept() async throws {
        let world = World { pages in
            guard let person = Rehearsal.oneAtLens else { return }
            pages.files[person.id] = PersonFile(
                person: person, identity: .canary, lastContactOn: Rehearsal.start.paris.day)
        }
        world.book.change { $0.referrals = [Rehearsal.referral()].compactMap(\.self) }
        let reply = try await world.ask("ACCEPT referral=2345678W", .garage).get()
        #expect(reply.text("state") == "accepted" && reply.text("phone") == "0612345678")
    }
}

extension Identity {
    static var canary: Identity {
        Identity(
            familyName: "Canari", givenName: "Jeanne", birthDate: Day("1980-02-29"),
            phone: "0612345678", email: "canari@zw.example", contact: .adviser,
            address: "3 rue du Canari", need: "le frein chante")
    }
}

extension Reply {
    /// A text of the first row; nil where it is missing.
    func text(_ name: String) -> String? {
        for field in rows.first ?? [] where field.name == name {
            if case .text(let text) = field.value { return text }
        }
        return nil
    }
}
