import CNetworkSimplex

/// A network of nodes and arcs through which whole units flow at a cost.
///
/// Solved exactly by the network simplex method of COIN-OR LEMON.
package struct FlowNetwork: Sendable {
    private var tails: [Int32] = []
    private var heads: [Int32] = []
    private var capacities: [Int64] = []
    private var costs: [Int64] = []
    private var supplies: [Int64]

    /// A network without arcs, whose nodes neither send nor receive.
    package init(nodes: Int, arcs: Int = 0) {
        supplies = Array(repeating: 0, count: nodes)
        tails.reserveCapacity(arcs)
        heads.reserveCapacity(arcs)
        capacities.reserveCapacity(arcs)
        costs.reserveCapacity(arcs)
    }

    /// Adds an arc that carries 0 to `capacity` units at `cost` each.
    ///
    /// - Returns: The number of the arc: 0 for the first, 1 for the second.
    @discardableResult
    package mutating func connect(
        _ tail: Int, _ head: Int, capacity: Int = 1, cost: Int64
    ) -> Int {
        tails.append(Int32(clamping: tail))
        heads.append(Int32(clamping: head))
        capacities.append(Int64(capacity))
        costs.append(cost)
        return tails.count - 1
    }

    /// Lets a node send so many units more; a negative number makes it receive.
    package mutating func supply(_ units: Int, at node: Int) { supplies[node] += Int64(units) }

    /// What each arc carries in a flow of least cost that takes all supplies to where they are
    /// received.
    ///
    /// The same network always gives the same flow.
    package func cheapestFlow() throws(FlowError) -> [Int64] {
        var flows = [Int64](repeating: 0, count: tails.count)
        let result = tails.withUnsafeBufferPointer { tails in
            heads.withUnsafeBufferPointer { heads in
                capacities.withUnsafeBufferPointer { capacities in
                    costs.withUnsafeBufferPointer { costs in
                        supplies.withUnsafeBufferPointer { supplies in
                            var problem = network_simplex_problem(
                                node_count: Int32(clamping: supplies.count),
                                arc_count: Int32(clamping: tails.count),
                                tails: tails.baseAddress, heads: heads.baseAddress,
                                capacities: capacities.baseAddress, costs: costs.baseAddress,
                                supplies: supplies.baseAddress)
                            return network_simplex_solve(&problem, &flows)
                        }
                    }
                }
            }
        }
        if let error = FlowError(result) { throw error }
        return flows
    }
}

/// Why a network has no cheapest flow.
package enum FlowError: Error, Equatable {
    /// The arcs cannot carry what has to be sent.
    case infeasible
    /// A circle of arcs without limit pays for going round.
    case unbounded
    case outOfMemory
    /// An arc to a node that is not there, a negative capacity, or supplies that do not add up.
    case malformed

    fileprivate init?(_ result: Int32) {
        switch network_simplex_result(UInt32(bitPattern: result)) {
        case NETWORK_SIMPLEX_OPTIMAL: return nil
        case NETWORK_SIMPLEX_INFEASIBLE: self = .infeasible
        case NETWORK_SIMPLEX_UNBOUNDED: self = .unbounded
        case NETWORK_SIMPLEX_OUT_OF_MEMORY: self = .outOfMemory
        default: self = .malformed
        }
    }
}
