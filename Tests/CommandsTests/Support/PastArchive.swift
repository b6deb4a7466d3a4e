import GarageNetwork
import Geometry

/// A past that a test writes down: what reports look back on.
struct PastArchive: NetworkArchive {
    var records: [DemandRecord] = []
    var answerCounts: [AnswerCount] = []

    func demand(
        from first: Day, through last: Day
    ) async throws(LedgerError) -> [DemandRecord] {
        records.filter { $0.day >= first && $0.day <= last }
    }

    func days(from first: Day, through last: Day) async throws(LedgerError) -> [DayCount] {
        records.filter { $0.day >= first && $0.day <= last }.compactMap { record in
            record.garage.map {
                DayCount(garage: $0, day: record.day, committed: 1, revision: 1)
            }
        }
    }

    func unplaced(
        visibleTo _: Scope, after _: Int64?, limit _: Int
    ) async throws(LedgerError) -> [UnplacedRequest] { [] }

    func answers(since _: Day) async throws(LedgerError) -> [AnswerCount] { answerCounts }

    /// Half a year before ``Rehearsal/start``: each month 12 people at Lens, whom Brebières could
    /// take as well, two at Calais, and one where no garage is.
    static let halfYear: PastArchive = {
        var records: [DemandRecord] = []
        for month in (5...11).compactMap({ Month(year: 2026, month: $0) }) {
            let days = month.days.filter(WorkingCalendar.french.isWorking)
            for (index, day) in days.prefix(15).enumerated() {
                let (origin, garage): (Coordinate, Int64?) =
                    switch index {
                    case 0..<12: (Rehearsal.point(50.43, 2.83), 1)
                    case 12..<14: (Rehearsal.point(50.95, 1.86), 3)
                    default: (Rehearsal.point(49.0, 2.0), nil)
                    }
                records.append(
                    DemandRecord(
                        day: day, origin: origin, reachKm: 30, organisation: 1, garage: garage))
            }
        }
        return PastArchive(records: records)
    }()
}
