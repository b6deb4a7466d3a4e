import GarageNetwork
import Matching
import Testing

@testable import garagectl

@Suite struct NetworkSourceTests {
    private static let garage =
        #"= {"garage":"G1","name":"Un","lat":48.000000,"lon":2.000000,"status":"active","#
        + #""paused_until":null,"min":0,"max":1,"cap":12,"#
        + #""closures":["2025-03-04…2025-03-06","2025-08-01…2025-08-15"]}"#

    /// Two garages and three requests, each list in two pages.
    private static func answer(_ line: String) -> [String]? {
        switch line {
        case "GARAGES": [garage, "+ OK rows=1 more=1 next=G1"]
        case "GARAGES after=G1":
            [
                #"= {"garage":"G2","name":"Deux","lat":48.100000,"lon":2.000000,"#
                    + #""status":"paused","paused_until":"2025-01-31","min":1,"max":9,"#
                    + #""cap":1000,"closures":[]}"#, "+ OK rows=1",
            ]
        case "DEMAND from=2025-03-01 to=2025-03-31", "DEMAND":
            [
                #"= {"day":"2025-03-03","lat":48.00,"lon":2.00,"reach_km":30.0,"garage":"G1"}"#,
                #"= {"day":"2025-03-03","lat":48.09,"lon":2.00,"reach_km":30.0,"garage":"G1"}"#,
                "+ OK rows=2 more=1 next=2 requests=3 placed=2",
            ]
        default:
            [
                #"= {"day":"2025-03-05","lat":48.00,"lon":2.00,"reach_km":5.0,"garage":null}"#,
                "+ OK rows=1 requests=3 placed=2",
            ]
        }
    }

    private func scenario(
        from first: Day? = nil, through last: Day? = nil,
        script: @escaping @Sendable (String) -> [String]? = answer
    ) throws -> (scenario: Scenario, requests: [String], told: [Int]) {
        let daemon = try FakeDaemon(script: script)
        let client = try LineClient(connecting: .unix(path: daemon.path), timeoutSeconds: 10)
        var told: [Int] = []
        let scenario = try NetworkSource(client: client)
            .scenario(from: first, through: last) { come, total in
                told += [come, total]
            }
        return (scenario, daemon.requests, told)
    }

    @Test func garagesComeWithTheirClosuresAndBands() throws {
        let garages = try scenario().scenario.garages
        #expect(garages.map(\.id.text) == ["G1", "G2"] && garages.map(\.number) == [1, 2])
        #expect(garages.map(\.target.max) == [1, 9] && garages.map(\.monthlyCap) == [12, 1_000])
        #expect(garages[0].closures.count == 2)
        let day = try #require(Day("2025-03-05"))
        #expect(!garages[0].isOpen(on: day) && garages[1].isOpen(on: day))
        let january = try #require(Day("2025-01-31"))
        #expect(garages[0].isOpen(on: january) && !garages[1].isOpen(on: january))
    }

    @Test func demandComesPageByPage() throws {
        let first = try #require(Day("2025-03-01"))
        let (scenario, requests, told) = try scenario(from: first, through: first + 30)
        #expect(
            requests == [
                "GARAGES", "GARAGES after=G1", "DEMAND from=2025-03-01 to=2025-03-31",
                "DEMAND from=2025-03-01 to=2025-03-31 after=2",
            ])
        #expect(told == [2, 3, 3, 3])
        #expect(try scenario.ids == ["1", "2", "3"])
        #expect(try scenario.requests.map(\.radiusKm) == [30, 30, 5])
        #expect(scenario.taken?.map { $0?.text } == ["G1", "G1", nil])
    }

    /// Both went to G1, the second 10 km although G2 is beside them: one above G1's band, one
    /// missing at G2.
    @Test func whatWasDoneIsScored() throws {
        let scenario = try scenario().scenario
        let score = try #require(try TakenScore.score(scenario, scenario.taken ?? []))
        #expect(score.shortfallPerMonth == 1 && score.excessPerMonth == 1)
        #expect(abs(score.extraKmMax - 8.9) < 0.1 && score.movedPercent == 50)
        #expect(abs(score.unservedPercent - 100.0 / 3) < 1e-9)
    }

    @Test func theTableShowsWhatWasDone() throws {
        let daemon = try FakeDaemon(script: Self.answer)
        #expect(
            Program.run(["simulate", "--network", "--socket", daemon.path, "-q", "--json"])
                == .worked)
        #expect(daemon.requests.last == "DEMAND after=2")
    }

    @Test(arguments: [
        #"= {"garage":"G1","name":"Un","lat":48.0,"lon":200.0,"min":0,"max":1,"cap":12}"#,
        #"= {"garage":"G1","name":"Un","lat":48.0,"lon":2.0,"min":3,"max":1,"cap":12}"#,
        #"= {"garage":"G1","name":"Un","lat":48.0,"lon":2.0,"min":0,"max":1}"#,
        #"= {"garage":"G1","name":"U","lat":48,"lon":2,"min":0,"max":1,"cap":1,"closures":["x"]}"#,
    ])
    func aGarageThatCannotBeReadIsNotGuessed(row: String) throws {
        let failure = try #require(throws: Failure.self) {
            _ = try scenario { _ in [row, "+ OK rows=1"] }
        }
        #expect(failure.sentence.contains("garage"))
    }

    @Test func anEmptyPastIsSaid() throws {
        let failure = try #require(throws: Failure.self) {
            _ = try scenario { $0.hasPrefix("G") ? [Self.garage, "+ OK rows=1"] : ["+ OK rows=0"] }
        }
        #expect(failure.status == .refused && failure.sentence.contains("no request"))
    }

    @Test func aRefusalIsPassedOn() throws {
        let failure = try #require(throws: Failure.self) {
            _ = try scenario { _ in ["- 403 DENIED only a manager"] }
        }
        #expect(failure.sentence.contains("DENIED"))
    }

    @Test(arguments: [
        ["--network", "folder"], ["folder", "--from", "2025-01-01"],
        ["--network", "--from", "x"],
    ])
    func optionsThatExcludeEachOtherAreRefused(arguments: [String]) {
        #expect(Program.run(["simulate"] + arguments) == .usage)
    }
}
