import Foundation
import Support
import Testing

/// A second daemon on the database of a first: the ordinary way to grow, and a way to take the
/// database from under a daemon.
@Suite(.serialized) struct TwoDaemonsTests {
    @Test("what one writes the other sees, and without the database it goes on answering")
    func sharedDatabase() async throws {
        let owner = try await Daemon.start(options: .init(now: nil))
        defer { owner.removeState() }
        let conninfo = try Scenario.conninfo(of: owner)
        let guest = try await Daemon.start(
            options: .init(now: nil, isDemo: false, extra: ["--database", conninfo]))
        defer {
            guest.stop()
            guest.removeState()
        }
        let here = try TestClient(socket: guest.socketPath)
        try await Self.seeEachOther(owner, here)
        try await Self.goOnAlone(owner, here)

        let again = try await Daemon(state: owner.state, options: .init(now: nil, isDemo: false))
        defer { again.stop() }
        let reply = try await Self.eventually { () -> [String]? in
            let reply = try here.ask("BENEFICIARY-ADD key=back place=Lens")
            return reply.last?.hasPrefix("+ OK") == true ? reply : nil
        }
        #expect(reply.rows.count == 1)
        #expect(try here.ask("MATCH place=Lens fields=garage").summary("age_s") == nil)
    }

    @Test("a clock that was set never writes a database that people rely on")
    func noRehearsalOnARealDatabase() async throws {
        let owner = try await Daemon.start(options: .init(now: nil))
        defer {
            owner.stop()
            owner.removeState()
        }
        let refusal = await #expect(throws: Daemon.Failure.self) {
            _ = try await Daemon.start(
                options: .init(
                    isDemo: false, extra: ["--database", try Scenario.conninfo(of: owner)]))
        }
        #expect(refusal?.description.contains("--now is for rehearsals") == true)
    }

    /// The small scenario, request by request, through two daemons that take turns: each must know
    /// what the other did before it chooses.
    @Test(
        "two daemons that take turns choose as one, and as the library",
        .timeLimit(.minutes(10)), arguments: ["balanced", "month-end"])
    func oneRule(policy: String) async throws {
        let start = "2025-01-02T08:00:00+01:00"
        let first = try await Daemon.start(options: .init(now: start, isDemo: false))
        defer {
            first.stop()
            first.removeState()
        }
        let second = try await Daemon.start(
            options: .init(
                now: start, isDemo: false, extra: ["--database", try Scenario.conninfo(of: first)]))
        defer {
            second.stop()
            second.removeState()
        }
        try Scenario.load(into: first)
        let (decisions, library) = (
            first.state.appending(path: "decisions.csv"), first.state.appending(path: "library.csv")
        )
        try Scenario.garagectl(
            "replay", Scenario.folder.appending(path: "demand.csv").path, "--policy", policy,
            "--decisions", decisions.path, "--quiet", "--socket", first.socketPath, "--also",
            second.socketPath)
        try Scenario.garagectl(
            "simulate", Scenario.folder.path, "--policy", policy, "--decisions", library.path,
            "--quiet")
        let expected = try Scenario.choices(library)
        let chosen = try Scenario.choices(decisions)
        #expect(chosen.count == expected.count)
        let different = zip(chosen, expected).filter { $0 != $1 }
        #expect(different.isEmpty, "\(different.count) different, first \(different.prefix(1))")
        // Half of them went through each.
        for daemon in [first, second] {
            let status = try TestClient(socket: daemon.socketPath).ask("STATUS").rows.first
            #expect((status?["requests"] as? Int ?? 0) > expected.count / 2)
        }
    }

    /// MATCH is at most five seconds stale.
    private static func seeEachOther(_ owner: Daemon, _ here: TestClient) async throws {
        let there = try TestClient(socket: owner.socketPath)
        let person =
            try there.ask("BENEFICIARY-ADD key=two place=Lens")
            .rows.first?["beneficiary"] as? String
        let row = try there.ask("REFER beneficiary=\(person ?? "") key=two").rows.first
        let garage = try #require(row?["garage"] as? String)
        _ = try await eventually { () -> Bool? in
            let rows = try here.ask("MATCH place=Lens limit=20 fields=garage,committed").rows
            let seen = rows.first { $0["garage"] as? String == garage }
            return seen?["committed"] as? Int == 1 ? true : nil
        }
        // The same key through the other daemon is the same referral: the database decides.
        let repeated = try here.ask("REFER beneficiary=\(person ?? "") key=two").rows.first
        #expect(repeated?["referral"] as? String == row?["referral"] as? String)
        #expect(repeated?["replayed"] as? Bool == true)
        let open = try here.ask("REFER beneficiary=\(person ?? "") key=three")
        #expect(open.last?.hasPrefix("- 409 OPEN-REFERRAL") == true)
    }

    private static func goOnAlone(_ owner: Daemon, _ here: TestClient) async throws {
        owner.stop()
        let refusal = try await eventually { () -> String? in
            let final = try here.ask("BENEFICIARY-ADD key=away place=Lens").last ?? ""
            return final.hasPrefix("- 503") ? final : nil
        }
        #expect(refusal.hasPrefix("- 503 STORE-DOWN"))
        let match = try here.ask("MATCH place=Lens fields=garage,km")
        #expect(match.last?.hasPrefix("+ OK") == true)
        #expect(match.summary("age_s") != nil)
        #expect(try here.ask("LOAD limit=1").last?.hasPrefix("+ OK") == true)
        #expect(try here.ask("CHECK name=store warn=0 crit=1000").summary("status") == "1")
        #expect(try here.ask("STATUS").rows.first?["store"] as? String == "down")
    }

    private static func eventually<Value>(_ find: () throws -> Value?) async throws -> Value {
        for _ in 0..<200 {
            if let value = try find() { return value }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw Daemon.Failure(description: "it did not happen within ten seconds")
    }
}
