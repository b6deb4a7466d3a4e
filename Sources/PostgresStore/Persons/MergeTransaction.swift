import GarageNetwork
import SQL

/// Makes one file of two, in one transaction or not at all.
struct MergeTransaction: Sendable {
    let order: MergeOrder
    let vault: any PersonVault

    static let begin = Statement(
        SQL.mergeBegin, takes: (String.self, String.self, Int64?.self, String.self),
        returns: (String.self, Int64?.self, Int64?.self, String?.self, Bool.self))
    static let overrides = Statement(
        SQL.mergeOverrides, takes: (Int64.self), returns: (Int64.self, String.self))
    static let end = Statement(
        SQL.mergeEnd,
        takes: (
            Int64.self, Int64.self, String.self, [Int64].self, [String].self, Instant?.self
        ), returns: (Bool.self))

    /// How often it is tried where something long holds the referrals.
    private static let attemptsMax = 8
    /// How long it waits for them each time, while every other referral waits behind it.
    private static let lockMilliseconds = 100

    func run(on session: Session) throws(StoreError) -> MergeOutcome {
        for _ in 1..<Self.attemptsMax {
            do throws(StoreError) {
                return try session.run(attempt)
            } catch {
                guard error.reason == .conflict else { throw error }
            }
        }
        return try session.run(attempt)
    }

    private func attempt(on connection: PostgresConnection) throws(StoreError) -> MergeOutcome {
        try connection.transaction { () throws(StoreError) in
            try connection.script(
                "SET LOCAL lock_timeout = \(Self.lockMilliseconds)", name: "merge")
            return try merge(on: connection)
        }
    }

    private func merge(on connection: PostgresConnection) throws(StoreError) -> MergeOutcome {
        let organisation = order.scope.organisationNumber
        let key = "\(organisation ?? 0):\(KeptKey.of(order.key))"
        let name = Self.begin.declaration.name
        let rows = try connection.run(
            Self.begin, order.beneficiary.text, order.into.text, organisation, key)
        guard let (outcome, from, into, why, isAlike) = rows.first else {
            throw StoreError(unreadable: name, column: 0)
        }
        switch outcome {
        case "REPLAYED": return .merged(replayed: true)
        case "KEY_REUSED": return .keyReused
        case "NO_SUCH": return .noSuchPerson
        case "HALTED":
            guard let halt = why.flatMap(Halt.init(rawValue:)) else {
                throw StoreError(unreadable: name, column: 3)
            }
            return .halted(halt)
        case _ where !isAlike && !order.isExplained: return .unlike
        case "BOTH_OPEN": return .bothOpen
        default: break
        }
        guard let from, let into else { throw StoreError(unreadable: name, column: 1) }
        return try merge(from, into, of: organisation, key, on: connection)
    }

    private func merge(
        _ from: Int64, _ into: Int64, of organisation: Int64?, _ key: String,
        on connection: PostgresConnection
    ) throws(StoreError) -> MergeOutcome {
        guard
            let old = try PersonRows.one(
                order.beneficiary, of: organisation, holds: true, with: vault, on: connection),
            let new = try PersonRows.one(
                order.into, of: organisation, holds: true, with: vault, on: connection)
        else { return .noSuchPerson }
        _ = try PersonRows.write(
            new.file.filled(from: old.file), number: into, with: vault,
            on: connection)
        _ = try connection.run(PersonRows.empty, from)
        var referrals: [Int64] = []
        var reasons: [String] = []
        for (referral, sealed) in try connection.run(Self.overrides, from) {
            let reason = try SealedReason.open(
                sealed, of: order.beneficiary, with: vault,
                statement: Self.overrides.declaration.name)
            referrals.append(referral)
            reasons.append(SealedReason.seal(reason, of: order.into, with: vault))
        }
        _ = try connection.run(Self.end, from, into, key, referrals, reasons, order.at)
        return .merged(replayed: false)
    }
}
