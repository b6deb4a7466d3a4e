import GarageNetwork
import Geometry

/// What is remembered of the network's requests, and the prices that follow from them.
struct NetworkDemand: Sendable {
    private var memory = DemandMemory()
    private var prior: PriorDemand?
    private var reachedPerMonth: [Double] = []
    private var tables: [(goal: BalanceGoal, prices: PriceTables)] = []
    private let goals: [BalanceGoal]
    /// What candidates were found among, in the directory's order.
    private var sites: [Site] = []

    private struct Site: Equatable, Sendable {
        let position: Coordinate
        let hasLeft: Bool
    }
    private let calendar: WorkingCalendar

    /// The networks that are balanced as one; a larger one is priced garage by garage
    /// (``MonthEndPrice``).
    ///
    /// Prices are settled while a change is taken in, and so must take some hundredths of a second.
    /// The largest network of its kind has about 400 garages.
    static let garagesMax = 2_000

    /// Remembers nothing yet; prices are settled for the goals that are given.
    init(calendar: WorkingCalendar, goals: [BalanceGoal]) {
        self.calendar = calendar
        self.goals = goals
    }

    /// Takes the place of all requests from a day on.
    mutating func replace(
        from day: Day, with requests: [Simulation.Request], in directory: GarageDirectory
    ) {
        guard isBalancing(directory) else { return }
        memory.replace(from: day, with: requests, in: directory)
    }

    /// Finds who could have gone where anew, if garages came, left or moved.
    mutating func settle(in directory: GarageDirectory) {
        guard isBalancing(directory) else {
            (memory, prior, sites) = (DemandMemory(), nil, [])
            return
        }
        let found = directory.garages.indices.map {
            Site(position: directory.garages.position(at: $0), hasLeft: directory.hasLeft[$0])
        }
        guard found != sites else { return }
        sites = found
        memory.settle(in: directory)
        prior = PriorDemand(around: directory)
    }

    /// Computes the prices of a day.
    mutating func price(_ seats: [Seat], on today: Day) {
        tables = []
        reachedPerMonth = []
        guard let prior, !seats.isEmpty else { return }
        memory.forget(before: today + -DemandMemory.spanDays)
        let pressure = DemandPressure(
            of: memory, and: prior, on: today, remaining: seats.map(\.remaining),
            calendar: calendar)
        reachedPerMonth = pressure.reachedPerMonth
        tables = goals.map { ($0, PriceTables(of: seats, under: pressure, worth: $0.worth)) }
    }

    /// Gives a garage's month the prices of its count; none where each garage is priced by itself.
    func price(_ monthEnd: inout MonthEnd, at index: Int) {
        for (goal, prices) in tables {
            monthEnd.balance(goal, km: prices.km(at: index, count: monthEnd.committed))
        }
        monthEnd.reach(perMonth: reachedPerMonth.isEmpty ? nil : reachedPerMonth[index])
    }

    /// Whether a network is small enough to be balanced as one.
    static func balances(_ directory: GarageDirectory) -> Bool {
        directory.garages.count <= garagesMax
    }

    /// Whether prices are settled for the network as one, as of the last time it was settled in.
    var isActive: Bool { prior != nil }

    private func isBalancing(_ directory: GarageDirectory) -> Bool {
        !goals.isEmpty && Self.balances(directory)
    }
}
