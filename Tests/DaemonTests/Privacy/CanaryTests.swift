import Foundation
import Support
import Testing

/// Names, telephones and free text that stand for a person, typed into every field of every verb:
/// none of them is found in an error, a log, a metric, a dump or a file of the database.
@Suite(.serialized) struct CanaryTests {
    /// Distinctive, and letters only, so that they pass wherever a name or a word is allowed.
    private static let canaries = [
        "Zorgluberine", "Quetzalvert", "0699887766", "zorg.luberine@example.org",
        "impasse des Brumaires",
    ]

    /// What is kept in clear on purpose: it is of garages and offices, never of a person.
    private static let ofTheNetwork: Set<String> = [
        "GARAGE-ADD", "GARAGE-SET", "PAUSE", "CONTACT-SET", "PRESCRIBER-SET", "RULE-SET",
        "IMPORT-ROW", "IMPORT-BEGIN", "IMPORT-COMMIT", "IMPORT", "RELOAD", "CLOCK", "QUIT",
        "TOKEN-REVOKE", "SUBSCRIBE", "AUTH",
    ]

    private static func isClean(_ text: String) -> Bool {
        let folded = text.lowercased()
        return !canaries.contains { folded.contains($0.lowercased()) }
    }

    private static func enrolment(_ key: String) -> String {
        "BENEFICIARY-ADD key=\"\(key)\" place=Lens name=\"\(canaries[0])\""
            + " first_name=\"\(canaries[1])\" birth_date=1984-03-0\(1 + key.count % 9)"
            + " phone=\"\(canaries[2])\" email=\"\(canaries[3])\" address=\"\(canaries[4])\""
            + " need=\"\(canaries[0]) needs it for work\" notice=2026-1"
    }

    @Test("no canary leaves the vault", .timeLimit(.minutes(10)))
    func everywhere() async throws {
        let daemon = try await Daemon.start()
        defer { daemon.removeState() }
        let admin = try TestClient(socket: daemon.socketPath)
        let book = try VerbBook(admin)
        try #require(book.verbs.count > 60)
        var errors: [String] = []
        func say(_ client: TestClient, _ request: String) throws -> [String] {
            let reply = try client.ask(request)
            if let last = reply.last, last.hasPrefix("-") { errors.append(last) }
            return reply
        }
        let people = try Self.enrolAndRefer(admin, say)
        #expect(people.count == 3)
        for role in ["admin", "prescriber", "manager"] {
            try Self.probe(book, as: role, on: daemon, admin, people[0], say)
        }
        let metrics = try (say(admin, "METRICS") + say(admin, "STATUS") + say(admin, "ALERTS"))
        #expect(Self.isClean(metrics.joined(separator: "\n")))
        #expect(errors.count > 300, "too few refusals to say anything: \(errors.count)")
        for error in errors where !Self.isClean(error) { Issue.record("\(error)") }

        let dump = try Self.dump(of: daemon)
        #expect(dump.contains("CREATE TABLE person.file"))
        #expect(Self.isClean(dump), "\(Self.lines(of: dump))")
        _ = try await SQLQuery(daemon).run("CHECKPOINT")
        daemon.stop()
        #expect(Self.isClean(daemon.logText), "\(Self.lines(of: daemon.logText))")
        let found = try Self.filesWithCanaries(under: daemon.state)
        #expect(found.isEmpty, "\(found)")
    }

