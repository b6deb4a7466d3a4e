package import GarageNetwork
package import Matching

/// Sees to it that prices know the requests of every day before today, in every daemon alike.
///
/// Requests are read from the database once a day: what came until midnight is final then, so that
/// two daemons on one database price the whole day by the same requests.
package actor DemandRecall {
    private let network: LiveNetwork
    private let archive: any NetworkArchive
    private var isReading = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// Nothing is read before somebody asks.
    package init(network: LiveNetwork, archive: any NetworkArchive) {
        self.network = network
        self.archive = archive
    }

    /// Reads what is missing; whoever comes meanwhile waits for the same reading.
    ///
    /// Does nothing while the network knows yesterday. Where the database does not answer, prices
    /// stay as they were, and the next caller tries again.
    package func complete() async {
        while isReading { await withCheckedContinuation { waiting.append($0) } }
        let snapshot = network.snapshot
        guard !snapshot.knowsYesterday else { return }
        isReading = true
        let (first, last) = (snapshot.today + -LiveNetwork.demandSpanDays, snapshot.today + -1)
        if let demand = try? await archive.demand(from: first, through: last) {
            network.remember(demand, from: first, through: last)
        }
        isReading = false
        let woken = waiting
        waiting = []
        for continuation in woken { continuation.resume() }
    }
}

extension Environment {
    /// The network once its prices are those of today.
    func settledNetwork() async -> NetworkSnapshot {
        await recall.complete()
        return network.snapshot
    }
}
