import GarageNetwork
import SQL

/// Reads of what other daemons, or an operator, changed.
enum ChangeReads {
    static let since = Statement(
        SQL.changesSince, takes: (String.self, [String].self),
        returns: (String.self, [Int64].self, [Day].self, [Day].self, [Int64].self))
    static let counts = Statement(
        SQL.countsChanged, takes: ([Int64].self, [Day].self),
        returns: (Int64.self, Day.self, Int32.self, Int32.self, Int64.self))
    static let days = Statement(
        SQL.daysChanged, takes: ([Int64].self, [Day].self),
        returns: (Int64.self, Day.self, Int32.self, Int64.self))
    static let state = Statement(
        SQL.networkState, takes: (),
        returns: (String.self, Day?.self, Int64.self, Day?.self))
    static let prune = Statement(SQL.changesPrune, takes: (Int32.self), returns: ())
    static let settle = Statement(SQL.unplacedSettle, takes: (), returns: ())

    /// How long a change is kept: a daemon that is connected looks every few seconds, and one that
    /// was not loads everything.
    static let keptSeconds: Int32 = 3_600

    /// Reads what was committed after what is known, and hands it over.
    ///
    /// The rows are read after the list of what changed, so they are at least as new.
    ///
    /// - Returns: False where nothing was done, since only a load can be the first.
    @discardableResult
    static func takeOver(
        into position: NetworkPosition, on connection: PostgresConnection
    ) throws(StoreError) -> Bool {
        let known = position.known
        guard let snapshot = known.seen else { return false }
        let found = try connection.run(
            since, snapshot, known.own)
        guard let (seen, counted, months, days, whole) = found.first else {
            throw StoreError(unreadable: since.declaration.name, column: 0)
        }
        var change = NetworkChange(unplaced: try networkState(on: connection).unplaced)
        if !counted.isEmpty {
            change.counts = try connection.run(
                counts, counted, months
            ).map { GarageCount($0) }
            change.days = try connection.run(
                Self.days, counted, days
            ).map { DayCount($0) }
        }
        if !whole.isEmpty {
            change.garages = try NetworkReads.garages(whole, on: connection)
            change.removed = Array(Set(whole).subtracting(change.garages.map(\.number)))
        }
        position.take(change, seen: seen)
        return true
    }

    static func networkState(
        on connection: PostgresConnection
    ) throws(StoreError) -> (seen: String, begins: Day?, unplaced: UnplacedSummary) {
        guard let row = try connection.run(state).first else {
            throw StoreError(unreadable: state.declaration.name, column: 0)
        }
        return (row.0, row.1, UnplacedSummary(count: Int(row.2), oldest: row.3))
    }
}