    @Test("a database that dies under the request says nothing", .timeLimit(.minutes(5)))
    func whileTheDatabaseDies() async throws {
        let daemon = try await Daemon.start()
        defer {
            daemon.stop()
            daemon.removeState()
        }
        let client = try TestClient(socket: daemon.socketPath)
        _ = try client.ask(Self.enrolment("a"))
        let postmaster = try String(
            contentsOf: daemon.state.appending(path: "postgres/postmaster.pid"), encoding: .utf8)
        let process = try #require(
            postmaster.split(separator: "\n").first.flatMap { Int32(String($0)) })
        var refused = 0
        for round in 0..<40 {
            if round == 5 { kill(process, SIGKILL) }
            let reply = try client.ask(Self.enrolment("b\(round)"))
            let last = reply.last ?? ""
            if last.hasPrefix("-") {
                refused += 1
                #expect(Self.isClean(last), "\(last)")
            }
        }
        #expect(refused > 0, "the database was never away")
        #expect(Self.isClean(daemon.logText), "\(Self.lines(of: daemon.logText))")
    }

    /// Three people, each with a referral whose key and reason hold a canary.
    private static func enrolAndRefer(
        _ admin: TestClient, _ say: (TestClient, String) throws -> [String]
    ) throws -> [String] {
        try (1...3).compactMap { number in
            let reply = try say(admin, enrolment("\(canaries[0])-\(number)"))
            guard let id = reply.rows.first?["beneficiary"] as? String else {
                Issue.record("not enrolled: \(reply)")
                return nil
            }
            let referred = try say(
                admin, "REFER beneficiary=\(id) key=\"\(canaries[2])-\(number)\" within=50km")
            #expect(referred.last?.hasPrefix("+ OK") == true, "\(referred)")
            _ = try say(
                admin,
                "REFER beneficiary=\(id) key=\"\(canaries[1])\(number)\" garage=G001"
                    + " override=\"\(canaries[0]) asked for it\"")
            return id
        }
    }

    /// A canary in each key of each verb that the role may use, one at a time.
    private static func probe(
        _ book: VerbBook, as role: String, on daemon: Daemon, _ admin: TestClient,
        _ person: String, _ say: (TestClient, String) throws -> [String]
    ) throws {
        let client = try TestClient(socket: daemon.socketPath)
        if role != "admin" {
            let organisation = role == "prescriber" ? " organisation=\(try prescriber(admin))" : ""
            let shown = try admin.ask("TOKEN-ADD role=\(role)\(organisation)")
            let token = try #require(shown.rows.first?["token"] as? String)
            _ = try client.ask("AUTH token=\(token)")
        }
        for verb in book.verbs where !ofTheNetwork.contains(verb.name) {
            for key in verb.keys {
                for canary in canaries {
                    var changes = [(key: key, value: canary)]
                    if key != "beneficiary", verb.keys.contains("beneficiary") {
                        changes.append(("beneficiary", person))
                    }
                    _ = try say(client, verb.request(changes))
                }
            }
        }
    }

    private static func prescriber(_ admin: TestClient) throws -> String {
        try #require(try admin.ask("PRESCRIBERS").rows.first?["prescriber"] as? String)
    }

    /// The whole database as a backup has it.
    private static func dump(of daemon: Daemon) throws -> String {
        let conninfo = try String(
            contentsOf: daemon.state.appending(path: "conninfo"), encoding: .utf8)
        let run = try Run(
            URL(filePath: "/usr/bin/env"),
            ["pg_dump", conninfo.trimmingCharacters(in: .newlines)])
        #expect(run.status == 0, "\(run.errors)")
        return run.output
    }

    private static func lines(of text: String) -> [Substring] {
        text.split(separator: "\n").filter { !isClean(String($0)) }
    }

    /// Every file of the state folder, the database's and its journal among them.
    private static func filesWithCanaries(under folder: URL) throws -> [String] {
        let keys: [URLResourceKey] = [.isRegularFileKey]
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: keys)
        var found: [String] = []
        while let file = files?.nextObject() as? URL {
            guard try file.resourceValues(forKeys: Set(keys)).isRegularFile == true else {
                continue
            }
            let data = try Data(contentsOf: file, options: .alwaysMapped)
            for canary in canaries {
                for form in [canary, canary.lowercased(), canary.uppercased()]
                where data.range(of: Data(form.utf8)) != nil {
                    found.append("\(file.lastPathComponent): \(form)")
                }
            }
        }
        return found
    }
}
