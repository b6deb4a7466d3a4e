import Commands
import GarageNetwork
import LineProtocol
import Testing

/// TOKENS, PRESCRIBERS, PRESCRIBER-SET and METRICS, on Saturday 21 November 2026.
@Suite struct AccountVerbTests {
    private static func rehearsal(_ accounts: AccountBook) -> Rehearsal {
        var desks = Desks.closed
        desks.accounts = accounts
        return Rehearsal(book: LedgerBook(), desks: desks)
    }

    private static func token(
        _ id: String, used: String?, made: String = "2026-01-15"
    ) throws -> TokenAccount {
        TokenAccount(
            keyID: id, role: .prescriber, organisation: OrganisationID(1), garage: nil,
            createdAt: Instant(paris: try #require(Day(made)), secondsOfDay: 0),
            expiresAt: Rehearsal.start, lastUsedOn: try used.map { try #require(Day($0)) })
    }

    @Test(
        "tokens that nobody has used for so many days, counted from their making if never",
        arguments: [
            ("fmt=json", ["a", "b", "c"]), ("unused_days=1", ["b", "c"]),
            ("unused_days=30", ["b", "c"]),
            ("unused_days=31", ["c"]), ("unused_days=310", ["c"]), ("unused_days=311", []),
        ])
    func unused(argument: String, expected: [String]) async throws {
        let tokens = [
            try Self.token("a", used: "2026-11-21"), try Self.token("b", used: "2026-10-22"),
            try Self.token("c", used: nil),
        ]
        let book = AccountBook { $0.tokens = tokens }
        let reply = try await Self.rehearsal(book).ask("TOKENS \(argument)").get()
        #expect(reply.texts("id") == expected)
        #expect(reply.rows.allSatisfy { $0.value("expired") == .truth(true) })
        #expect(reply.rows.allSatisfy { $0.value("organisation") == .text("P01") })
    }

    @Test("a day that a token is used on is remembered once")
    func use() async throws {
        let book = AccountBook()
        let rehearsal = Self.rehearsal(book)
        let shown = try await rehearsal.ask("TOKEN-ADD role=monitor").get()
        let token = try #require(shown.texts("token").first)
        for _ in 0..<3 {
            _ = try await Talk(rehearsal, as: nil).say("AUTH token=\(token)").get()
        }
        #expect(book.now.used.count == 1)
        let next = rehearsal.clock.now.advanced(bySeconds: 86_400)
        rehearsal.clock.set(to: next)
        _ = try await Talk(rehearsal, as: nil).say("AUTH token=\(token)").get()
        #expect(book.now.used.last?.hasSuffix("2026-11-22") == true)
    }

    @Test("a manager validates, a convention runs out the day after its last")
    func prescribers() async throws {
        let rehearsal = Self.rehearsal(AccountBook())
        let set = try await rehearsal.ask(
            "PRESCRIBER-SET prescriber=P01 authorisation=validated convention_from=2026-01-01"
                + " convention_to=2026-11-20", as: .manager
        ).get()
        #expect(set.texts("authorisation") == ["validated"])
        #expect(set.rows.first?.value("lapsed") == .truth(true))
        // What is not named stays.
        _ = try await rehearsal.ask("PRESCRIBER-SET prescriber=P01 convention_to=2026-11-21").get()
        let rows = try await rehearsal.ask("PRESCRIBERS").get()
        #expect(rows.texts("prescriber") == ["P01", "P02"])
        #expect(rows.texts("authorisation") == ["validated", "unset"])
        #expect(rows.rows.allSatisfy { $0.value("lapsed") == .truth(false) })
        let unset = try await rehearsal.ask("PRESCRIBERS authorisation=unset").get()
        #expect(unset.texts("prescriber") == ["P02"])
        #expect(try await rehearsal.ask("PRESCRIBERS lapsed=yes").get().rows.isEmpty)
        #expect(try await rehearsal.ask("PRESCRIBERS territory=59").get().rows.isEmpty)
    }

    @Test("a refused prescriber's connections end, and come back when it is validated")
    func refusedCaller() async throws {
        let rehearsal = Self.rehearsal(AccountBook())
        let caller = Caller(
            role: .prescriber, organisation: OrganisationID(1), keyID: "0123456789ab")
        let talk = Talk(rehearsal, as: caller)
        #expect(await talk.say("STATUS").error == nil)
        _ = try await rehearsal.ask("PRESCRIBER-SET prescriber=P01 authorisation=refused").get()
        #expect(await talk.say("STATUS").error?.name == .auth)
        _ = try await rehearsal.ask("PRESCRIBER-SET prescriber=P01 authorisation=validated").get()
        #expect(await Talk(rehearsal, as: caller).say("STATUS").error == nil)
    }

    @Test(
        "what cannot be is refused",
        arguments: [
            ("PRESCRIBER-SET prescriber=P09 authorisation=validated", RequestError.Name.noSuch),
            ("PRESCRIBER-SET prescriber=P01 authorisation=perhaps", .range),
            (
                "PRESCRIBER-SET prescriber=P01 convention_from=2026-02-01 convention_to=2026-01-31",
                .range
            ),
            ("TOKENS unused_days=0", .range),
        ])
    func refused(line: String, name: RequestError.Name) async throws {
        #expect(await Self.rehearsal(AccountBook()).ask(line).error?.name == name)
    }

    @Test("figures carry a name, a kind and a meaning, and agree with LOAD")
    func metrics() async throws {
        let rehearsal = Rehearsal(
            book: LedgerBook(), counts: Rehearsal.november([3, 7, 12], received: 2))
        let reply = try await rehearsal.ask("METRICS", as: .monitor).get()
        var values: [String: Field.Value] = [:]
        for row in reply.rows {
            guard case .text(let name) = row.value("metric") else { continue }
            #expect(name.hasPrefix("garaged_"))
            #expect(values.updateValue(row.value("value") ?? .missing, forKey: name) == nil)
        }
        #expect(values["garaged_committed_this_month"] == .whole(22))
        #expect(values["garaged_received_this_month"] == .whole(6))
        #expect(values["garaged_garages_below_band"] == .whole(1))
        #expect(values["garaged_garages_in_band"] == .whole(1))
        #expect(values["garaged_garages_above_band"] == .whole(1))
        #expect(values["garaged_store_up"] == .whole(1))
    }
}
