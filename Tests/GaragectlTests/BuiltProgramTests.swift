import Foundation
import Testing

@testable import garagectl

/// The program from outside: what goes to which stream, and with which status it ends.
@Suite(.enabled(if: BuiltProgram.exists)) struct BuiltProgramTests {
    private static let load = [
        #"= {"garage":"G001","committed":2,"verdict":"below"}"#,
        #"= {"garage":"G002","committed":11,"verdict":"above"}"#,
        "+ OK rows=2 garages=300 below=1 more=1 next=G002",
    ]

    private static func answer(_ line: String) -> [String]? {
        switch line.split(separator: " ").first {
        case "LOAD": load
        case "READY": ["+ OK garages=300 epoch=812"]
        case "CHECK": ["= WARNING capacity: 12 of 300 | below=12;10;20", "+ OK status=1"]
        case "AUTH": line.contains("good") ? ["+ OK role=admin"] : ["- 401 AUTH not known"]
        case "SUBSCRIBE":
            ["+ OK", #"! load {"garage":"G1"}"#, #"! load {"garage":"G2"}"#, FakeDaemon.hangUp]
        default: ["- 404 NO-SUCH no such garage; GARAGES lists them"]
        }
    }

    private func run(
        _ words: [String], environment: [String: String] = [:],
        script: @escaping @Sendable (String) -> [String]? = answer
    ) throws -> BuiltProgram.Ending {
        let program = try #require(BuiltProgram())
        let daemon = try FakeDaemon(script: script)
        let place = ["GARAGED_SOCKET": daemon.path]
        return try program.run(words, environment: environment.merging(place) { own, _ in own })
    }

    @Test func aTableGoesToStandardOutputAndWhatIsMissingToStandardError() throws {
        let ending = try run(["load", "band=below"])
        #expect(ending.status == 0)
        #expect(
            ending.output == """
                garage  committed  verdict
                ──────  ─────────  ───────
                G001            2  below
                G002           11  above

                rows 2 · garages 300 · below 1

                """)
        #expect(
            ending.complaints == "there are more rows: repeat the command with after=G002\n")
    }

    @Test func jsonAndCSVAreForPrograms() throws {
        #expect(
            try run(["--json", "load"]).output
                == Self.load.dropLast().map { $0.dropFirst(2) + "\n" }.joined())
        #expect(
            try run(["load", "--csv"]).output
                == "garage,committed,verdict\nG001,2,below\nG002,11,above\n")
        #expect(try run(["ready", "--json"]).output == "{\"garages\":300,\"epoch\":812}\n")
        #expect(try run(["ready", "--csv"]).output == "garages,epoch\n300,812\n")
    }

    @Test func aRefusalIsASentenceAndWhatToDoOnStandardError() throws {
        let ending = try run(["pause", "garage=G9", "reason=x"])
        #expect(ending.status == 1)
        #expect(ending.output.isEmpty)
        #expect(
            ending.complaints == "garagectl: 404 NO-SUCH no such garage; GARAGES lists them\n")
        let unreachable = try run(["--socket", "/nowhere", "load"])
        #expect(unreachable.status == 3)
        #expect(unreachable.complaints.contains("→ start it with 'garaged serve'"))
    }

    @Test func aCheckIsOneLineAndItsStatus() throws {
        let warning = try run(["check", "capacity"])
        #expect(warning.status == 1)
        #expect(warning.output == "WARNING capacity: 12 of 300 | below=12;10;20\n")
        #expect(warning.complaints.isEmpty)
        #expect(try run(["--json", "check", "capacity", "-q"]) == warning)
        for words in [["--socket", "/nowhere", "check", "x"], ["check"], ["check", "x", "--no"]] {
            let unknown = try run(words)
            #expect(unknown.status == 3)
            #expect(unknown.output.hasPrefix("UNKNOWN"))
            #expect(unknown.output.count { $0 == "\n" } == 1)
        }
    }

    @Test func aTokenIsSentFirstAndNeverPrinted() throws {
        let good = try run(["load"], environment: ["GARAGED_TOKEN": "good.secret"])
        #expect(good.status == 0)
        let bad = try run(["--token", "bad.secret", "load"])
        #expect(bad.status == 1)
        #expect(!(bad.output + bad.complaints).contains("secret"))
    }

    @Test func aSubscriptionIsPrintedAsItComes() throws {
        let ending = try run(["subscribe"])
        #expect(ending.output == "OK\nload {\"garage\":\"G1\"}\nload {\"garage\":\"G2\"}\n")
        #expect(ending.status == 0)
    }

    @Test func aMisspeltVerbIsCaughtWithoutADaemon() throws {
        let ending = try run(["--socket", "/nowhere", "laod"])
        #expect(ending.status == 2)
        #expect(ending.complaints.contains("did you mean 'load'?"))
    }

    @Test(arguments: [
        ["--help"], ["help"], ["help", "match"], ["import", "--help"], ["--version"],
    ])
    func helpIsAskedForAndSoGoesToStandardOutput(words: [String]) throws {
        let ending = try run(words)
        #expect(ending.status == 0)
        #expect(!ending.output.isEmpty)
        #expect(ending.complaints.isEmpty)
    }

    @Test func aPipeGetsNoColourAndNothingIsCut() throws {
        let long = String(repeating: "x", count: 400)
        let ending = try run(["garages"]) { _ in ["= {\"why\":\"\(long)\"}", "+ OK rows=1"] }
        #expect(ending.output.contains(long))
        #expect(!ending.output.contains("\u{1B}"))
    }

    @Test func anImportInterruptedByTheDaemonImportsNothing() throws {
        let path = temporaryPath("csv")
        try "garage_id,name,lat,lon\nG1,X,48,2\n".write(
            toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let ending = try run(["import", "garages", path]) { line in
            line.hasPrefix("IMPORT kind") ? ["+ OK"] : nil
        }
        #expect(ending.status == 3)
        #expect(ending.output.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: path + ".rejects.csv"))
    }

    @Test func aSimulationComparesThePolicies() throws {
        let folder = temporaryPath("scenario")
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try "garage_id,name,lat,lon,lo,hi\nA,X,48.0,2.0,5,10\n".write(
            toFile: folder + "/garages.csv", atomically: true, encoding: .utf8)
        try "request_id,ts,lat,lon,radius_km\n1,2025-01-02T08:00:00,48.0,2.0,10\n".write(
            toFile: folder + "/demand.csv", atomically: true, encoding: .utf8)
        let ending = try run(["simulate", folder, "--csv"])
        #expect(ending.status == 0)
        let lines = ending.output.split(separator: "\n")
        #expect(lines.first?.hasPrefix("policy,in_percent,below_percent,above_percent") == true)
        #expect(lines.dropFirst().map { $0.prefix { $0 != "," } }.contains("nearest"))
    }
}
