import GarageNetwork
import Matching
import Testing

@Suite struct SnapshotReaderTests {
    @Test func aReaderSeesWhatWasPublished() throws {
        let network = try LiveNetwork.test([.test(1)])
        let reader = SnapshotReader(network)
        let kept = reader.current
        network.apply(counts: [try .test(1, "2025-11", 2)], days: [])
        #expect(reader.current.monthEnds[0].committed == 2)
        // A request in flight goes on with the snapshot it began with.
        #expect(kept.monthEnds[0].committed == 0)
        network.storeIs(down: "away")
        #expect(reader.current.storeDown != nil)
    }

    @Test func readersAndWritersTogetherSeeNoCountGoBack() async throws {
        let garages = try (1...300).map { try Garage.test($0) }
        let network = try LiveNetwork.test(garages)
        let month = try aMonth("2025-11")
        await withTaskGroup(of: Bool.self) { group in
            for writer in 0..<2 {
                group.addTask {
                    for step in 1...400 {
                        let garage = Int64(step % 150 + 1 + 150 * writer)
                        let count = GarageCount(
                            garage: garage, month: month, committed: step, received: 0,
                            revision: Int64(step + 1))
                        network.apply(counts: [count], days: [])
                    }
                    return true
                }
            }
            for _ in 0..<2 {
                group.addTask {
                    let reader = SnapshotReader(network)
                    var (epoch, total) = (reader.current.epoch, 0)
                    for _ in 0..<200 {
                        let snapshot = reader.current
                        let sum = snapshot.garages.indices.reduce(0) {
                            $0 + snapshot.monthEnds[$1].committed
                        }
                        guard snapshot.epoch >= epoch, sum >= total else { return false }
                        (epoch, total) = (snapshot.epoch, sum)
                    }
                    return true
                }
            }
            for await isMonotonic in group { #expect(isMonotonic) }
        }
        #expect(network.snapshot.monthEnds[0].committed == 300)
        #expect(network.snapshot.monthEnds[299].committed == 299)
    }
}

@Suite struct ChunkedTests {
    @Test(arguments: [0, 1, 255, 256, 257, 512, 1_000])
    func itIsAnArray(count: Int) {
        var chunked = Chunked(Array(0..<count))
        #expect(chunked.count == count)
        let copy = chunked
        for index in 0..<count { chunked[index] += 1_000 }
        let changed = (0..<count).map { chunked[$0] - 1_000 }
        let kept = (0..<count).map { copy[$0] }
        #expect(changed == Array(0..<count) && kept == Array(0..<count))
    }
}
