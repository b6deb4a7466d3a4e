import Optimum
import Testing

@Suite struct FlowNetworkTests {
    @Test func nothingFlowsWhereNothingIs() throws {
        #expect(try FlowNetwork(nodes: 0).cheapestFlow() == [])
        #expect(try FlowNetwork(nodes: 3).cheapestFlow() == [])
        var network = FlowNetwork(nodes: 2)
        network.connect(0, 1, cost: 1)
        #expect(try network.cheapestFlow() == [0])
    }

    @Test func theCheaperWayIsFilledFirst() throws {
        var network = FlowNetwork(nodes: 3)
        network.connect(0, 2, capacity: 2, cost: 5)
        network.connect(0, 1, capacity: 3, cost: 1)
        network.connect(1, 2, capacity: 3, cost: 1)
        network.supply(4, at: 0)
        network.supply(-4, at: 2)
        #expect(try network.cheapestFlow() == [1, 3, 3])
    }

    @Test func arcsSideBySideAreSteps() throws {
        var network = FlowNetwork(nodes: 2)
        network.connect(0, 1, capacity: 2, cost: 30)
        network.connect(0, 1, capacity: 2, cost: 0)
        network.connect(0, 1, capacity: 2, cost: 15)
        network.supply(3, at: 0)
        network.supply(-3, at: 1)
        #expect(try network.cheapestFlow() == [0, 2, 1])
    }

    /// Twice the largest distance on Earth in micrometres, many times over.
    @Test func greatCostsStayExact() throws {
        var network = FlowNetwork(nodes: 2)
        let great: Int64 = 40_000_000_000_000
        network.connect(0, 1, capacity: 1_000, cost: great + 1)
        network.connect(0, 1, capacity: 1_000, cost: great)
        network.supply(1_500, at: 0)
        network.supply(-1_500, at: 1)
        #expect(try network.cheapestFlow() == [500, 1_000])
    }

    @Test func aNegativeCostDrawsACircle() throws {
        var network = FlowNetwork(nodes: 2)
        network.connect(0, 1, capacity: 4, cost: -3)
        network.connect(1, 0, capacity: 3, cost: 1)
        #expect(try network.cheapestFlow() == [3, 3])
    }

    @Test func whatCannotFlowIsSaid() throws {
        var narrow = FlowNetwork(nodes: 2)
        narrow.connect(0, 1, capacity: 1, cost: 0)
        narrow.supply(2, at: 0)
        narrow.supply(-2, at: 1)
        #expect(throws: FlowError.infeasible) { try narrow.cheapestFlow() }
    }

    @Test(arguments: [(0, 2, 1, 0), (-1, 1, 1, 0), (0, 1, -1, 0), (0, 1, 1, 1)])
    func aMalformedNetworkIsRefused(tail: Int, head: Int, capacity: Int, supply: Int) {
        var network = FlowNetwork(nodes: 2)
        network.connect(tail, head, capacity: capacity, cost: 0)
        network.supply(supply, at: 0)
        #expect(throws: FlowError.malformed) { try network.cheapestFlow() }
    }
}
