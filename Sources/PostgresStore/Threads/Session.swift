import Logging

/// A thread's connection, made when it is needed and made anew when it was lost.
final class Session {
    private let conninfo: String
    private let health: StoreHealth
    private let options: ConnectionOptions
    private var current: (connection: PostgresConnection, epoch: Int)?

    init(conninfo: String, health: StoreHealth, options: ConnectionOptions = .daemon) {
        self.conninfo = conninfo
        self.health = health
        self.options = options
    }

    /// Runs a block with a connection that looked alive a moment ago.
    ///
    /// - Throws: ``StoreError``; `unreachable` at once while PostgreSQL is away.
    func run<Value>(
        _ body: (PostgresConnection) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        let connection = try connection()
        do throws(StoreError) {
            return try body(connection)
        } catch {
            // A server that became read-only must be left for the one that is not.
            if error.reason == .unreachable { current = nil }
            throw error
        }
    }

    private func connection() throws(StoreError) -> PostgresConnection {
        guard let epoch = health.epoch else {
            current = nil
            throw .lost("connect", "PostgreSQL is away")
        }
        if let current, current.epoch == epoch, current.connection.isAlive() {
            return current.connection
        }
        current = nil
        guard health.waitBeforeTrying() == nil else {
            throw .lost("connect", "PostgreSQL is away")
        }
        do throws(StoreError) {
            let connection = try PostgresConnection(conninfo: conninfo, options: options)
            current = (connection, epoch)
            return connection
        } catch {
            health.connectingFailed(error.description)
            throw error
        }
    }
}
