import GarageNetwork
import Testing

/// Until when garages answer, where they are.
@Suite struct TerritoryHoursTests {
    private static let network = Territories()

    private func hours(_ text: String, at postcode: String = "62300") throws -> TerritoryHours {
        try TerritoryHours(text, over: Self.network.hours(at: postcode))
    }

    @Test("without a word, every garage of the mainland answers as it always did")
    func standard() throws {
        let start = try anInstant("2026-01-01T00:00:00+01:00")
        for hour in stride(from: Int64(0), to: 366 * 24, by: 7) {
            let asked = start.advanced(bySeconds: hour * 3_600 + hour)
            for days in [1, 2, 5] {
                let before = WorkingCalendar.french.answerBy(from: asked, workingDays: days)
                let now = Self.network.hours(at: "62300")
                    .answerBy(from: asked, standardDays: days)
                #expect(now == before, "\(asked.iso8601), \(days) days")
            }
        }
    }

    /// Postcode, asked, until.
    @Test(
        "each territory by its own clock and days off",
        arguments: [
            // The hour that spring skips and the one that autumn repeats are nights.
            ("62300", "2026-03-27T10:00:00+01:00", "2026-03-31T18:00:00+02:00"),
            ("62300", "2026-03-29T01:30:00+01:00", "2026-03-31T18:00:00+02:00"),
            ("62300", "2026-10-23T18:30:00+02:00", "2026-10-27T18:00:00+01:00"),
            ("62300", "2026-10-25T02:30:00+02:00", "2026-10-27T18:00:00+01:00"),
            // New Year, a Friday.
            ("62300", "2026-12-30T17:59:59+01:00", "2027-01-04T18:00:00+01:00"),
            ("62300", "2026-12-31T23:59:59+01:00", "2027-01-05T18:00:00+01:00"),
            // 26 December 2028 is a Tuesday; Christmas Day is a Monday.
            ("62300", "2028-12-22T10:00:00+01:00", "2028-12-27T18:00:00+01:00"),
            ("67000", "2028-12-22T10:00:00+01:00", "2028-12-28T18:00:00+01:00"),
            ("57000", "2028-12-22T10:00:00+01:00", "2028-12-28T18:00:00+01:00"),
            ("68100", "2028-12-22T10:00:00+01:00", "2028-12-28T18:00:00+01:00"),
            // Good Friday 2027 is 26 March; then the week-end, Easter Monday, and summer time.
            ("62300", "2027-03-25T10:00:00+01:00", "2027-03-30T18:00:00+02:00"),
            ("67000", "2027-03-25T10:00:00+01:00", "2027-03-31T18:00:00+02:00"),
            // La Réunion: 18:00 there is 15:00 in Paris, 14:00 with winter's end; 20 December off.
            ("97400", "2026-11-23T10:00:00+01:00", "2026-11-25T15:00:00+01:00"),
            ("97400", "2026-06-01T10:00:00+02:00", "2026-06-03T16:00:00+02:00"),
            // 21:00 in Paris on Monday is Tuesday there already.
            ("97400", "2026-11-23T21:00:00+01:00", "2026-11-26T15:00:00+01:00"),
            ("97400", "2027-12-17T09:00:00+01:00", "2027-12-22T15:00:00+01:00"),
            ("62300", "2027-12-17T09:00:00+01:00", "2027-12-21T18:00:00+01:00"),
            // Martinique: 18:00 there is 23:00 in Paris; 00:30 in Paris is the day before there.
            ("97200", "2026-11-24T00:30:00+01:00", "2026-11-25T23:00:00+01:00"),
            // No postal code, or a strange one.
            ("", "2026-11-21T10:00:00+01:00", "2026-11-24T18:00:00+01:00"),
            ("2A004", "2026-11-21T10:00:00+01:00", "2026-11-24T18:00:00+01:00"),
            ("9", "2026-11-21T10:00:00+01:00", "2026-11-24T18:00:00+01:00"),
        ])
    func territories(postcode: String, asked: String, until: String) throws {
        let found = Self.network.hours(at: postcode)
            .answerBy(from: try anInstant(asked), standardDays: 2)
        #expect(found.iso8601 == until)
    }

