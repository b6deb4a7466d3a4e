import Commands
import GarageNetwork
import LineProtocol
import Matching
import Testing

/// Every list that has pages, walked to its end: nothing lost, nothing twice, the totals the same.
@Suite struct PagingTests {
    static let garageCount = 7

    private static let garages = (1...Int64(garageCount)).compactMap { number in
        // G2 comes before G10: ids are in the order of numbers, not of text.
        Rehearsal.garage(
            number, "G\(number + 5)", "Garage \(number)",
            at: Rehearsal.point(50 + Double(number) / 100, 2.8)
        ) { $0.postcode = "62300" }
    }

    private static func rehearsal() throws -> Rehearsal {
        let book = LedgerBook { pages in
            pages.past = PastArchive.halfYear
            pages.past.records = Array(PastArchive.halfYear.records.prefix(garageCount))
            pages.referrals = (1...Int64(garageCount)).compactMap { Rehearsal.referral($0) }
        }
        let person = try #require(BeneficiaryID("B1"))
        book.change { pages in
            pages.waiting = (1...Int64(garageCount)).map { number in
                UnplacedRequest(
                    number: number * 3, beneficiary: person, organisation: 0,
                    since: Rehearsal.start, tries: Int(number),
                    origin: Rehearsal.point(50.43, 2.83),
                    reachKm: 30, reachable: 0, full: 0, closed: 0, unsuitable: 0)
            }
        }
        return Rehearsal(book: book, garages: garages)
    }

    @Test(
        "a list is the same in pages of any size as in one",
        arguments: [
            ("GARAGES", "after"), ("LOAD", "after"), ("LOAD month=2026-10", "after"),
            ("FORECAST", "after"), ("FORECAST month=2026-12", "after"), ("STEERING", "after"),
            ("DEMAND", "after"), ("UNPLACED", "after"), ("REFERRALS", "before"),
            ("GARAGES territory=62", "after"), ("LOAD band=below", "after"),
        ], [1, 2, 3, 6, 7, 8])
    func walk(list: (line: String, key: String), limit: Int) async throws {
        let rehearsal = try Self.rehearsal()
        let whole = try await rehearsal.ask(list.line).get()
        #expect(whole.rows.count == Self.garageCount)
        #expect(whole["more"] == nil && whole["next"] == nil)
        var rows: [Reply.Row] = []
        var line = "\(list.line) limit=\(limit)"
        for page in 1...Self.garageCount {
            let reply = try await rehearsal.ask(line).get()
            #expect(reply["rows"] == .whole(Int64(reply.rows.count)))
            #expect(Self.totals(reply) == Self.totals(whole), "totals are of the whole list")
            rows += reply.rows
            guard reply["more"] == .whole(1) else {
                #expect(reply["next"] == nil)
                #expect(page == (Self.garageCount + limit - 1) / limit)
                break
            }
            #expect(reply.rows.count == limit)
            guard case .text(let next) = reply["next"] else {
                Issue.record("a page with more after it says where to go on")
                return
            }
            line = "\(list.line) limit=\(limit) \(list.key)=\(next)"
        }
        #expect(rows == whole.rows)
    }

    private static func totals(_ reply: Reply) -> Reply.Row {
        reply.summary.filter { !["rows", "more", "next"].contains($0.name) }
    }

    @Test(
        "lists without pages say how many rows are not shown",
        arguments: [
            ("ALERTS", 7), ("COVERAGE", 4), ("COVERAGE by=garage", 7),
        ])
    func cut(line: String, count: Int) async throws {
        let rehearsal = try Self.rehearsal()
        let friday = try #require(Day("2026-11-27"))
        rehearsal.clock.set(to: Instant(paris: friday, secondsOfDay: 36_000))
        rehearsal.network.turn(to: rehearsal.clock.now)
        let whole = try await rehearsal.ask(line).get()
        #expect(whole.rows.count == count && whole["more"] == nil)
        for limit in 1...count {
            let part = try await rehearsal.ask("\(line) limit=\(limit)").get()
            #expect(part.rows == Array(whole.rows.prefix(limit)))
            #expect(part["more"] == (limit < count ? .whole(Int64(count - limit)) : nil))
        }
    }

    @Test("after an id that is gone the list goes on all the same")
    func goneInBetween() async throws {
        let rehearsal = try Self.rehearsal()
        for verb in ["GARAGES", "LOAD", "FORECAST", "STEERING"] {
            let after = try await rehearsal.ask("\(verb) after=G09 limit=2").get()
            #expect(after.texts("garage") == ["G10", "G11"])
            #expect(try await rehearsal.ask("\(verb) after=G999").get().rows.isEmpty)
        }
    }
}
