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
        catchUp()
        return latest
    }

    /// Lends the latest snapshot for the whole of a request, without a copy.
    ///
    /// A copy counts references that all connections share, and two processors that count the
    /// same one wait for each other. Nothing is changed: `inout` is how Swift passes on what is
    /// stored in an object without copying it first.
    package func lend<Result>(_ body: (inout NetworkSnapshot) -> Result) -> Result {
        catchUp()
        return body(&latest)
    }

    private func catchUp() {
        if network.version != version { (latest, version) = network.publication }
    }
}
