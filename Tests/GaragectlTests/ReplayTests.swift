import Foundation
import GarageNetwork
import Synchronization
import Testing

@testable import garagectl

@Suite struct ReplayTests {
    private static let demand = """
        event_id,ts,prescriber_id,lat,lon,max_km,roulant
        1,2025-01-02T08:00:00,P1,48.10,2.1,30,1
        2,2025-01-02T08:00:00,,48.2,2.2,60,0
        3,2025-02-03T08:05:00,P1,48.3,2.3,12.5,

        """

    /// Refuses the second person; everybody else goes to G1.
    private static func answer(_ line: String) -> [String]? {
        if line.hasPrefix("BENEFICIARY-ADD") {
            let id = line.split(separator: "replay-")[1].prefix(1)
            return [#"= {"beneficiary":"B\#(id)","replayed":false}"#, "+ OK rows=1"]
        }
        if line.hasPrefix("REFER") {
            if line.contains("beneficiary=B2") { return ["- 404 NO-GARAGE none is open"] }
            return [
                #"= {"referral":"X","garage":"G1","km":9.2,"nearest_km":7.0,"replayed":true}"#,
                "+ OK rows=1",
            ]
        }
        if line.hasPrefix("LOAD") {
            return ["+ OK rows=0 more=1 next=G1 garages=3 below=1 in=2 above=0 mean=5.50"]
        }
        return ["+ OK"]
    }

    private func run(
        connections: Int = 1, setsClock: Bool = true,
        script: @escaping @Sendable (String) -> [String]? = answer
    ) throws -> (decisions: [ReplayDecision], tally: ReplayTally, requests: [String]) {
        let daemon = try FakeDaemon(connections: connections, script: script)
        let run = ReplayRun(
            order: ReplayOrder(policy: "nearest"), setsClock: setsClock,
            connect: { () throws(Failure) in
                try LineClient(connecting: .unix(path: daemon.path), timeoutSeconds: 10)
            }, pause: { _ in })
        var decisions: [ReplayDecision] = []
        var tally = ReplayTally()
        try run.run(Demand.list(Array(Self.demand.utf8))) { demand, decision throws(Failure) in
            decisions.append(decision)
            tally.add(demand, decision)
        }
        return (decisions, tally, daemon.requests)
    }

    @Test func enrolsAheadThenSetsTheClockAndRefersOneByOne() throws {
        let (decisions, tally, requests) = try run()
        #expect(
            requests == [
                "BENEFICIARY-ADD key=replay-1 at=48.10,2.1 max_km=30 drives=yes prescriber=P1",
                "BENEFICIARY-ADD key=replay-2 at=48.2,2.2 max_km=50 drives=no",
                "BENEFICIARY-ADD key=replay-3 at=48.3,2.3 max_km=13 prescriber=P1",
                "CLOCK at=2025-01-02T08:00:00+01:00",
                "REFER beneficiary=B1 key=replay-1 within=30km policy=nearest prescriber=P1",
                "REFER beneficiary=B2 key=replay-2 within=50km policy=nearest",
                "CLOCK at=2025-02-03T08:05:00+01:00",
                "REFER beneficiary=B3 key=replay-3 within=12.5km policy=nearest prescriber=P1",
            ])
        #expect(decisions.map(\.garage) == ["G1", nil, "G1"])
        #expect(tally.served == 2)
        #expect(tally.refusedByName == ["NO-GARAGE": 1])
        #expect(tally.clamped == 1)
        #expect(tally.months.map(\.description) == ["2025-01", "2025-02"])
        #expect(tally.summary.hasPrefix("requests 3 · served 2 · NO-GARAGE 1 · decision p50 "))
        #expect(tally.summary.contains("extra 2.20 km over the nearest · already done 2"))
    }

