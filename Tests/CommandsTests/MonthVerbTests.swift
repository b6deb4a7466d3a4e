import Commands
import GarageNetwork
import LineProtocol
import Matching
import Testing

/// LOAD and FORECAST of months that are over, of this one and of those to come.
@Suite struct MonthVerbTests {
    private static func counts(_ month: String, _ committed: [Int]) -> [GarageCount] {
        guard let month = Month(month) else { return [] }
        return zip(Int64(1)..., committed).map {
            GarageCount(
                garage: $0, month: month, committed: $1, received: $1 / 2, revision: 2)
        }
    }

    private static func rehearsal(
        _ month: String, _ committed: [Int], garages: [Garage] = Rehearsal.threeGarages,
        attainable: AttainableShare? = nil
    ) -> Rehearsal {
        let counts = counts(month, committed)
        let book = LedgerBook {
            $0.counts = counts
            $0.past = PastArchive.halfYear
        }
        return Rehearsal(book: book, garages: garages, counts: counts, attainable: attainable)
    }

    struct Totals: Sendable {
        let month: String
        let committed: [Int]
        /// How many are below, in and above their band.
        let below: Int
        let inside: Int
        let above: Int
        let inShare: Double
        let mean: Double
        init(
            _ month: String, _ committed: [Int], _ below: Int, _ inside: Int, _ above: Int,
            share: Double, mean: Double
        ) {
            (self.month, self.committed) = (month, committed)
            (self.below, self.inside, self.above) = (below, inside, above)
            (inShare, self.mean) = (share, mean)
        }
    }
    static let totals = [
        Totals("2026-10", [4, 7, 11], 1, 1, 1, share: 1.0 / 3, mean: 22.0 / 3),
        Totals("2026-10", [5, 10, 10], 0, 3, 0, share: 1, mean: 25.0 / 3),
        Totals("2026-10", [], 3, 0, 0, share: 0, mean: 0),
        Totals("2026-11", [4, 5, 10], 1, 2, 0, share: 2.0 / 3, mean: 19.0 / 3),
        Totals("2026-11", [5, 10, 11], 0, 2, 1, share: 2.0 / 3, mean: 26.0 / 3),
        Totals("2026-12", [0, 5, 12], 1, 1, 1, share: 1.0 / 3, mean: 17.0 / 3),
    ]

