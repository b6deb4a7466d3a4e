import Foundation
import Support
import Testing

/// PostgreSQL and the daemon are killed under load; what was acknowledged must be there afterwards.
///
/// The long form is `GARAGED_TORTURE_ROUNDS=5 swift test --filter TortureTests`.
@Suite(.serialized) struct TortureTests {
    static let rounds =
        ProcessInfo.processInfo.environment["GARAGED_TORTURE_ROUNDS"].flatMap { Int($0) } ?? 2
    static let clients = 16

    enum Victim: String, CaseIterable { case postgres, daemon }

    @Test(
        "nothing acknowledged is lost, nothing is doubled, no cap is passed",
        arguments: Victim.allCases)
    func kill(victim: Victim) async throws {
        // One garage with a cap that the load reaches, and all the others of the network.
        var daemon = try await Daemon.start()
        defer {
            daemon.stop()
            daemon.removeState()
        }
        let admin = try TestClient(socket: daemon.socketPath)
        #expect(try admin.ask("GARAGE-SET garage=G001 cap=40").last?.hasPrefix("+ OK") == true)
        let load = Load(socket: daemon.socketPath)
        load.start(clients: Self.clients)
        for _ in 0..<Self.rounds {
            try await Task.sleep(for: .milliseconds(1500))
            switch victim {
            case .postgres: try Self.killPostmaster(of: daemon)
            case .daemon:
                daemon.kill()
                daemon = try await Daemon(state: daemon.state, options: .init(isDemo: false))
            }
        }
        try await Task.sleep(for: .milliseconds(1500))
        try await load.stop()
        try await Self.verify(load, daemon)
    }

    private static func killPostmaster(of daemon: Daemon) throws {
        let file = daemon.state.appending(path: "postgres/postmaster.pid")
        let first = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").first
        let pid = try #require(first.flatMap { Int32($0.trimmingCharacters(in: .whitespaces)) })
        Foundation.kill(pid, SIGKILL)
    }

    /// Asks for every acknowledged key again: the same referral must come back as a replay.
    private static func verify(_ load: Load, _ daemon: Daemon) async throws {
        let client = try await clientOnceWritable(daemon)
        let acknowledged = load.acknowledged
        #expect(acknowledged.count > 100, "the load was too small to prove anything")
        var lost = 0
        for (key, referral) in acknowledged {
            let reply = try client.ask(
                "REFER beneficiary=\(referral.beneficiary) key=\(key) within=50km")
            let row = reply.rows.first
            if row?["referral"] as? String != referral.code || row?["replayed"] as? Bool != true {
                lost += 1
            }
        }
        #expect(lost == 0, "of \(acknowledged.count) acknowledged")
        #expect(Set(acknowledged.values.map(\.code)).count == acknowledged.count, "doubled")
        let rows = try client.ask("LOAD").rows
        let counted = rows.compactMap { $0["committed"] as? Int }.reduce(0, +)
        #expect(counted >= acknowledged.count)
        #expect(counted <= load.attempts, "more referrals than requests")
        let capped = rows.first { $0["garage"] as? String == "G001" }?["committed"] as? Int
        #expect((capped ?? 0) <= 40)
        let checks = try await SQLQuery(daemon).run(
            "select count(*) from ledger.invariant_violation")
        #expect(checks == "0")
        let all = try await SQLQuery(daemon).run("select count(*) from ledger.referral")
        #expect(all == "\(counted)", "LOAD and the rows disagree")
    }

    private static func clientOnceWritable(_ daemon: Daemon) async throws -> TestClient {
        for _ in 0..<100 {
            if let client = try? TestClient(socket: daemon.socketPath),
                let reply = try? client.ask("BENEFICIARY-ADD key=probe at=48.85,2.35"),
                reply.last?.hasPrefix("+ OK") == true
            {
                return client
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw Daemon.Failure(description: "no write within ten seconds:\n" + daemon.logText)
    }
}

/// Sixteen prescribers who enrol and refer without pause, and repeat what was not answered.
private final class Load: Sendable {
    struct Acknowledged: Sendable {
        let code: String
        let beneficiary: String
    }
    private struct State {
        var acknowledged: [String: Acknowledged] = [:]
        var attempts = 0
        var isStopped = false
        var running = 0
    }
    private let socket: String
    private let state = Locked(State())

    init(socket: String) { self.socket = socket }

    var acknowledged: [String: Acknowledged] { state.with { $0.acknowledged } }
    var attempts: Int { state.with { $0.attempts } }

    /// Each client blocks a thread of its own: those of the pool are for the test itself.
    func start(clients: Int) {
        state.with { $0.running = clients }
        for number in 0..<clients {
            Thread {
                self.run(client: number)
                self.state.with { $0.running -= 1 }
            }.start()
        }
    }

    func stop() async throws {
        state.with { $0.isStopped = true }
        while state.with({ $0.running }) > 0 { try await Task.sleep(for: .milliseconds(20)) }
    }

    private func run(client number: Int) {
        var request = 0
        var client: TestClient?
        var generator = Seeded(seed: UInt64(number + 1))
        while !state.with({ $0.isStopped }) {
            if client == nil { client = try? TestClient(socket: socket) }
            guard let open = client else {
                usleep(20_000)
                continue
            }
            // The same keys until they are acknowledged: an answer may have been lost on its way.
            let key = "c\(number)-\(request)"
            do {
                if try refer(key, on: open, &generator) { request += 1 } else { usleep(20_000) }
            } catch {
                client = nil
            }
        }
    }

    private func refer(
        _ key: String, on client: TestClient, _ generator: inout Seeded
    ) throws -> Bool {
        var place = Seeded(seed: UInt64(truncatingIfNeeded: key.hashValue))
        let latitude = Double.random(in: 43.5...50.5, using: &place)
        let longitude = Double.random(in: -1...6, using: &place)
        let enrolled = try client.ask("BENEFICIARY-ADD key=\(key) at=\(latitude),\(longitude)")
        guard let person = enrolled.rows.first?["beneficiary"] as? String else { return false }
        state.with { $0.attempts += 1 }
        let reply = try client.ask("REFER beneficiary=\(person) key=\(key) within=50km")
        let final = reply.last ?? ""
        if final.hasPrefix("- 404") || final.hasPrefix("- 409") { return true }
        guard let code = reply.rows.first?["referral"] as? String else { return false }
        state.with { $0.acknowledged[key] = Acknowledged(code: code, beneficiary: person) }
        return true
    }
}
