package import GarageNetwork
import SQL

/// The mark of a database that is only a rehearsal: whatever clock was set may write there.
enum RehearsalMark {
    static let begin = Statement(SQL.rehearsalBegin, takes: (), returns: ())
    static let isThere = Statement(SQL.rehearsalIs, takes: (), returns: (Bool.self))
}

extension PostgresStore {
    /// Marks the database as a rehearsal for good.
    package func beginRehearsal() async throws(LedgerError) {
        try await registry.writer.write { session throws(StoreError) in
            _ = try session.run { connection throws(StoreError) in
                try connection.run(RehearsalMark.begin)
            }
        }
    }

    /// Whether the database was marked as a rehearsal.
    package func isRehearsal() async throws(LedgerError) -> Bool {
        try await registry.reader.read { connection throws(StoreError) in
            try connection.run(RehearsalMark.isThere).first ?? false
        }
    }
}
