import GarageNetwork
import SQL

/// Reads and writes of alerts.
enum AlertRows {
    static let open = Statement(
        SQL.alertsOpen, takes: (),
        returns: (String.self, Int64.self, String.self, Instant.self, Instant.self))
    static let raise = Statement(
        SQL.alertsRaise, takes: ([String].self, [Int64].self, [String].self, Instant?.self),
        returns: ())
    static let clear = Statement(
        SQL.alertsClear, takes: ([String].self, [Int64].self, Instant?.self), returns: ())

    static func all(on connection: PostgresConnection) throws(StoreError) -> [OpenAlert] {
        try connection.run(open).map {
            OpenAlert(rule: $0.0, garage: $0.1, level: $0.2, raisedAt: $0.3, levelSince: $0.4)
        }
    }

    static func apply(
        _ changes: AlertChanges, on connection: PostgresConnection
    ) throws(StoreError) -> [OpenAlert] {
        try connection.transaction { () throws(StoreError) in
            let (raised, cleared) = (changes.raised, changes.cleared)
            if !raised.isEmpty {
                _ = try connection.run(
                    raise, raised.map(\.rule), raised.map(\.garage), raised.map(\.level),
                    changes.at)
            }
            if !cleared.isEmpty {
                _ = try connection.run(
                    clear, cleared.map(\.rule), cleared.map(\.garage), changes.at)
            }
            return try all(on: connection)
        }
    }
}
