import GarageNetwork
import Testing

/// Ages as counts keep them, and the end of files.
@Suite struct AgeBandTests {
    @Test(arguments: [
        ("2000-11-22", AgeBand.to25), ("2000-11-21", AgeBand.to35), ("1990-11-22", .to35),
        ("1990-11-21", .to45), ("1980-11-21", .to55), ("1970-11-22", .to55),
        ("1970-11-21", .to65), ("1960-11-22", .to65), ("1960-11-21", .over65),
        ("1905-11-22", .over65), ("1890-01-01", .unknown), ("2026-11-22", .unknown),
    ])
    func itFollowsTheBirthday(born: String, band: AgeBand) throws {
        let day = try #require(Day("2026-11-21"))
        let birth = try #require(Day(born))
        #expect(AgeBand(bornOn: birth, on: day) == band)
        #expect(AgeBand(bornOn: nil, on: day) == .unknown)
    }

    @Test(arguments: [
        ("2026-03-31", 1, "2026-02-28"), ("2028-03-31", 1, "2028-02-29"),
        ("2026-11-21", 24, "2024-11-21"), ("2026-01-15", 1, "2025-12-15"),
        ("2026-11-21", 0, "2026-11-21"), ("2028-02-29", 36, "2025-02-28"),
    ])
    func monthsBackEndOnTheLastDayOfAShorterOne(
        from: String, months: Int, to: String
    ) throws {
        #expect(try #require(Day(from)).before(months: months) == Day(to))
    }

    @Test func aTermTellsItsTwoDays() throws {
        let term = RetentionTerm(
            today: try #require(Day("2026-11-21")), months: 24, noticeDays: 30)
        #expect(term.idleSince == Day("2024-11-21"))
        #expect(term.noticedBy == Day("2026-10-22"))
    }
}