    /// Hours, asked, until, and when to remind.
    @Test(
        "as a network writes them",
        arguments: [
            // Saturday counts; closing time is the network's.
            (
                "08:00-17:00 mon-sat 2d", "2026-11-20T10:00:00+01:00", "2026-11-23T17:00:00+01:00",
                "2026-11-21T13:30:00+01:00"
            ),
            // Twelve open hours from a Friday at 16:00: 2 on Friday, 10 on Monday.
            (
                "08:00-18:00 12h", "2026-11-20T16:00:00+01:00", "2026-11-23T18:00:00+01:00",
                "2026-11-23T12:00:00+01:00"
            ),
            // Asked while it is shut.
            (
                "1h", "2026-11-21T10:00:00+01:00", "2026-11-23T09:00:00+01:00",
                "2026-11-23T08:30:00+01:00"
            ),
            // Shut on Mondays, a day off of its own on 24 November.
            (
                "tue,wed,thu-sat 11-24 1d", "2026-11-21T10:00:00+01:00",
                "2026-11-25T18:00:00+01:00", "2026-11-25T09:00:00+01:00"
            ),
            // Open all night: the hour that autumn repeats is open twice.
            (
                "00:00-24:00 mon-sun 24h", "2026-10-24T12:00:00+02:00",
                "2026-10-25T11:00:00+01:00", "2026-10-24T24:00:00+02:00"
            ),
            (
                "00:00-24:00 mon-sun 24h", "2026-03-28T12:00:00+01:00",
                "2026-03-29T13:00:00+02:00", "2026-03-28T24:00:00+01:00"
            ),
        ])
    func written(text: String, asked: String, until: String, remind: String) throws {
        let hours = try hours(text)
        let start = try anInstant(asked)
        let end = hours.answerBy(from: start, standardDays: 2)
        #expect(end.iso8601 == until)
        // An hour 24 is the next day's 0.
        let midnight = remind.replacing("T24:", with: "T23:").replacing(
            "23:00:00", with: "23:59:59")
        let moment = try #require(hours.moment(share: 0.5, from: start, until: end))
        if remind.contains("T24:") {
            #expect(moment == (try anInstant(midnight)).advanced(bySeconds: 1))
        } else {
            #expect(moment.iso8601 == remind)
        }
    }

    @Test("what a network writes goes before the country's, the longer beginning first")
    func own() throws {
        let reunion = try TerritoryHours("07:00-16:00", over: Territories.builtIn(at: "974"))
        let town = try TerritoryHours("09:00-12:00", over: Territories.builtIn(at: "97410"))
        let six = try TerritoryHours("10:00-19:00", over: .standard)
        let territories = Territories(["974": reunion, "97410": town, "6": six, "x": town])
        #expect(territories.hours(at: "97400") == reunion)
        #expect(territories.hours(at: "97410") == town)
        #expect(town.clock == .fixed(offsetSeconds: 14_400), "what is not said stays")
        #expect(territories.hours(at: "62300") == six)
        #expect(territories.hours(at: "67000").holidays.count == 2, "nearer than 6")
        #expect(territories.hours(at: "75001") == .standard)
    }

    @Test(
        "hours that are none say why",
        arguments: [
            ("", "empty"), ("17:00-08:00", "closes before"), ("08:00-08:00", "closes before"),
            ("08:00-25:00", "not hours"), ("8:00-17:00", "not hours"), ("08:60-17:00", "not hours"),
            ("mon-", "none of"), ("fri-mon", "none of"), ("lundi", "none of"), ("0d", "not 1 to"),
            ("251h", "not 1 to"), ("99999999999999999999d", "not 1 to"), ("+15:00", "no clock"),
            ("+4", "no clock"), ("13-01", "no date"), ("02-30", "no date"), ("2d 12h", "twice"),
            ("08:00-17:00 09:00-12:00", "twice"), ("mon tue", "twice"), ("paris +04:00", "twice"),
            ("08:00", "none of"), ("d", "none of"), ("2d;", "none of"),
        ])
    func faults(text: String, part: String) {
        let fault = #expect(throws: TerritoryFault.self) {
            try TerritoryHours(text, over: .standard)
        }
        #expect(fault?.reason.contains(part) == true, "\(fault?.reason ?? "")")
    }

    @Test(
        "what is written is read back, whatever it was read over",
        arguments: [
            "08:00-17:00 mon-sat 2d +04:00", "12h good-friday 02-29", "-09:30 no-local-holidays",
            "00:00-24:00 sun", "paris 1d", "MON-FRI 08:00-18:00",
        ])
    func roundTrip(text: String) throws {
        for beginning in ["62", "67", "974"] {
            let hours = try TerritoryHours(text, over: Territories.builtIn(at: beginning))
            #expect(try TerritoryHours(hours.description, over: .standard) == hours)
        }
    }

    @Test("no time to answer, no reminder; all of it, no reminder")
    func noReminder() throws {
        let start = try anInstant("2026-11-21T10:00:00+01:00")
        let hours = TerritoryHours.standard
        #expect(hours.moment(share: 0.5, from: start, until: start) == nil)
        #expect(hours.moment(share: 0.5, from: start, until: start.advanced(bySeconds: 60)) == nil)
        let end = hours.answerBy(from: start, standardDays: 2)
        #expect(hours.moment(share: 1, from: start, until: end) == nil)
    }
}
