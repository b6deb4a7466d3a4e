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

    /// A rehearsal on a network whose closures are those of `garages`.
    package init(
        garages: [Garage], policy: MatchingPolicy = .balanced,
        calendar: WorkingCalendar = .french, recalibrates: Bool = true
    ) {
        simulation = Simulation(garages: garages, policy: policy, calendar: calendar)
        self.garages = Array(simulation.snapshot.garages)
        self.recalibrates = recalibrates
    }

    /// How good the warnings of the months of `requests` were; requests come in order of their
    /// days.
    ///
    /// - Complexity: that of the simulation, and O(requests × garages in reach) once more.
    package mutating func run(_ requests: [Simulation.Request]) -> AlertQuality {
        var quality = AlertQuality()
        var past = PastOdds()
        var around = PassingDemand(garages: garages)
        var next = 0
        while next < requests.count {
            let month = requests[next].day.month
            let calibration = recalibrates ? past.fit(for: month).calibration : .standard
            var mornings: [(day: Int, standings: [GarageStanding])] = []
            for day in AlertQuality.days {
                let today = month.first + (day - 1)
                decide(requests, from: &next, before: today, around: &around)
                simulation.turn(to: today)
                let circumstances = around.circumstances(on: today)
                mornings.append(
                    (day, simulation.snapshot.standings(calibration) { circumstances[$0] }))
            }
            decide(requests, from: &next, before: month.next.first, around: &around)
            let counts = ends(of: month)
            for (day, standings) in mornings {
                let ends = standings.map { counts[$0.garage.number] ?? 0 }
                quality.add(standings, day: day, ends: ends)
                for (standing, end) in zip(standings, ends) where standing.isJudged {
                    past.add(
                        standing.prognosis, band: standing.monthEnd.band, end: end, month: month)
                }
            }
        }
        return quality
    }

    private mutating func decide(
        _ requests: [Simulation.Request], from next: inout Int, before end: Day,
        around: inout PassingDemand
    ) {
        let first = next
        while next < requests.count, requests[next].day < end {
            _ = simulation.decide(requests[next])
            next += 1
        }
        around.add(requests[first..<next])
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

    mutating func add(_ requests: ArraySlice<Simulation.Request>) {
        guard let month = requests.first?.day.month else { return }
        if months.last?.month != month {
            months.append((month, BasinTally(garages: garages)))
            months = months.suffix(Self.monthsBack + 1)
        }
        months[months.count - 1].tally.add(requests)
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
