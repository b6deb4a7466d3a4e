import GarageNetwork
import Testing

@testable import PostgresStore

/// Links by which a garage answers without an account.
@Suite struct LinkTests {
    private static func hash(_ byte: UInt8) -> [UInt8] { Array(repeating: byte, count: 32) }

    @Test func aLinkIsUsedOnce() async throws {
        try await OutboxDesk.with { desk in
            let code = try #require(ReferralCode(try await desk.refer()))
            let link = AnswerLink(referral: code, secretHash: Self.hash(1), lifetimeSeconds: 60)
            let expires = try await desk.outbox.add(link, at: desk.now)
            #expect(expires == desk.now.advanced(bySeconds: 60))
            func use(_ byte: UInt8, after seconds: Int64 = 0) async throws -> LinkUse {
                try await desk.outbox.useLink(
                    secretHash: Self.hash(byte), at: desk.now.advanced(bySeconds: seconds))
            }
            #expect(try await use(2) == .noSuchLink)
            #expect(try await use(1, after: 60) == .expired)
            #expect(try await use(1, after: 59) == .opened(code, garage: desk.garage))
            #expect(try await use(1, after: 59) == .used)
        }
    }

    @Test func theOtherLinksOfTheReferralAreUsedUpWithIt() async throws {
        try await OutboxDesk.with { desk in
            let codes = [try await desk.refer(), try await desk.refer()]
            for (index, code) in (codes + [codes[0]]).enumerated() {
                let link = AnswerLink(
                    referral: try #require(ReferralCode(code)),
                    secretHash: Self.hash(UInt8(index)), lifetimeSeconds: 60)
                _ = try await desk.outbox.add(link, at: desk.now)
            }
            var uses: [LinkUse] = []
            for byte in [0, 2, 1] as [UInt8] {
                uses.append(
                    try await desk.outbox.useLink(secretHash: Self.hash(byte), at: desk.now))
            }
            let (first, second) = (ReferralCode(codes[0]), ReferralCode(codes[1]))
            #expect(
                uses == [
                    .opened(try #require(first), garage: desk.garage), .used,
                    .opened(try #require(second), garage: desk.garage),
                ])
        }
    }

    @Test func ofTwoWhoUseTheLinksOfOneReferralAtOnceOneIsFirst() async throws {
        try await OutboxDesk.with { desk in
            try await TestStore.with(desk.store.conninfo) { other in
                for round in 0..<10 as Range<UInt8> {
                    let code = try #require(ReferralCode(try await desk.refer()))
                    for byte in [2 * round, 2 * round + 1] {
                        let link = AnswerLink(referral: code, secretHash: Self.hash(byte))
                        _ = try await desk.outbox.add(link, at: desk.now)
                    }
                    async let mine = desk.outbox.useLink(
                        secretHash: Self.hash(2 * round), at: desk.now)
                    async let theirs = other.store.outbox.useLink(
                        secretHash: Self.hash(2 * round + 1), at: desk.now)
                    let uses = [try await mine, try await theirs]
                    #expect(uses.contains(.opened(code, garage: desk.garage)))
                    #expect(uses.contains(.used))
                }
            }
        }
    }

    @Test func aReferralThatIsNotThereHasNoLink() async throws {
        try await OutboxDesk.with { desk in
            let code = try #require(ReferralCode("2345678W"))
            let link = AnswerLink(referral: code, secretHash: Self.hash(1))
            #expect(try await desk.outbox.add(link, at: desk.now) == nil)
        }
    }
}
