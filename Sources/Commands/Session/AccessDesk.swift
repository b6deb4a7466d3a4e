package import GarageNetwork
import Synchronization

/// Makes and checks tokens: `keyid.secret`, of which only the key id and a hash are kept.
///
/// The hash is SHA-256, handed in by the daemon: a 256-bit random secret needs no slow hash.
package final class AccessDesk: Sendable {
    package typealias Hash = @Sendable ([UInt8]) -> [UInt8]

    private struct State {
        var lastSeen: [String: StoredToken] = [:]
        var revoked: Set<String> = []
        /// Organisations whose authorisation was refused through this daemon.
        var refused: Set<OrganisationID> = []
        /// The day each token was last seen on, so that the database hears of it once a day.
        var seenOn: [String: Day] = [:]
        var failures: Int64 = 0
    }
    private let state = Mutex(State())
    private let changes = Atomic<UInt64>(0)
    private let hash: Hash

    /// How many tokens are remembered for the time PostgreSQL is away.
    package static let rememberedMax = 10_000

    package init(hash: @escaping Hash) { self.hash = hash }

    /// A new token: what is shown once, and what is kept.
    package func issue(
        role: Role, organisation: OrganisationID?, garage: Int64?, expiresAt: Instant
    ) -> (shown: String, stored: StoredToken) {
        var generator = SystemRandomNumberGenerator()
        let keyID = TokenText.random(characters: 12, using: &generator)
        let secret = TokenText.random(characters: TokenText.secretLength, using: &generator)
        let stored = StoredToken(
            keyID: keyID, secretHash: hash(Array(secret.utf8)), role: role,
            organisation: organisation, garage: garage, expiresAt: expiresAt)
        return ("\(keyID).\(secret)", stored)
    }

    /// A new secret for a link: what is shown once, and the hash that is kept.
    func issueLinkSecret() -> (shown: String, hash: [UInt8]) {
        var generator = SystemRandomNumberGenerator()
        let secret = TokenText.random(characters: TokenText.linkLength, using: &generator)
        return (secret, hash(Array(secret.utf8)))
    }

    /// Who a token belongs to, looked up in the registry, or remembered while that is away.
    func admit(
        _ token: String, registry: any NetworkRegistry, now: Instant
    ) async -> Admission {
        guard let (keyID, secret) = TokenText.parts(of: token) else { return refusal() }
        let stored: StoredToken?
        do throws(LedgerError) {
            stored = try await registry.token(keyID: keyID)
            remember(stored, keyID: keyID)
        } catch {
            guard let known = state.withLock({ $0.lastSeen[keyID] }) else { return .unanswered }
            stored = known
        }
        let given = hash(Array(secret.utf8))
        // The comparison runs in full for an unknown key too, so that time tells nothing.
        let expected = stored?.secretHash ?? [UInt8](repeating: 0, count: given.count)
        let isSame = isEqualInConstantTime(given, expected)
        guard let stored, isSame, stored.expiresAt > now, !isRevoked(keyID) else {
            return refusal()
        }
        return .admitted(
            Caller(
                role: stored.role, organisation: stored.organisation, garage: stored.garage,
                keyID: keyID))
    }

    func revoke(_ keyID: String) {
        state.withLock { state in
            state.revoked.insert(keyID)
            state.lastSeen[keyID] = nil
        }
        changes.add(1, ordering: .releasing)
    }

    func isRevoked(_ keyID: String) -> Bool {
        state.withLock { $0.revoked.contains(keyID) }
    }

    /// Shuts out an organisation's callers, or lets them in again.
    func set(_ organisation: OrganisationID, isRefused: Bool) {
        state.withLock { state in
            if isRefused {
                state.refused.insert(organisation)
            } else {
                state.refused.remove(organisation)
            }
        }
        changes.add(1, ordering: .releasing)
    }

    /// Raised whenever somebody is shut out or let in again: as long as it stays, so does what
    /// ``isShutOut(_:)`` said, which takes a lock.
    var version: UInt64 { changes.load(ordering: .acquiring) }

    /// Whether a caller who was let in may go on.
    func isShutOut(_ caller: Caller) -> Bool {
        state.withLock { state in
            (caller.keyID.map(state.revoked.contains) ?? false)
                || (caller.organisation.map(state.refused.contains) ?? false)
        }
    }

    /// Whether a token is used for the first time on a day, as far as is known here.
    func isFirstUse(of keyID: String, on day: Day) -> Bool {
        state.withLock { state in
            if state.seenOn.count >= Self.rememberedMax { state.seenOn.removeAll() }
            return state.seenOn.updateValue(day, forKey: keyID) != day
        }
    }

    /// How many wrong tokens were shown since the start.
    package var failures: Int64 { state.withLock { $0.failures } }

    private func refusal() -> Admission {
        state.withLock { $0.failures += 1 }
        return .refused
    }

    private func remember(_ token: StoredToken?, keyID: String) {
        state.withLock { state in
            if state.lastSeen.count >= Self.rememberedMax { state.lastSeen.removeAll() }
            state.lastSeen[keyID] = token
        }
    }
}

extension Environment {
    /// Remembers the day that a token was used on; that the database is away keeps nobody out.
    func rememberUse(after admission: Admission) async {
        let today = clock.now.paris.day
        guard case .admitted(let caller) = admission, let keyID = caller.keyID,
            access.isFirstUse(of: keyID, on: today)
        else { return }
        try? await desks.accounts.tokenWasUsed(keyID: keyID, on: today)
    }
}

/// How a token is written.
enum TokenText {
    /// 52 characters of 5 bits: 260 bits.
    static let secretLength = 52
    /// 26 characters: 130 bits, for a link that lives for days.
    static let linkLength = 26
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    static func random(
        characters: Int, using generator: inout some RandomNumberGenerator
    ) -> String {
        let bytes = (0..<characters).map { _ in
            alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func parts(of token: String) -> (keyID: String, secret: String)? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 12,
            parts[1].utf8.count == secretLength
        else { return nil }
        return (String(parts[0]), String(parts[1]))
    }
}

/// Compares without stopping at the first difference.
func isEqualInConstantTime(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    guard a.count == b.count else { return false }
    var difference: UInt8 = 0
    for (x, y) in zip(a, b) { difference |= x ^ y }
    return difference == 0
}
