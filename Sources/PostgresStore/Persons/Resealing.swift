import GarageNetwork
import SQL

/// One round of sealing again: a few hundred rows of one table, in one transaction.
///
/// What another session holds is left for the next time, and so is what does not open.
struct ResealingRound {
    /// What of it is sealed, in the order in which it is done.
    let kind: Kind
    let vault: any PersonVault

    /// Rows a transaction: some milliseconds, between which others have their turn.
    static let countMax: Int32 = 500

    enum Kind: CaseIterable {
        case files, answers, sensitiveAnswers, decisions, overrides
    }

    /// How far a round came.
    struct Progress {
        /// Where the next one begins; nil when there is no more.
        var next: Int64?
        var resealed = 0
        /// Pseudonyms of those whose bytes did not open.
        var stuck: [String] = []
    }

    func run(
        after number: Int64, on connection: PostgresConnection
    ) throws(StoreError) -> Progress {
        try connection.transaction { () throws(StoreError) in
            switch kind {
            case .files: try files(after: number, on: connection)
            case .answers:
                try rows(SealedTable.answers, .answers, after: number, on: connection)
            case .sensitiveAnswers:
                try rows(SealedTable.sensitive, .sensitiveAnswers, after: number, on: connection)
            case .decisions:
                try rows(SealedTable.decisions, .eligibility, after: number, on: connection)
            case .overrides: try overrides(after: number, on: connection)
            }
        }
    }

    private func files(
        after number: Int64, on connection: PostgresConnection
    ) throws(StoreError) -> Progress {
        let due = try connection.run(
            SealedTable.files, number, vault.sealingKey, Self.countMax)
        var progress = Progress(next: next(due.count, due.last?.0))
        var again: [(number: Int64, situation: Bytes?, identity: Bytes?)] = []
        for (number, id, situation, identity, key, clear) in due {
            do throws(VaultFault) {
                let situation =
                    if let clear { try sealed(clear: clear, of: id) } else {
                        try resealed(situation, key, .situation, of: id)
                    }
                let identity = try resealed(identity, key, .identity, of: id)
                again.append((number, situation, identity))
            } catch {
                progress.stuck.append(id)
            }
        }
        _ = try connection.run(
            SealedTable.filesPut, again.map(\.number), again.map(\.situation),
            again.map(\.identity), vault.sealingKey)
        progress.resealed = again.count
        return progress
    }

    private func rows(
        _ table: SealedTable, _ field: SealedField, after number: Int64,
        on connection: PostgresConnection
    ) throws(StoreError) -> Progress {
        let due = try connection.run(table.due, number, vault.sealingKey, Self.countMax)
        var progress = Progress(next: next(due.count, due.last?.0))
        var again: [(number: Int64, sealed: Bytes)] = []
        for (number, id, sealed, key) in due {
            do throws(VaultFault) {
                let bytes = try vault.reseal(sealed.bytes, key: key, as: field, of: id)
                again.append((number, Bytes(bytes)))
            } catch {
                progress.stuck.append(id)
            }
        }
        _ = try connection.run(
            table.put, again.map(\.number), again.map(\.sealed), vault.sealingKey)
        progress.resealed = again.count
        return progress
    }

    private func overrides(
        after number: Int64, on connection: PostgresConnection
    ) throws(StoreError) -> Progress {
        let due = try connection.run(
            SealedTable.overrides, number, "\(vault.sealingKey)", Self.countMax)
        var progress = Progress(next: next(due.count, due.last?.0))
        var again: [(number: Int64, old: String, new: String)] = []
        for (number, id, kept) in due {
            do throws(VaultFault) {
                again.append((number, kept, try SealedReason.reseal(kept, of: id, with: vault)))
            } catch {
                progress.stuck.append(id)
            }
        }
        let put = try connection.run(
            SealedTable.overridesPut, again.map(\.number), again.map(\.old), again.map(\.new))
        progress.resealed = put.first.map(Int.init) ?? 0
        return progress
    }

    private func next(_ count: Int, _ last: Int64?) -> Int64? {
        count < Int(Self.countMax) ? nil : last
    }

    private func resealed(
        _ sealed: Bytes?, _ key: Int16?, _ field: SealedField, of id: String
    ) throws(VaultFault) -> Bytes? {
        guard let sealed else { return nil }
        guard let key else { throw .altered(field) }
        return Bytes(try vault.reseal(sealed.bytes, key: key, as: field, of: id))
    }

    private func sealed(clear: String, of id: String) throws(VaultFault) -> Bytes {
        let value = try vault.read(SealedSituation.self, clear: clear, as: .situation)
        return Bytes(vault.seal(value, as: .situation, of: id))
    }
}

/// The statements that read and write what is sealed in one table.
struct SealedTable: Sendable {
    let due: Statement<(Int64, Int16, Int32), (Int64, String, Bytes, Int16)>
    let put: Statement<([Int64], [Bytes], Int16), ()>

    private init(_ due: SQL.File, _ put: SQL.File) {
        self.due = Statement(
            due, takes: (Int64.self, Int16.self, Int32.self),
            returns: (Int64.self, String.self, Bytes.self, Int16.self))
        self.put = Statement(
            put, takes: ([Int64].self, [Bytes].self, Int16.self), returns: ())
    }

    static let answers = SealedTable(SQL.resealAnswers, SQL.resealAnswersPut)
    static let sensitive = SealedTable(SQL.resealSensitive, SQL.resealSensitivePut)
    static let decisions = SealedTable(SQL.resealDecisions, SQL.resealDecisionsPut)

    static let files = Statement(
        SQL.resealFiles, takes: (Int64.self, Int16.self, Int32.self),
        returns: (Int64.self, String.self, Bytes?.self, Bytes?.self, Int16?.self, String?.self))
    static let filesPut = Statement(
        SQL.resealFilesPut, takes: ([Int64].self, [Bytes?].self, [Bytes?].self, Int16.self),
        returns: ())
    static let overrides = Statement(
        SQL.resealOverrides, takes: (Int64.self, String.self, Int32.self),
        returns: (Int64.self, String.self, String.self))
    static let overridesPut = Statement(
        SQL.resealOverridesPut, takes: ([Int64].self, [String].self, [String].self),
        returns: (Int64.self))
}