    /// Every request of both goes where it belongs, and each daemon's clock is its own.
    @Test func severalDaemonsTakeTurns() throws {
        let daemons = try (0..<2).map { _ in try FakeDaemon(script: Self.answer) }
        func line(_ daemon: FakeDaemon) throws(Failure) -> LineClient {
            try LineClient(connecting: .unix(path: daemon.path), timeoutSeconds: 10)
        }
        let run = ReplayRun(
            connect: { () throws(Failure) in try line(daemons[0]) },
            others: [
                PersistentLine(
                    connect: { () throws(Failure) in try line(daemons[1]) }, pause: { _ in })
            ], pause: { _ in })
        var decided = 0
        try run.run(Demand.list(Array(Self.demand.utf8))) { _, _ in decided += 1 }
        #expect(decided == 3)
        let verbs = daemons.map { $0.requests.map { $0.prefix { $0 != " " } } }
        #expect(
            verbs == [
                ["BENEFICIARY-ADD", "BENEFICIARY-ADD", "BENEFICIARY-ADD", "CLOCK", "REFER"]
                    + ["CLOCK", "REFER"],
                ["CLOCK", "REFER"],
            ])
        #expect(daemons[1].requests[1].contains("key=replay-2"))
    }

    @Test(arguments: [
        ("/run/garaged/garaged.sock", Endpoint.unix(path: "/run/garaged/garaged.sock")),
        ("./state/g.sock", .unix(path: "./state/g.sock")),
        ("127.0.0.1:7450", .tcp(host: "127.0.0.1", port: 7450)), ("nowhere", nil), ("", nil),
    ])
    func anotherDaemonIsAPathOrAHost(_ text: String, _ endpoint: Endpoint?) {
        #expect(Endpoint(pathOrTCP: text) == endpoint)
    }

    @Test func withoutTheClockNoneIsSet() throws {
        let (_, _, requests) = try run(setsClock: false)
        #expect(!requests.contains { $0.hasPrefix("CLOCK") })
    }

    @Test func aDaemonInServiceIsNotReplayedInto() throws {
        let failure = try #require(throws: Failure.self) {
            _ = try run { line in
                line.hasPrefix("CLOCK") ? ["- 409 CONFLICT real time"] : Self.answer(line)
            }
        }
        #expect(failure.status == .refused)
        #expect(failure.advice?.contains("--now 2025-01-02T08:00:00+01:00") == true)
    }

    @Test(arguments: [
        ("BENEFICIARY-ADD", "404 NO-SUCH no such prescriber", "--no-prescribers"),
        ("BENEFICIARY-ADD", "409 KEY-REUSED another person", "--key-prefix"),
        ("REFER", "403 DENIED not yours", "role"), ("REFER", "409 KEY-REUSED x", "key="),
    ])
    func whatConcernsEveryRequestEndsTheReplay(verb: String, refusal: String, advice: String)
        throws
    {
        let failure = try #require(throws: Failure.self) {
            _ = try run { line in line.hasPrefix(verb) ? ["- " + refusal] : Self.answer(line) }
        }
        #expect(failure.sentence == refusal)
        #expect(failure.advice?.contains(advice) == true)
    }

    @Test func aBusyDaemonIsAskedAgainWithTheSameKeys() throws {
        let refusals = Mutex(["BENEFICIARY-ADD key=replay-2": 2, "REFER beneficiary=B3": 1])
        let (decisions, _, requests) = try run { line in
            let isRefused = refusals.withLock { left in
                guard let key = left.keys.first(where: line.hasPrefix), left[key] != 0 else {
                    return false
                }
                left[key]? -= 1
                return true
            }
            return isRefused ? ["- 429 BUSY retry-ms=5 wait"] : Self.answer(line)
        }
        #expect(decisions.map(\.garage) == ["G1", nil, "G1"])
        #expect(requests.count { $0.hasPrefix("BENEFICIARY-ADD key=replay-2") } == 3)
        #expect(requests.count { $0.hasPrefix("BENEFICIARY-ADD key=replay-1") } == 1)
        #expect(requests.count { $0.hasPrefix("REFER beneficiary=B3") } == 2)
    }

    @Test func aLostConnectionIsOpenedAgainAndTheSameRequestSent() throws {
        let hasDropped = Mutex(false)
        let (decisions, _, requests) = try run(connections: 2) { line in
            let drops = hasDropped.withLock { dropped in
                guard !dropped, line.hasPrefix("REFER beneficiary=B3") else { return false }
                dropped = true
                return true
            }
            return drops ? nil : Self.answer(line)
        }
        #expect(decisions.map(\.garage) == ["G1", nil, "G1"])
        #expect(requests.suffix(2).allSatisfy { $0 == requests.last })
    }

    @Test func aDaemonThatStaysDownEndsTheReplay() throws {
        let failure = try #require(throws: Failure.self) {
            _ = try run { line in
                line.hasPrefix("REFER") ? ["- 503 STORE-DOWN away"] : Self.answer(line)
            }
        }
        #expect(failure.status == .unreachable)
    }

    @Test func theCommandWritesTheDecisionsAndTheFileIsWhole() throws {
        let daemon = try FakeDaemon(connections: 2, script: Self.answer)
        let (demand, out) = (temporaryPath("csv"), temporaryPath("csv"))
        try Self.demand.write(toFile: demand, atomically: true, encoding: .utf8)
        defer {
            try? FileManager.default.removeItem(atPath: demand)
            try? FileManager.default.removeItem(atPath: out)
        }
        let words = ["replay", demand, "--decisions", out, "-q", "--socket", daemon.path]
        #expect(Program.run(words) == .worked)
        let lines = try String(contentsOfFile: out, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines[0] == "request_id,garage_id,decision_us")
        #expect(lines[1].hasPrefix("1,G1,"))
        #expect(lines[2].hasPrefix("2,,"))
        #expect(!FileManager.default.fileExists(atPath: out + ".part"))
        #expect(
            daemon.requests.suffix(2) == [
                "LOAD month=2025-01 limit=1", "LOAD month=2025-02 limit=1",
            ])
    }

    @Test func anInterruptedReplayLeavesNoDecisions() throws {
        let daemon = try FakeDaemon { line in
            line.hasPrefix("REFER") ? ["- 403 DENIED no"] : Self.answer(line)
        }
        let (demand, out) = (temporaryPath("csv"), temporaryPath("csv"))
        try Self.demand.write(toFile: demand, atomically: true, encoding: .utf8)
        defer {
            try? FileManager.default.removeItem(atPath: demand)
            try? FileManager.default.removeItem(atPath: out + ".part")
        }
        let words = ["replay", demand, "--decisions", out, "-q", "--socket", daemon.path]
        #expect(Program.run(words) == .refused)
        #expect(!FileManager.default.fileExists(atPath: out))
    }

    @Test func allPagesOfAMonthAreRead() throws {
        let daemon = try FakeDaemon { line in
            line.contains("after=G1")
                ? [#"= {"garage":"G2"}"#, "+ OK rows=1"]
                : [#"= {"garage":"G1"}"#, "+ OK rows=1 more=1 next=G1"]
        }
        let client = try LineClient(connecting: .unix(path: daemon.path), timeoutSeconds: 10)
        let month = try #require(Month("2025-03"))
        let rows = try LoadTable.garages(of: month, client: client)
        #expect(rows.map { $0[0].value.plain } == ["G1", "G2"])
        #expect(daemon.requests == ["LOAD month=2025-03", "LOAD month=2025-03 after=G1"])
    }
}
