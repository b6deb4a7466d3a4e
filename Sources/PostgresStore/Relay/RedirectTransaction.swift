import GarageNetwork
import SQL

/// Ends one referral and makes the next, both in one transaction or neither.
///
/// In this order, because a person has one open referral at most.
struct RedirectTransaction: Sendable {
    let step: StepOrder
    let order: ReferralOrder
    let hash: Bytes

    /// How often it is tried when another daemon drew the same code or was faster.
    private static let attemptsMax = 4

    func run(
        on connection: PostgresConnection, knowing known: NetworkPosition.Known
    ) throws(StoreError) -> RedirectOutcome {
        for _ in 0..<Self.attemptsMax {
            if let known = try before(on: connection) { return known }
            let outcome = try attempt(on: connection, known)
            // A twin may have written under this key while this one waited for it.
            guard outcome == .keyReused else {
                if let outcome { return outcome }
                continue
            }
            return try before(on: connection) ?? .keyReused
        }
        throw StoreError(
            reason: .conflict, statement: ReferralBatch.statement.declaration.name,
            message: "another daemon was faster each time")
    }

    /// The answer when the referral has a follower already, or is not the caller's; nil otherwise.
    private func before(
        on connection: PostgresConnection
    ) throws(StoreError) -> RedirectOutcome? {
        let rows = try connection.run(
            RelayReads.follower, step.code.text, step.scope.organisationNumber,
            step.scope.garageNumber, KeptKey.of(order.key), hash)
        guard let (state, follower, isSameKey, isSameRequest) = rows.first else {
            return .noSuchReferral
        }
        guard let state = ReferralState(rawValue: state) else {
            throw StoreError(unreadable: RelayReads.follower.declaration.name, column: 0)
        }
        guard let follower = follower.flatMap({ ReferralCode($0) }) else { return nil }
        guard state == .redirected, isSameKey == true else { return .conflict(state) }
        guard isSameRequest == true else { return .keyReused }
        return try pair(to: follower, replayed: true, on: connection)
    }

    /// Nil when it must be asked again.
    private func attempt(
        on connection: PostgresConnection, _ known: NetworkPosition.Known
    ) throws(StoreError) -> RedirectOutcome? {
        try connection.script("BEGIN", name: "begin")
        let (placed, refused) = try undoing(on: connection) { () throws(StoreError) in
            try write(on: connection, known)
        }
        guard let placed else {
            try connection.script("ROLLBACK", name: "rollback")
            return refused
        }
        try connection.script("COMMIT", name: "commit")
        return try pair(to: placed.code, replayed: false, on: connection)
    }

    /// The new referral, or what is said instead; neither when it must be asked again.
    private func write(
        on connection: PostgresConnection, _ known: NetworkPosition.Known
    ) throws(StoreError) -> (Referral?, RedirectOutcome?) {
        switch try StepTransaction(step: step).run(on: connection).outcome {
        case .moved: break
        case .noSuchReferral: return (nil, .noSuchReferral)
        case .conflict(let state): return (nil, .conflict(state))
        case .keyReused: return (nil, .keyReused)
        case .full, .elsewhere, .tooEarly: return (nil, .conflict(.redirected))
        }
        var generator = SystemRandomNumberGenerator()
        let result = try ReferralBatch.run(
            [order], hashes: [hash], codes: [ReferralCode.random(using: &generator).text],
            knowing: known, on: connection)
        switch result.answers.first {
        case .outcome(.placed(let referral, replayed: false)): return (referral, nil)
        // The key belongs to another referral, or to a twin's.
        case .outcome(.placed), .outcome(.keyReused): return (nil, .keyReused)
        case .outcome(.full): return (nil, .full)
        case .outcome(.openReferral): return (nil, .openReferral)
        case .outcome(.stale): return (nil, .stale)
        case .outcome(.noSuchBeneficiary): return (nil, .noSuchReferral)
        case .outcome(.superseded), .again, nil: return (nil, nil)
        }
    }

    /// Ends the transaction where the block fails.
    private func undoing<Value>(
        on connection: PostgresConnection, _ body: () throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        do throws(StoreError) {
            return try body()
        } catch {
            if connection.isUsable { try? connection.script("ROLLBACK", name: "rollback") }
            throw error
        }
    }

    /// Both as they stand now.
    private func pair(
        to follower: ReferralCode, replayed: Bool, on connection: PostgresConnection
    ) throws(StoreError) -> RedirectOutcome {
        let everywhere = Scope.everything(step.scope.role)
        guard let old = try ReferralReads.one(step.code, step.scope, on: connection),
            let new = try ReferralReads.one(follower, everywhere, on: connection)
        else { return .noSuchReferral }
        return .redirected(from: old, to: new, replayed: replayed)
    }
}
