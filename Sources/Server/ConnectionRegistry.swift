import NIOCore
import Synchronization

/// The connections that are open, so that they can be counted and told to end.
final class ConnectionRegistry: Sendable {
    private let channels = Mutex<[ObjectIdentifier: any Channel]>([:])

    var count: Int { channels.withLock { $0.count } }

    /// Adds a connection, unless there are `limit` of them already.
    ///
    /// - Returns: whether it was added.
    func add(_ channel: any Channel, limit: Int) -> Bool {
        channels.withLock { channels in
            guard channels.count < limit else { return false }
            channels[ObjectIdentifier(channel)] = channel
            return true
        }
    }

    func remove(_ channel: any Channel) {
        channels.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(channel)) }
    }

    /// Asks every connection to answer what it has and to end.
    func drainAll() {
        for channel in all { channel.pipeline.fireUserInboundEventTriggered(ServerIsStopping()) }
    }

    /// Cuts every connection that is left.
    func closeAll() {
        for channel in all { channel.close(promise: nil) }
    }

    private var all: [any Channel] { channels.withLock { Array($0.values) } }
}
