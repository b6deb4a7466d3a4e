import GarageNetwork
import Testing

@testable import PostgresStore

/// Tokens and authorisations in the database.
@Suite struct AccountTests {
    private static func token(_ id: String, of organisation: OrganisationID?) -> StoredToken {
        StoredToken(
            keyID: id, secretHash: [UInt8](repeating: 7, count: 32), role: .prescriber,
            organisation: organisation, garage: nil,
            expiresAt: Instant(microseconds: 1_900_000_000_000_000))
    }

    @Test("the last day of use only grows, and a revoked token is not listed")
    func tokens() async throws {
        try await TestStore.with { store in
            let accounts = store.store.accounts
            try await store.registry.add(Self.token("aaaaaaaaaaaa", of: nil))
            try await store.registry.add(Self.token("bbbbbbbbbbbb", of: nil))
            let (early, late) = try (
                #require(Day("2026-11-01")), #require(Day("2026-11-21"))
            )
            for day in [late, early] {
                try await accounts.tokenWasUsed(keyID: "aaaaaaaaaaaa", on: day)
            }
            try await accounts.tokenWasUsed(keyID: "nobody", on: late)
            let listed = try await accounts.tokens()
            #expect(listed.map(\.keyID) == ["aaaaaaaaaaaa", "bbbbbbbbbbbb"])
            #expect(listed.map(\.lastUsedOn) == [late, nil])
            #expect(try await store.registry.revokeToken(keyID: "aaaaaaaaaaaa"))
            #expect(try await accounts.tokens().map(\.keyID) == ["bbbbbbbbbbbb"])
        }
    }

    @Test("the token of a refused prescriber opens nothing, until it is validated again")
    func refusal() async throws {
        try await TestStore.with { store in
            let id = try #require(GarageID("ccas-arras"))
            let put = try await store.registry.put([
                Prescriber(
                    organisation: .network, id: id, name: "CCAS", kind: "ccas", position: nil,
                    town: "", postcode: "")
            ])
            #expect(put.added == 1)
            let organisation = try #require(try await store.registry.prescribers().first)
                .organisation
            try await store.registry.add(Self.token("cccccccccccc", of: organisation))
            try await store.registry.add(Self.token("dddddddddddd", of: .network))
            var standing = PrescriberStanding(organisation: organisation)
            for authorisation in Authorisation.allCases {
                standing.authorisation = authorisation
                #expect(try await store.store.accounts.set(standing))
                let kept = try await store.store.accounts.prescriberStandings()
                #expect(kept == [standing])
                let token = try await store.registry.token(keyID: "cccccccccccc")
                #expect((token == nil) == (authorisation == .refused))
                #expect(try await store.registry.token(keyID: "dddddddddddd") != nil)
            }
            standing.organisation = OrganisationID(organisation.number + 1)
            #expect(try await store.store.accounts.set(standing) == false)
        }
    }
}
