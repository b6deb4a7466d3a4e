import Alerting
import GarageNetwork
import LineProtocol
import Matching
import Testing

@testable import Commands

/// One garage, one risk: MATCH, LOAD, FORECAST and the sentences say the same.
@Suite struct SameOddsTests {
    /// Sixty garages around Lens in every state of their month.
    private static let garages = (1...60).compactMap { number in
        Rehearsal.garage(
            number, "G\(100 + number)", "Garage \(number)",
            at: Rehearsal.point(
                50.35 + Double(number % 8) * 0.02, 2.75 + Double(number / 8) * 0.02)
        ) { garage in
            if number % 7 == 0 {
                garage.closures = [Day("2026-11-25")].compactMap { day in
                    day.flatMap { ClosedPeriod(first: $0, last: $0 + 4) }
                }
            }
            if number % 11 == 0 { garage.target = TargetBand(min: 2, max: 4) ?? .standard }
            if number == 60 { garage.status = .left }
        }
    }

    private static func rehearsal() -> Rehearsal {
        Rehearsal(
            garages: garages, counts: Rehearsal.november((1...60).map { $0 * 7 % 15 }),
            archive: PastArchive.halfYear)
    }

    /// What a verb shows of each garage: below, above.
    private func odds(
        _ line: String, of rehearsal: Rehearsal
    ) async throws -> [String: [Field.Value?]] {
        let reply = try await rehearsal.ask(line).get()
        let pairs = zip(reply.texts("garage"), reply.rows).map { id, row in
            (id, [row.value("p_below"), row.value("p_above")])
        }
        return Dictionary(pairs) { first, _ in first }
    }

    private func compare(_ rehearsal: Rehearsal) async throws {
        let load = try await odds("LOAD", of: rehearsal)
        let forecast = try await odds("FORECAST", of: rehearsal)
        let match = try await odds("MATCH place=Lens within=50km limit=1000", of: rehearsal)
        #expect(load.count == 59 && match.count >= 50)
        #expect(forecast == load)
        for (id, odds) in match { #expect(load[id] == odds, "\(id)") }
        #expect(Set(load.values.map { "\($0)" }).count > 10, "the odds are not all the same")
    }

    @Test("MATCH and LOAD agree on every garage, before and after anything changes")
    func agree() async throws {
        let rehearsal = Self.rehearsal()
        try await compare(rehearsal)
        // The outlook tells whom each garage could see.
        try await rehearsal.environment.refreshOutlook()
        try await compare(rehearsal)
        // A referral changes one garage, and the pace of all.
        let counts = Rehearsal.november((1...60).map { $0 * 5 % 13 }).map {
            GarageCount(
                garage: $0.garage, month: $0.month, committed: $0.committed, received: 0,
                revision: 9)
        }
        rehearsal.network.apply(NetworkChange(counts: counts))
        try await compare(rehearsal)
        // The month's own calibration, and another day.
        rehearsal.environment.watch.replace(
            calibration: OddsCalibration(
                below: Calibration(intercept: -0.4, slope: 0.7),
                above: Calibration(intercept: 0.5, slope: 1.3)))
        try await compare(rehearsal)
        rehearsal.clock.set(to: Rehearsal.start.advanced(bySeconds: 4 * 86_400))
        try await compare(rehearsal)
        // Two outlooks of the same instant are two outlooks.
        var outlook = rehearsal.environment.outlook.value
        for number in outlook.circumstances.keys {
            outlook.circumstances[number]?.reachedByPerMonth += Double(number % 5) * 9
        }
        rehearsal.environment.outlook.replace(with: outlook)
        try await compare(rehearsal)
    }

    @Test("each garage's odds alone are those that it has among all")
    func single() async throws {
        let environment = Self.rehearsal().environment
        try await environment.refreshOutlook()
        let network = environment.network.snapshot
        let reader = environment.odds(in: network)
        for standing in environment.standings(in: network) {
            let index = try #require(network.index(of: standing.garage.id))
            #expect(reader.odds(at: index, in: network) == standing.odds)
        }
    }

    @Test("a sentence names the risk of its own row, and the columns chosen change nothing")
    func sentences() async throws {
        let rehearsal = Self.rehearsal()
        try await rehearsal.environment.refreshOutlook()
        let all = try await rehearsal.ask("MATCH place=Lens limit=60 lang=en").get()
        let why = try await rehearsal.ask("MATCH place=Lens limit=60 lang=en fields=why").get()
        #expect(why.texts("why") == all.texts("why"))
        let below = try await rehearsal.ask("MATCH place=Lens limit=60 fields=p_below").get()
        #expect(below.rows.map { $0.value("p_below") } == all.rows.map { $0.value("p_below") })
        var named = 0
        for row in all.rows {
            guard case .decimal(let risk, _)? = row.value("p_below"), risk >= 0.3,
                case .text(let text)? = row.value("why")
            else { continue }
            named += 1
            #expect(text.contains("a risk of \(Int((risk * 100).rounded())) % to end"), "\(text)")
        }
        #expect(named > 5)
    }

    @Test("what all garages add up to is computed once for each state of the network")
    func once() {
        let watch = WatchState()
        var computed = 0
        func pace(_ epoch: UInt64, _ outlook: UInt64, _ day: Int) -> MonthPace {
            watch.pace(
                WatchState.PaceKey(
                    epoch: epoch, today: Day(ordinal: 0) + day, outlook: outlook)
            ) {
                computed += 1
                return .ordinary
            }
        }
        for _ in 0..<3 { _ = pace(1, 1, 1) }
        #expect(computed == 1)
        for (epoch, outlook, day) in [(2, 1, 1), (2, 2, 1), (2, 2, 2)] as [(UInt64, UInt64, Int)] {
            _ = pace(epoch, outlook, day)
            _ = pace(epoch, outlook, day)
        }
        #expect(computed == 4)
    }
}
