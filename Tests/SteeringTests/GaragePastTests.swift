import Alerting
import GarageNetwork
import Geometry
import Matching
import Steering
import Testing

@Suite struct GaragePastTests {
    static func days(_ garage: Int64, _ counts: [String: Int]) -> [DayCount] {
        counts.map { DayCount(garage: garage, day: day($0), committed: $1, revision: 1) }
    }

    @Test("each month is judged against its own band; days of one month add up")
    func months() {
        let garages = [garage(1, at: point(50, 3)), garage(2, at: point(50, 3))]
        let days = Self.days(
            1, ["2026-01-05": 2, "2026-01-30": 2, "2026-02-10": 5, "2026-03-10": 13])
        let pasts = GaragePast.all(
            of: garages, days: days, months: ["2026-01", "2026-02", "2026-03"].map(month),
            asOf: day("2026-04-10"))
        #expect(
            pasts[0]
                == GaragePast(
                    below: 1, inside: 1, above: 1, shortfallPerMonth: 1 / 3.0, excessPerMonth: 1))
        #expect(pasts[1] == GaragePast(below: 3, shortfallPerMonth: 5))
    }

    @Test("a month that was mostly closed is not judged; half a month wants half")
    func closures() {
        let closed = garage(1, at: point(50, 3)) {
            $0.closures = [
                ClosedPeriod(first: day("2026-01-01"), last: day("2026-01-31")),
                ClosedPeriod(first: day("2026-02-01"), last: day("2026-02-15")),
            ].compactMap(\.self)
        }
        let past = GaragePast.all(
            of: [closed], days: Self.days(1, ["2026-02-20": 3]),
            months: ["2026-01", "2026-02"].map(month), asOf: day("2026-03-10"))
        #expect(past == [GaragePast(inside: 1)])
    }

    @Test("no months, no judgement")
    func nothing() {
        let past = GaragePast.all(
            of: [garage(1, at: point(50, 3))], days: Self.days(1, ["2026-02-20": 3]), months: [],
            asOf: day("2026-03-10"))
        #expect(past == [GaragePast()])
    }

    @Test(
        "a habit is two months at least and half of those judged",
        arguments: [
            (1, 1, false), (2, 2, true), (2, 4, true), (2, 5, false), (3, 6, true), (0, 0, false),
        ])
    func habit(months: Int, judged: Int, isHabit: Bool) {
        let past = GaragePast(below: months, inside: judged - months)
        #expect(past.isHabit(months) == isHabit)
    }
}

@Suite struct DemandPastTests {
    static let period = DemandPast.period(upTo: day("2026-09-20"))
    static let here = point(50, 3)

    @Test("the period is six full months and the one that has begun")
    func period() {
        #expect(Self.period == day("2026-03-01")...day("2026-09-20"))
        #expect(
            DemandPast.period(upTo: day("2026-01-31"), monthsBack: 12).lowerBound
                == day("2025-01-01"))
    }

    @Test("what lies outside the period is left out, and the order is that of the days")
    func inside() {
        let past = DemandPast(
            ["2026-04-02", "2026-02-28", "2026-03-01", "2026-09-21"].map {
                wish($0, from: Self.here)
            }, in: Self.period)
        #expect(past.records.map(\.day) == [day("2026-03-01"), day("2026-04-02")])
    }

    @Test(
        "months are counted from the first wish on, and a first week is no month",
        arguments: [
            ("2026-03-01", 204 / 30.436875), ("2026-08-01", 51 / 30.436875), ("2026-09-19", 1),
        ])
    func months(first: String, months: Double) {
        let past = DemandPast([wish(first, from: Self.here)], in: Self.period)
        #expect(abs(past.months - months) < 1e-12)
    }

    @Test(
        "a first month is full when it began within its first week",
        arguments: [
            ("2026-03-01", 6), ("2026-06-07", 3), ("2026-06-08", 2), ("2026-08-07", 1),
            ("2026-08-08", 0), ("2026-09-01", 0),
        ])
    func fullMonths(first: String, count: Int) {
        let past = DemandPast([wish(first, from: Self.here)], in: Self.period)
        #expect(past.fullMonths.count == count)
        #expect(past.fullMonths.last ?? month("2026-08") == month("2026-08"))
    }

    @Test("an empty past has no month and divides by one")
    func empty() {
        let past = DemandPast([], in: Self.period)
        #expect(past.isEmpty && past.fullMonths.isEmpty && past.months == 1)
    }
}

@Suite struct SurroundingsTests {
    @Test("counts prescribers within 30 km and takes the answers of the garage's number")
    func circumstances() {
        let garages = [
            garage(8, at: point(50, 3)), garage(9, at: point(45, 3)) { $0.status = .left },
        ]
        let basin = Basin(
            reachedByPerMonth: 12, fairSharePerMonth: 4, onlyHerePerMonth: 1, rivals: 2)
        let found = Surroundings.circumstances(
            of: garages, basins: [basin, nil],
            prescribers: [point(50.2, 3), point(50.26, 3), point(50.28, 3)],
            answers: [
                AnswerCount(garage: 9, proposed: 1, unanswered: 1),
                AnswerCount(garage: 8, proposed: 7, unanswered: 2),
            ])
        #expect(
            found == [
                Circumstances(
                    reachedByPerMonth: 12, fairSharePerMonth: 4, rivals: 2, prescribersNear: 2,
                    proposed: 7, unanswered: 2), nil,
            ])
    }

    @Test(
        "a silence counts unless the others are as silent: then answers are not kept",
        arguments: [
            ((10, 10), (0, 0), 10), ((10, 10), (4, 4), 10), ((10, 10), (5, 5), 0),
            ((10, 10), (10, 5), 0), ((10, 10), (11, 5), 10), ((10, 2), (100, 3), 2),
        ])
    func silence(own: (Int, Int), other: (Int, Int), reported: Int) {
        let found = Surroundings.circumstances(
            of: [garage(1, at: point(50, 3)), garage(2, at: point(50, 3))],
            basins: [.empty, .empty], prescribers: [],
            answers: [
                AnswerCount(garage: 1, proposed: own.0, unanswered: own.1),
                AnswerCount(garage: 2, proposed: other.0, unanswered: other.1),
            ])
        #expect(found[0]?.proposed == own.0)
        #expect(found[0]?.unanswered == reported)
    }
}
