import Testing

@testable import Server

@Suite struct DeadlinesTests {
    @Test("tells the earliest, and what is due")
    func earliest() {
        var deadlines = Deadlines()
        #expect(deadlines.earliest == .max)
        #expect(deadlines.due(at: .max - 1) == nil)
        deadlines.set(.idle, at: 300)
        deadlines.set(.line, at: 30)
        #expect(deadlines.earliest == 30)
        #expect(deadlines.due(at: 29) == nil)
        #expect(deadlines.due(at: 30) == .line)
        deadlines.clear(.line)
        #expect(!deadlines.isSet(.line))
        #expect(deadlines.earliest == 300)
        deadlines.clearAll()
        #expect(deadlines.earliest == .max)
    }

    @Test(
        "of several that are due, the one that ends most is told",
        arguments: Deadlines.Reason.allCases)
    func order(reason: Deadlines.Reason) {
        var deadlines = Deadlines()
        for other in Deadlines.Reason.allCases where other.rawValue >= reason.rawValue {
            deadlines.set(other, at: 1)
        }
        #expect(deadlines.due(at: 1) == reason)
    }
}
