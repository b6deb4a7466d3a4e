import GarageNetwork
import SQL

/// The keys that a database was sealed with, and whether a daemon has them.
enum PersonKeys {
    static let record = Statement(
        SQL.keysRecord, takes: ([Int16].self, [Bytes].self, String.self), returns: ())
    static let known = Statement(SQL.keysKnown, takes: (), returns: (Int16.self, Bytes.self))
    static let place = Statement(SQL.keyPlace, takes: (), returns: (String?.self))
    static let used = Statement(SQL.keysUsed, takes: (), returns: (Int16.self))

    /// Records the keys of a vault, unless one of them is not the database's.
    ///
    /// - Throws: ``StoreError`` with the reason `mismatch`; then nothing was recorded.
    static func check(
        _ vault: any PersonVault, keptAt path: String, on connection: PostgresConnection
    ) throws(StoreError) {
        let own = vault.fingerprints
        let numbers = own.keys.sorted()
        try connection.transaction { () throws(StoreError) in
            _ = try connection.run(
                record, numbers, numbers.map { Bytes(own[$0] ?? []) }, path)
            var lacking: Set<Int16> = []
            for (number, fingerprint) in try connection.run(known) {
                guard let print = own[number] else {
                    lacking.insert(number)
                    continue
                }
                guard fingerprint == Bytes(print) else { throw .otherKey(number) }
            }
            guard !lacking.isEmpty else { return }
            for number in try connection.run(used) where lacking.contains(number) {
                throw .lackingKey(number)
            }
        }
    }
}

extension StoreError {
    fileprivate static func otherKey(_ number: Int16) -> StoreError {
        let name = number == 0 ? "its key `digest`" : "its key `seal \(number)`"
        return StoreError(
            reason: .mismatch, statement: PersonKeys.known.declaration.name,
            message: "the key file is not this database's: \(name) is another one; bring back the"
                + " file of the time when the database was sealed, or name it with privacy.keys")
    }

    fileprivate static func lackingKey(_ number: Int16) -> StoreError {
        StoreError(
            reason: .mismatch, statement: PersonKeys.used.declaration.name,
            message: "the key file lacks `seal \(number)`, which files of persons are sealed with:"
                + " bring back the file that has that key, or name it with privacy.keys")
    }
}

extension PostgresStore {
    /// Makes sure that the vault has the keys of this database, and records new ones.
    ///
    /// - Throws: ``StoreError``, whose message says which file to bring back.
    package func checkKeys(keptAt path: String) async throws(StoreError) {
        let vault = persons.vault
        let checked: Result<Void, StoreError>
        do throws(LedgerError) {
            checked = try await persons.persons.run { connection throws(StoreError) in
                do throws(StoreError) {
                    return .success(try PersonKeys.check(vault, keptAt: path, on: connection))
                } catch {
                    return .failure(error)
                }
            }
        } catch {
            throw .lost("keys_known", "PostgreSQL is away")
        }
        try checked.get()
    }
}
