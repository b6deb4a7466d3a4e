import Foundation
import Support
import Testing

/// A dealer's file of steps, from the file to the rows of the database and back to the shell.
@Suite(.serialized) struct StepFileTests {
    private static let people = 20
    private static let steps = ["reçu", "dossier", "devis", "devis accepté", "réparé"]

    /// Enrols and refers so many people, and goes on eight days; gives the codes.
    private static func codes(_ client: TestClient) throws -> [String] {
        var codes: [String] = []
        for number in 0..<people {
            let person = try client.ask(
                "BENEFICIARY-ADD key=p\(number) prescriber=P01 place=Nice")
            let name = try #require(person.rows.first?["beneficiary"] as? String)
            let sent = try client.ask("REFER beneficiary=\(name) key=r\(number) prescriber=P01")
            codes.append(try #require(sent.rows.first?["referral"] as? String))
        }
        _ = try client.ask("CLOCK at=2026-11-20T10:00:00+01:00")
        return codes
    }

    /// As a French spreadsheet writes it: Windows-1252, `;`, and each step a day later.
    private static func file(_ codes: [String], more: String = "") throws -> URL {
        var text = "Code;Étape;Date;Montant\r\n"
        for code in codes {
            for (day, step) in zip(13..., steps) {
                text += "\(code);\(step);\(day)/11/26;\(step == "devis" ? "1 234,56 €" : "")\r\n"
            }
        }
        let folder = try Daemon.temporaryFolder()
        let file = folder.appending(path: "steps.csv")
        try #require((text + more).data(using: .windowsCP1252)).write(to: file)
        return file
    }

    private static func `import`(
        _ file: URL, _ daemon: Daemon, _ options: String...
    ) throws -> Run {
        try Run(
            Daemon.program("garagectl"),
            ["--socket", daemon.socketPath, "import", "steps", file.path] + options)
    }

    private static func told(_ daemon: Daemon) async throws -> String {
        try await SQLQuery(daemon).run(
            "select count(*) from ledger.referral_event where channel = 'import'")
    }

    @Test("a file is checked, written once, and known when it comes again")
    func once() async throws {
        let daemon = try await Daemon.start()
        defer {
            daemon.stop()
            daemon.removeState()
        }
        let codes = try Self.codes(try TestClient(socket: daemon.socketPath))
        let file = try Self.file(codes)
        let count = codes.count * Self.steps.count
        defer { try? FileManager.default.removeItem(at: file.deletingLastPathComponent()) }

        let dry = try Self.import(file, daemon, "--dry-run")
        #expect(dry.status == 0, "\(dry.errors)")
        #expect(dry.output.contains("steps: \(count) new, 0 already known, 0 rejected"))
        #expect(dry.errors.contains("read as Windows-1252"))
        #expect(try await Self.told(daemon) == "0")

        let first = try Self.import(file, daemon)
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.output.contains("steps: \(count) new, 0 already known, 0 rejected"))
        #expect(try await Self.told(daemon) == "\(count)")
        let states = try await SQLQuery(daemon).run("select distinct state from ledger.referral")
        #expect(states == "repaired")

        let again = try Self.import(file, daemon)
        #expect(again.output.contains("steps: 0 new, \(count) already known, 0 rejected"))
        #expect(try await Self.told(daemon) == "\(count)")
    }

    @Test("one wrong code and nothing is written; --partial writes the others")
    func rejects() async throws {
        let daemon = try await Daemon.start()
        defer {
            daemon.stop()
            daemon.removeState()
        }
        let codes = try Self.codes(try TestClient(socket: daemon.socketPath))
        let file = try Self.file(codes, more: "22222222;reçu;13/11/26;\r\n")
        let count = codes.count * Self.steps.count
        defer { try? FileManager.default.removeItem(at: file.deletingLastPathComponent()) }

        let refused = try Self.import(file, daemon)
        #expect(refused.status == 1)
        #expect(refused.output.contains("\(count) possible, 1 rejected"))
        #expect(refused.errors.contains("unknown codes: 22222222"))
        #expect(try await Self.told(daemon) == "0")
        let rejects = try String(
            contentsOf: URL(filePath: file.path + ".rejects.csv"), encoding: .utf8)
        #expect(rejects.contains("22222222;reçu;13/11/26;;\(count + 2);Code;\"NO-SUCH"))

        let partial = try Self.import(file, daemon, "--partial")
        #expect(partial.status == 0, "\(partial.errors)")
        #expect(partial.output.contains("steps: \(count) new, 0 already known, 1 rejected"))
        #expect(try await Self.told(daemon) == "\(count)")
    }

    @Test("whoever dies half-way leaves nothing half done")
    func killed() async throws {
        let first = try await Daemon.start()
        defer { first.removeState() }
        let client = try TestClient(socket: first.socketPath)
        let codes = try Self.codes(client)
        let count = codes.count * Self.steps.count
        let words = ["received", "file", "quoted", "quote-accepted", "repaired"]
        let rows = codes.flatMap { code in
            zip(13..., words).map { "IMPORT-ROW referral=\(code) step=\($1) on=2026-11-\($0)" }
        }

        // The tool goes before it says IMPORT-COMMIT.
        do {
            let dying = try TestClient(socket: first.socketPath)
            for line in ["IMPORT kind=steps"] + rows {
                #expect(try dying.ask(line).last?.hasPrefix("+ OK") == true)
            }
        }
        _ = try client.ask("PING")
        #expect(try await Self.told(first) == "0")

        // The daemon goes while it may be writing: all of it is there, or nothing.
        let unlucky = try TestClient(socket: first.socketPath)
        for line in ["IMPORT kind=steps"] + rows { _ = try unlucky.ask(line) }
        try unlucky.send("IMPORT-COMMIT\n")
        first.kill()
        let second = try await Daemon(state: first.state, options: .init(isDemo: false))
        defer { second.stop() }
        let told = try await Self.told(second)
        #expect(told == "0" || told == "\(count)")
    }
}
