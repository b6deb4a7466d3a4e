package import GarageNetwork
package import Geometry

/// The rule of the daemon run in memory, request by request: no database, no socket, no clock.
///
/// Every request goes through ``NetworkSnapshot/match(_:)`` as a person's would, and the first
/// choice is taken. Requests come in order of their days.
package struct Simulation: Sendable {
    private var model: NetworkModel
    private let policy: MatchingPolicy
    private let detourCapKm: Double
    private let weekFullKm: Double
    private var tally: YearTally
    private var isBegun = false
    private var rows: Int64 = 0
    /// Those of the model's day, which it remembers from the next day on.
    private var requestsToday: [Request] = []

    /// One request of a scenario.
    package struct Request: Sendable {
        /// The day in Paris that it is made on.
        package var day: Day
        /// Where the person starts from.
        package var position: Coordinate
        /// The reach, its rim included; not limited to ``Reach/ceilingKm``.
        package var radiusKm: Double

        /// A request of a person without a known car.
        package init(day: Day, position: Coordinate, radiusKm: Double) {
            self.day = day
            self.position = position
            self.radiusKm = radiusKm
        }
    }

    /// Where a request went.
    package struct Decision: Equatable, Sendable {
        /// Who was chosen.
        package let garage: GarageID
        /// How far it is.
        package let km: Double
        /// How far the nearest garage was that could have taken it.
        package let nearestKm: Double
        /// What the policy added to the distance.
        package let priceKm: Double
    }

    /// A simulation of a network whose closures are those of `garages`.
    ///
    /// Nothing is known of the past at the first request.
    package init(
        garages: [Garage], policy: MatchingPolicy = .balanced,
        detourCapKm: Double = Reach.detourCapKm, calendar: WorkingCalendar = .french,
        weekFullKm: Double = WeekSpread.standardKm
    ) {
        self.policy = policy
        self.detourCapKm = detourCapKm
        self.weekFullKm = weekFullKm
        model = NetworkModel(
            now: Instant(microseconds: 0), calendar: calendar,
            goals: policy.goal.map { [$0] } ?? [])
        model.replace(
            with: NetworkImage(garages: garages, counts: [], days: [], revision: 0),
            at: model.snapshot.asOf)
        tally = YearTally(garages: Array(model.snapshot.garages), calendar: calendar)
    }

    /// The network as every decision so far left it: what rules and reports read.
    ///
    /// Its garages are in the order of their ids; `load(at:in:)` tells how any month went.
    package var snapshot: NetworkSnapshot { model.snapshot }

    /// Goes to the start of a day before its first request, as the daemon does at midnight.
    ///
    /// ``snapshot`` is then what a manager sees that morning; deciding does this by itself.
    package mutating func turn(to day: Day) {
        if day != model.snapshot.today {
            let last = model.snapshot.today
            model.remember(requestsToday, from: last, through: last)
            requestsToday = []
            model.turn(to: day)
        }
        if !isBegun {
            model.begin(on: day)
            isBegun = true
        }
    }

    /// Sends one person; nil when nobody can take them.
    package mutating func decide(_ request: Request) -> Decision? {
        turn(to: request.day)
        // Only a balanced price looks back.
        if policy.goal != nil { requestsToday.append(request.coarse) }
        let limit = Reach.Limit.km(request.radiusKm)
        let reach = Reach(
            km: request.radiusKm, mode: .car, limit: limit, detourCapKm: detourCapKm)
        let result = model.snapshot.match(
            MatchQuery(
                position: request.position, reach: reach, policy: policy, limit: 1,
                weekFullKm: weekFullKm))
        guard let choice = result.matches.first, let nearest = result.nearest else {
            tally.miss(in: request.day.month, isRefused: result.full > 0)
            return nil
        }
        take(choice.index, on: request.day)
        tally.serve(
            in: request.day.month, at: choice.index, km: choice.km, nearestKm: nearest.km)
        return Decision(
            garage: choice.garage.id, km: choice.km, nearestKm: nearest.km,
            priceKm: choice.priceKm)
    }

    /// How well the months from the first request to the last were balanced; nil before the first.
    package func score() -> YearScore? { tally.score() }

    /// Sends everybody, telling of each decision, and gives the score; nil when there is no
    /// request.
    package mutating func run(
        _ requests: some Sequence<Request>, telling: (Request, Decision?) -> Void
    ) -> YearScore? {
        for request in requests { telling(request, decide(request)) }
        return score()
    }

    /// Counts a referral as the ledger would report it.
    private mutating func take(_ index: Int, on day: Day) {
        rows += 1
        let number = model.snapshot.directory.numbers[index]
        let load = model.snapshot.load(at: index, in: day.month)
        model.apply(
            counts: [
                GarageCount(
                    garage: number, month: day.month, committed: load.committed + 1, received: 0,
                    revision: rows)
            ],
            days: [
                DayCount(
                    garage: number, day: day, committed: model.committed(by: number, on: day) + 1,
                    revision: rows)
            ], at: model.snapshot.asOf)
    }
}
