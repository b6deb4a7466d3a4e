import Alerting
import Commands
import GarageNetwork
import LineProtocol
import Testing

@Suite struct ForecastTests {
    /// Three garages on 21 November 2026, with 0, 7 and 14 referrals.
    private static var rehearsal: Rehearsal {
        let month = Month("2026-11")
        return Rehearsal(
            counts: zip(Int64(1)..., [0, 7, 14]).compactMap { number, committed in
                month.map {
                    GarageCount(
                        garage: number, month: $0, committed: committed, received: 1, revision: 2)
                }
            })
    }

    private static func ask(_ line: String, as role: Role = .manager) async throws -> Reply {
        try await rehearsal.ask(line, as: role).get()
    }

    @Test("a row for each garage, and the network on the final line")
    func rows() async throws {
        let reply = try await Self.ask("FORECAST")
        #expect(reply.rows.count == 3)
        for row in reply.rows {
            let low = try #require(row.whole("low"))
            let high = try #require(row.whole("high"))
            let committed = try #require(row.whole("committed"))
            #expect(committed <= low && low <= high)
        }
        #expect(reply.rows.map { $0.word("verdict") } == ["starving", "on-course", "overloaded"])
        #expect(reply.summary.whole("committed") == 21)
        #expect(reply.summary.whole("garages") == 3)
        #expect(reply.summary.word("month") == "2026-11")
    }

    @Test("a garage sees its own month and no other")
    func own() async throws {
        let own = try await Self.ask("FORECAST", as: .garage)
        #expect(own.rows.map { $0.word("garage") } == ["G001"])
        let other = await Self.rehearsal.ask("FORECAST garage=G002", as: .garage)
        #expect(throws: RequestError.self) { try other.get() }
        #expect(
            try await Self.ask("FORECAST garage=G002").rows.map { $0.word("garage") } == ["G002"])
    }

    @Test(
        "what cannot be asked is refused",
        arguments: [
            ("FORECAST garage=G009", RequestError.Name.noSuch),
            ("FORECAST month=2027-12", .range), ("FORECAST month=2026-10", .storeDown),
        ])
    func refusals(line: String, name: RequestError.Name) async {
        let reply = await Self.rehearsal.ask(line, as: .manager)
        guard case .failure(let error) = reply else {
            Issue.record("\(line) was answered")
            return
        }
        #expect(error.name == name)
    }

    @Test("LOAD says what its share rests on, and reads the same odds")
    func load() async throws {
        let rehearsal = Self.rehearsal
        let counts = try await rehearsal.ask("LOAD", as: .manager).get()
        #expect(counts.summary.word("attainable_by") == "counts")
        let forecast = try await rehearsal.ask("FORECAST", as: .manager).get()
        for (load, forecast) in zip(counts.rows, forecast.rows) {
            for name in ["p_below", "p_above", "forecast", "verdict"] {
                let pair = [load, forecast].map { row in row.first { $0.name == name } }
                #expect(pair[0] == pair[1] && pair[0] != nil)
            }
        }
        rehearsal.environment.outlook.replace(with: Outlook(asOf: nil, attainableShare: 0.8))
        let geography = try await rehearsal.ask("LOAD", as: .manager).get()
        #expect(geography.summary.word("attainable_by") == "geography")
        #expect(geography.summary.contains(Field("attainable", .decimal(0.8, places: 2))))
        #expect(geography.summary.contains(Field("in_share", .decimal(1.0 / 3, places: 2))))
        let part = try await rehearsal.ask("LOAD territory=62", as: .manager).get()
        #expect(part.summary.word("attainable_by") == "counts")
    }
}

extension Reply.Row {
    fileprivate func word(_ name: String) -> String? {
        guard case .text(let text) = first(where: { $0.name == name })?.value else { return nil }
        return text
    }

    fileprivate func whole(_ name: String) -> Int64? {
        guard case .whole(let number) = first(where: { $0.name == name })?.value else { return nil }
        return number
    }
}
