package import GarageNetwork
package import Matching

/// A year of warnings as a manager would have read them: the real rule sends everybody, the real
/// forecast warns on some mornings of each month, and what came is held against it.
///
/// Nothing is known of the past at the first request. From the second month on the odds are
/// recalibrated on the months that are over, as the daemon does.
package struct AlertRehearsal: Sendable {
    private var simulation: Simulation
    private let garages: [Garage]
    private let recalibrates: Bool
    private var quality = AlertQuality()
    private var past = PastOdds()
    private var around: PassingDemand
    /// The month that is going on, its odds, and the warnings so far.
    private var month: Month?
    private var calibration = OddsCalibration.standard
    private var mornings: [(day: Int, standings: [GarageStanding])] = []

    /// A rehearsal on a network whose closures are those of `garages`.
    package init(
        garages: [Garage], policy: MatchingPolicy = .balanced,
        calendar: WorkingCalendar = .french, recalibrates: Bool = true
    ) {
        simulation = Simulation(garages: garages, policy: policy, calendar: calendar)
        self.garages = Array(simulation.snapshot.garages)
        self.recalibrates = recalibrates
        around = PassingDemand(garages: garages)
    }

    /// How good the warnings of the months of `requests` were; requests come in order of their
    /// days.
    ///
    /// - Complexity: that of the simulation, and O(requests × garages in reach) once more.
    package mutating func run(_ requests: some Sequence<Simulation.Request>) -> AlertQuality {
        for request in requests { decide(request) }
        return finish()
    }

    /// Sends one person, after the mornings that have come by their day.
    package mutating func decide(_ request: Simulation.Request) {
        pass(until: request.day)
        if month == nil { begin(request.day.month) }
        // The month may begin in the middle of its days.
        pass(until: request.day)
        _ = simulation.decide(request)
        around.add(request)
    }

    /// Ends the last month, and tells how good the warnings were.
    package mutating func finish() -> AlertQuality {
        if let month { pass(until: month.next.first) }
        return quality
    }

    private mutating func begin(_ month: Month) {
        self.month = month
        calibration = recalibrates ? past.fit(for: month).calibration : .standard
        mornings = []
    }

    /// Warns on the mornings through a day, and ends the month when the day is in another.
    private mutating func pass(until today: Day) {
        guard let month else { return }
        for day in AlertQuality.days.dropFirst(mornings.count) {
            let morning = month.first + (day - 1)
            guard morning <= today else { return }
            simulation.turn(to: morning)
            let circumstances = around.circumstances(on: morning)
            mornings.append(
                (day, simulation.snapshot.standings(calibration) { circumstances[$0] }))
        }
        if today >= month.next.first { end(month) }
    }

    /// Holds what the month brought against its warnings.
    private mutating func end(_ month: Month) {
        let counts = ends(of: month)
        for (day, standings) in mornings {
            let ends = standings.map { counts[$0.garage.number] ?? 0 }
            quality.add(standings, day: day, ends: ends)
            for (standing, end) in zip(standings, ends) where standing.isJudged {
                past.add(standing.prognosis, band: standing.monthEnd.band, end: end, month: month)
            }
        }
        self.month = nil
    }

    /// What a month brought to each garage, by its number.
    private func ends(of month: Month) -> [Int64: Int] {
        let snapshot = simulation.snapshot
        let counts = snapshot.garages.indices.map { index in
            (snapshot.garages[index].number, snapshot.load(at: index, in: month).committed)
        }
        return Dictionary(counts) { first, _ in first }
    }
}

/// Who could reach whom in the last months, as it passes.
private struct PassingDemand: Sendable {
    private let garages: [Garage]
    private var months: [(month: Month, tally: BasinTally)] = []

    /// As many as the daemon looks back on, besides the one that has begun.
    private static let monthsBack = 6
    private static let daysPerMonth = 30.436875

    init(garages: [Garage]) { self.garages = garages }

    mutating func add(_ request: Simulation.Request) {
        let month = request.day.month
        if months.last?.month != month {
            months.append((month, BasinTally(garages: garages)))
            months = months.suffix(Self.monthsBack + 1)
        }
        months[months.count - 1].tally.add(request)
    }

    func circumstances(on today: Day) -> [Int64: Circumstances] {
        // A month that begins pushes the oldest one out.
        let kept = months.filter { !isTooOld($0.month, on: today) }
        guard let first = kept.first?.month.first, today > first else { return [:] }
        let length = max(1, Double(today - first) / Self.daysPerMonth)
        var sums = [Circumstances](repeating: .nobody, count: garages.count)
        for (_, tally) in kept {
            for (index, basin) in tally.basins(months: length).enumerated() {
                guard let basin else { continue }
                sums[index].reachedByPerMonth += basin.reachedByPerMonth
                sums[index].fairSharePerMonth += basin.fairSharePerMonth
            }
        }
        return Dictionary(zip(garages.map(\.number), sums)) { first, _ in first }
    }

    private func isTooOld(_ month: Month, on today: Day) -> Bool {
        var oldest = today.month
        for _ in 0..<Self.monthsBack { oldest = oldest.previous }
        return month < oldest
    }
}

extension Circumstances {
    fileprivate static let nobody = Circumstances(
        reachedByPerMonth: 0, fairSharePerMonth: 0, rivals: 0, prescribersNear: 0, proposed: 0,
        unanswered: 0)
}
