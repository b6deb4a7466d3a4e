/// One reader's way to the latest snapshot: a lock only after something was published.
///
/// Each event loop or connection owns one; it is not for sharing.
package final class SnapshotReader {
    private let network: LiveNetwork
    private var version: UInt64
    private var latest: NetworkSnapshot

    /// Begins with the latest snapshot.
    package init(_ network: LiveNetwork) {
        self.network = network
        (latest, version) = network.publication
    }

    /// The latest snapshot; keep it for the whole of a request.
    package var current: NetworkSnapshot {
        if network.version != version { (latest, version) = network.publication }
        return latest
    }
}