    @Test("the totals of LOAD, counted by hand", arguments: totals)
    func loadTotals(row: Totals) async throws {
        let reply = try await Self.rehearsal(row.month, row.committed)
            .ask("LOAD month=\(row.month)", as: .monitor).get()
        let sum = row.committed.reduce(0, +)
        #expect(reply["rows"] == .whole(3) && reply["garages"] == .whole(3))
        #expect(reply["below"] == .whole(Int64(row.below)))
        #expect(reply["in"] == .whole(Int64(row.inside)))
        #expect(reply["above"] == .whole(Int64(row.above)))
        #expect(reply["in_share"] == .decimal(row.inShare, places: 2))
        #expect(reply["mean"] == .decimal(row.mean, places: 2))
        #expect(reply["committed"] == .whole(Int64(sum)))
        #expect(
            reply["received"] == .whole(Int64(row.committed.reduce(0) { $0 + $1 / 2 })))
    }

    @Test(
        "what could be attained at best, by counts alone: the lower ends, then one that overflows",
        arguments: [
            ([0, 0, 0], 0), ([4, 0, 0], 0), ([5, 0, 0], 1), ([9, 0, 0], 1), ([10, 0, 0], 2),
            ([14, 0, 0], 2), ([15, 0, 0], 3), ([10, 10, 10], 3), ([11, 10, 10], 2),
            ([99, 0, 0], 2),
        ] as [([Int], Int)])
    func attainable(committed: [Int], garages: Int) async throws {
        let reply = try await Self.rehearsal("2026-10", committed).ask("LOAD month=2026-10").get()
        #expect(reply["attainable"] == .decimal(Double(garages) / 3, places: 2))
        #expect(reply["attainable_by"] == .text("counts"))
    }

    @Test(
        "geography tells of the whole network in a month that is over, and of nothing else",
        arguments: [
            ("LOAD month=2026-10", true), ("LOAD month=2026-10 limit=1", true),
            ("LOAD month=2026-10 territory=62", false), ("LOAD month=2026-10 band=below", false),
            ("LOAD month=2026-12", false), ("LOAD month=2026-04", false),
        ])
    func geography(line: String, isGeography: Bool) async throws {
        let rehearsal = Self.rehearsal("2026-10", [4, 7, 11]) { requests, garages, plans in
            requests.count == 15 && garages.count == 3 && plans.count == 3 ? 0.25 : nil
        }
        let reply = try await rehearsal.ask(line).get()
        #expect(reply["attainable_by"] == .text(isGeography ? "geography" : "counts"))
        #expect((reply["attainable"] == .decimal(0.25, places: 2)) == isGeography)
    }

    @Test("a month that is over is certain: what came is what was to be expected")
    func past() async throws {
        let rehearsal = Self.rehearsal("2026-10", [4, 7, 11])
        let load = try await rehearsal.ask("LOAD month=2026-10").get()
        let forecast = try await rehearsal.ask("FORECAST month=2026-10").get()
        #expect(load.texts("verdict") == ["starving", "on-course", "overloaded"])
        for (row, count) in zip(forecast.rows, [4, 7, 11]) {
            #expect(row.value("committed") == .whole(Int64(count)))
            #expect(row.value("forecast") == .decimal(Double(count), places: 1))
            #expect(row.value("low") == .whole(Int64(count)))
            #expect(row.value("high") == .whole(Int64(count)))
        }
        #expect(forecast["forecast"] == .decimal(22, places: 0))
        #expect(forecast["month"] == .text("2026-10"))
    }

    @Test(
        "LOAD shows who is where by what they have now",
        arguments: [("below", ["G001"]), ("in", ["G002"]), ("above", ["G003"])])
    func bands(band: String, garages: [String]) async throws {
        let reply = try await Self.rehearsal("2026-11", [4, 10, 11]).ask("LOAD band=\(band)").get()
        #expect(reply.texts("garage") == garages)
        #expect(reply["garages"] == .whole(1))
    }

    @Test("a row of LOAD, with every column")
    func row() async throws {
        let reply = try await Self.rehearsal("2026-10", [4, 7, 11]).ask("LOAD month=2026-10").get()
        #expect(
            reply.rows[1].map(\.name) == [
                "garage", "committed", "received", "min", "max", "forecast", "p_below",
                "p_above", "verdict", "name",
            ])
        #expect(
            reply.rows[1].prefix(6) == [
                Field("garage", .text("G002")), Field("committed", .whole(7)),
                Field("received", .whole(3)), Field("min", .whole(5)), Field("max", .whole(10)),
                Field("forecast", .decimal(7, places: 1)),
            ])
        #expect(reply.rows[1].value("name") == .text("Brebières"))
    }

    @Test("who left is not shown, who pauses without an end is shown, counted and not judged")
    func outOfScope() async throws {
        var garages = Rehearsal.threeGarages
        garages[0].status = .left
        garages[2].status = .paused(until: nil, reason: "congés")
        let reply = try await Self.rehearsal("2026-11", [1, 7, 3], garages: garages).ask("LOAD")
            .get()
        #expect(reply.texts("garage") == ["G002", "G003"])
        #expect(reply["committed"] == .whole(10))
        let forecast = try await Self.rehearsal("2026-11", [1, 7, 3], garages: garages)
            .ask("FORECAST").get()
        #expect(forecast["garages"] == .whole(1))
        #expect(forecast["committed"] == .whole(10))
    }

    @Test(
        "an interval holds its forecast, which is never less than what came already",
        arguments: ["2026-10", "2026-11", "2026-12", "2027-11"],
        [[0, 0, 0], [1, 5, 9], [4, 10, 30], [200, 1, 0]])
    func intervals(month: String, committed: [Int]) async throws {
        let rehearsal = Self.rehearsal(month, committed)
        let reply = try await rehearsal.ask("FORECAST month=\(month)").get()
        var sum = 0.0
        for row in reply.rows {
            guard case .whole(let low) = row.value("low"),
                case .whole(let high) = row.value("high"),
                case .whole(let now) = row.value("committed"),
                case .decimal(let expected, 1) = row.value("forecast"),
                case .decimal(let usual, 1) = row.value("usual"),
                case .decimal(let trend, 1) = row.value("trend"),
                case .decimal(let below, 2) = row.value("p_below"),
                case .decimal(let above, 2) = row.value("p_above")
            else {
                Issue.record("a row lacks a number")
                return
            }
            #expect(Double(low).rounded(.down) <= expected && expected <= Double(high) + 0.5)
            #expect(now <= low && Double(now) <= expected)
            #expect((0...1).contains(below) && (0...1).contains(above) && below + above <= 1.0001)
            #expect(abs(usual + trend - expected) < 1e-9)
            sum += expected
        }
        #expect(reply["forecast"] == .decimal(sum, places: 0))
    }

    @Test(
        "a month further than a year ahead is beyond every forecast",
        arguments: [("2027-11", nil), ("2027-12", .range), ("2030-01", .range)]
            as [(String, RequestError.Name?)])
    func farAhead(month: String, refusal: RequestError.Name?) async {
        let rehearsal = Self.rehearsal("2026-11", [])
        #expect(await rehearsal.ask("FORECAST month=\(month)").refusal == refusal)
    }
}
