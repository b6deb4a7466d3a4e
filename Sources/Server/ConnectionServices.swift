import LineProtocol
import Logging
import NIOCore

/// What all connections of a server share.
struct ConnectionServices: Sendable {
    let limits: ServerLimits
    let statistics: ServerStatistics
    let registry: ConnectionRegistry
    let logger: Logger
}

/// Told to every connection when the server stops: answer what came, say goodbye, close.
struct ServerIsStopping: Sendable {}
