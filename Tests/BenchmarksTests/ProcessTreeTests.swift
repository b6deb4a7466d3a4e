import Foundation
import Testing

@testable import Benchmarks

/// What the kernel says of processes, read.
struct ProcessTreeTests {
    @Test(arguments: [
        ("7 (redis-server) S 3 7 7 0 -1", 3),
        ("7 (a) b) (c) R 12 7 7", 12),
        ("7 (postgres: 1 2 (x)) S 1", 1),
    ])
    func parentStandsBehindTheName(_ line: String, _ parent: pid_t) {
        #expect(ProcessTree.parent(inStat: line) == parent)
    }

    @Test(arguments: ["", "7 redis S 3", "7 (redis)", "7 (redis) S", "7 (redis) S x"])
    func whatIsNoSuchLineHasNone(_ line: String) {
        #expect(ProcessTree.parent(inStat: line) == nil)
    }

    @Test func descendantsAreAllBelowAndNobodyElse() {
        let parents: [pid_t: pid_t] = [2: 1, 3: 1, 4: 3, 5: 4, 6: 2, 9: 8, 1: 0]
        #expect(ProcessTree.descendants(of: 3, parents) == [3, 4, 5])
        #expect(Set(ProcessTree.descendants(of: 1, parents)) == [1, 2, 3, 4, 5, 6])
        #expect(ProcessTree.descendants(of: 7, parents) == [7])
        // A process that is its own parent ends the search all the same.
        #expect(ProcessTree.descendants(of: 1, [1: 1, 2: 1]) == [1, 2])
    }

    @Test func memoryIsInKilobytes() {
        let status = "Name:\tx\nVmHWM:\t  2048 kB\nVmRSS:\t   12 kB\n"
        #expect(ProcessTree.kilobytes("VmHWM", inStatus: status) == 2048)
        #expect(ProcessTree.kilobytes("VmRSS", inStatus: status) == 12)
        #expect(ProcessTree.kilobytes("VmSwap", inStatus: status) == 0)
    }

    @Test func thisProcessCostsSomething() {
        let own = getpid()
        #expect(ProcessTree.members(of: own).first == own)
        #expect(ProcessTree.cpuSeconds(of: [own]) > 0)
        // In this order: it may grow between the two.
        let now = ProcessTree.residentBytes(of: own)
        #expect(now > 1 << 20 && ProcessTree.mostResidentBytes(of: own) >= now)
        #expect(ProcessTree.residentBytes(of: -5) == 0)
    }
}
