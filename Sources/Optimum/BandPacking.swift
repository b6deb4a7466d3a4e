import Matching

/// An assignment of everybody that is changed, person by person, until as many garages as can be
/// found are within their band.
///
/// A garage is *kept* once it is in its band: changes then leave it there. The others take and give
/// whatever helps. A change is a chain: one garage takes a person from another, which takes one
/// from a third, until one can spare a person; chains are found breadth first over the garages.
struct BandPacking {
    private let goals: [BandGoal]
    /// By request: the garages in reach.
    private let candidates: [ArraySlice<Int32>]
    /// By garage: the requests in reach.
    private let requests: [[Int32]]
    private var state: State
    private var search: ChainSearch

    private struct State {
        /// By request; negative when nobody can take the person.
        var holders: [Int32]
        var loads: [Int]
        var isKept: [Bool]
    }

    init(of basin: MonthBasin, from holders: [Int32?]) {
        let count = basin.bands.count
        goals = basin.bands.indices.map { BandGoal(basin, $0) }
        candidates = basin.requests.map {
            basin.table.garages[basin.table.candidates(of: $0)]
        }
        var requests = [[Int32]](repeating: [], count: count)
        for (request, garages) in candidates.enumerated() {
            for garage in garages { requests[Int(garage)].append(Int32(request)) }
        }
        self.requests = requests
        var loads = [Int](repeating: 0, count: count)
        for case .some(let garage) in holders { loads[Int(garage)] += 1 }
        let isKept = zip(goals, loads).map { goal, load in goal.contains(load) }
        state = State(holders: holders.map { $0 ?? -1 }, loads: loads, isKept: isKept)
        search = ChainSearch(garages: count)
    }

    /// How many garages are in their band.
    func countInBand() -> Int {
        zip(goals, state.loads).count { goal, load in goal.contains(load) }
    }

    /// Brings garages into their band one after the other, those that lack the least first.
    mutating func complete() {
        let waiting = goals.indices.filter { goals[$0].isOpen && !state.isKept[$0] }
        for garage in waiting.sorted(by: { distance($0) < distance($1) }) { _ = keep(garage) }
    }

    /// Gives up one kept garage where two others can be kept instead, while that is so.
    mutating func exchange() {
        var isBetter = true
        while isBetter {
            isBetter = false
            for garage in goals.indices where state.isKept[garage] {
                if exchange(garage) { isBetter = true }
            }
        }
    }

    private mutating func exchange(_ garage: Int) -> Bool {
        let before = state
        state.isKept[garage] = false
        var gained = 0
        for other in goals.indices where other != garage && !state.isKept[other] {
            if goals[other].isOpen, keep(other) { gained += 1 }
        }
        if keep(garage) { gained += 1 }
        if gained > 1 { return true }
        state = before
        return false
    }

    /// How many people stand between a garage and its band.
    private func distance(_ garage: Int) -> Int {
        max(goals[garage].low - state.loads[garage], state.loads[garage] - goals[garage].high)
    }

    /// Brings one more garage into its band without taking another out; false, and nothing is
    /// changed, when that cannot be.
    private mutating func keep(_ garage: Int) -> Bool {
        guard requests[garage].count >= goals[garage].low else { return false }
        let before = state
        while state.loads[garage] < goals[garage].low {
            guard fill(garage) else {
                state = before
                return false
            }
        }
        while state.loads[garage] > goals[garage].high {
            guard drain(garage) else {
                state = before
                return false
            }
        }
        state.isKept[garage] = true
        return true
    }

    /// Gives a garage one person more.
    private mutating func fill(_ start: Int) -> Bool {
        search.begin(at: start)
        while let garage = search.next() {
            for request in requests[garage] {
                let giver = Int(state.holders[Int(request)])
                guard search.reach(giver, by: request, from: garage) else { continue }
                let spare = state.isKept[giver] ? goals[giver].low : 0
                guard state.loads[giver] > spare else { continue }
                search.trace(to: giver) { request, from, _ in
                    state.holders[Int(request)] = Int32(from)
                }
                state.loads[giver] -= 1
                state.loads[start] += 1
                return true
            }
        }
        return false
    }

    /// Takes one person away from a garage.
    private mutating func drain(_ start: Int) -> Bool {
        search.begin(at: start)
        while let garage = search.next() {
            for request in requests[garage] where state.holders[Int(request)] == garage {
                for candidate in candidates[Int(request)] {
                    let taker = Int(candidate)
                    guard search.reach(taker, by: request, from: garage) else { continue }
                    guard !state.isKept[taker] || state.loads[taker] < goals[taker].high
                    else { continue }
                    search.trace(to: taker) { request, _, to in
                        state.holders[Int(request)] = Int32(to)
                    }
                    state.loads[taker] += 1
                    state.loads[start] -= 1
                    return true
                }
            }
        }
        return false
    }
}

extension BandGoal {
    fileprivate func contains(_ load: Int) -> Bool { isOpen && low <= load && load <= high }
}

/// A search over garages, breadth first, that remembers by which request each was reached.
private struct ChainSearch {
    private var queue: [Int] = []
    private var place = 0
    private var round = 0
    private var seenInRound: [Int]
    private var reachedBy: [(request: Int32, from: Int)]
    private var start = 0

    init(garages: Int) {
        seenInRound = Array(repeating: 0, count: garages)
        reachedBy = Array(repeating: (0, 0), count: garages)
        queue.reserveCapacity(garages)
    }

    mutating func begin(at garage: Int) {
        round += 1
        start = garage
        seenInRound[garage] = round
        queue.removeAll(keepingCapacity: true)
        queue.append(garage)
        place = 0
    }

    mutating func next() -> Int? {
        guard place < queue.count else { return nil }
        defer { place += 1 }
        return queue[place]
    }

    /// Notes a garage; false when it was noted before.
    mutating func reach(_ garage: Int, by request: Int32, from: Int) -> Bool {
        guard seenInRound[garage] != round else { return false }
        seenInRound[garage] = round
        reachedBy[garage] = (request, from)
        queue.append(garage)
        return true
    }

    /// The steps of the chain to a garage, the last first.
    func trace(to garage: Int, _ body: (_ request: Int32, _ from: Int, _ to: Int) -> Void) {
        var garage = garage
        while garage != start {
            let (request, from) = reachedBy[garage]
            body(request, from, garage)
            garage = from
        }
    }
}
