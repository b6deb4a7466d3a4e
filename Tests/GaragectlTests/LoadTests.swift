import Foundation
import GarageNetwork
import Geometry
import Testing

@testable import garagectl

/// `garagectl load` from the command line to the daemon and back.
@Suite struct LoadTests {
    private static let status =
        #"= {"today":"2025-03-19","now":"2025-03-19T17:58:38+01:00","garages":3}"#

    /// Two pages of LOAD, one of GARAGES.
    private static func answer(_ line: String) -> [String]? {
        switch line {
        case _ where line.hasPrefix("LOAD") && line.hasSuffix("after=G2"):
            ["= \(SampleLoad.row("G3", 12, verdict: "high", name: "C"))", "+ OK rows=1 garages=9"]
        case _ where line.hasPrefix("LOAD"):
            [
                "= \(SampleLoad.row("G1", 0, below: 0.9, verdict: "starving", name: "Élan"))",
                "= \(SampleLoad.row("G2", 7, name: "B"))",
                "+ OK rows=2 more=1 next=G2 garages=3 in=1 mean=6.33 attainable=0.67",
            ]
        case _ where line.hasPrefix("GARAGES"):
            [
                #"= {"garage":"G1","lat":50.43,"lon":2.83,"town":"Lens","status":"paused"}"#,
                #"= {"garage":"G2","lat":43.30,"lon":5.38,"town":"Marseille","status":"active"}"#,
                "+ OK rows=2",
            ]
        case "STATUS": [status, "+ OK rows=1"]
        default: ["- 404 NO-SUCH no such verb"]
        }
    }

    private func ask(
        _ words: [String], withPlaces: Bool = true,
        script: @escaping @Sendable (String) -> [String]? = answer
    ) throws -> (load: NetworkLoad, requests: [String]) {
        let daemon = try FakeDaemon(script: script)
        let client = try LineClient(connecting: .unix(path: daemon.path), timeoutSeconds: 10)
        let load = try LoadQuestion(words).ask(client, withPlaces: withPlaces)
        return (load, daemon.requests)
    }

    @Test func rowsOfAllPagesAreJoinedWithTheirPlaces() throws {
        let (load, requests) = try ask(["month=2025-03", "territory=62"])
        #expect(
            requests == [
                "LOAD territory=62 month=2025-03", "LOAD territory=62 month=2025-03 after=G2",
                "GARAGES territory=62", "STATUS",
            ])
        #expect(load.garages.map(\.id) == ["G1", "G2", "G3"])
        #expect(load.garages.map(\.town) == ["Lens", "Marseille", ""])
        #expect(load.garages.map(\.isPaused) == [true, false, false])
        #expect(load.garages[0].place?.latitude == 50.43 && load.garages[2].place == nil)
        #expect(load.numbers.garages == 3 && load.numbers.share == 1.0 / 3)
        #expect(load.month == Month("2025-03") && load.today == Day("2025-03-19"))
        #expect(load.time == "17:58")
    }

    @Test func aChartAsksForNoPlaces() throws {
        #expect(
            try ask([], withPlaces: false).requests == ["LOAD", "LOAD after=G2", "STATUS"])
    }

    @Test func withoutAStatusThereIsNoDate() throws {
        let (load, _) = try ask([], withPlaces: false) { line in
            line == "STATUS" ? ["- 403 DENIED not you"] : Self.answer(line)
        }
        #expect(load.month == nil && load.today == nil && !load.isOver)
        let lines = LoadChart(
            load: load, words: LoadWords(.en), width: 80, limit: 9,
            ink: Ink(hasColour: false, hasUnicode: false)
        ).lines
        #expect(lines[0] == "3 garages, 19 people")
    }

    @Test func aPageThatComesAgainEndsTheAsking() throws {
        #expect(throws: Failure.self) {
            try ask([]) { _ in ["= \(SampleLoad.row("G1", 1))", "+ OK rows=1 more=1 next=G1"] }
        }
        #expect(throws: Failure.self) { try ask([]) { _ in ["- 503 NOT-READY loading"] } }
    }

    @Test(arguments: ["band=below", "limit=5", "month=2025-13", "month=", "fmt=json", "x"])
    func aPictureRefusesKeysThatWouldCutIt(word: String) throws {
        let failure = try #require(throws: Failure.self) { _ = try LoadQuestion([word]) }
        #expect(failure.status == .usage && failure.advice != nil)
    }

    @Test(arguments: [
        "{}", #"{"garage":"G1"}"#, #"{"garage":null,"committed":1,"min":1,"max":2}"#,
        #"{"garage":"G1","committed":"many","min":1,"max":2}"#,
    ])
    func rowsThatAreNoLoadAreLeftOut(row: String) {
        #expect(JSONReader.object(row).flatMap(GarageLoad.init) == nil)
    }

    @Test func figuresThatCannotBeAreMadeDrawable() throws {
        let row = #"{"garage":"G1","committed":1e99,"min":9,"max":-3,"forecast":-1}"#
        let garage = try #require(JSONReader.object(row).flatMap(GarageLoad.init))
        #expect(garage.committed == 1_000_000 && garage.min == 9 && garage.max == 9)
        #expect(garage.forecast == 0 && garage.risk == 0 && garage.verdict.isEmpty)
    }

    @Test(arguments: [
        ["load", "--chart", "--json"], ["load", "--svg", "x.svg", "--csv"],
        ["load", "--limit", "3"], ["load", "--chart", "--limit", "0"], ["load", "--svg", ""],
        ["load", "--chart", "band=below"],
    ])
    func contradictionsAreRefusedBeforeAnythingIsAsked(words: [String]) {
        #expect(Program.run(words + ["--socket", "/nowhere"]) == .usage)
    }

    @Test(.enabled(if: BuiltProgram.exists)) func thePicturesComeFromTheProgram() throws {
        let daemon = try FakeDaemon(script: Self.answer)
        let path = temporaryPath("svg")
        defer { try? FileManager.default.removeItem(atPath: path) }
        let program = try #require(BuiltProgram())
        let ending = try program.run(
            ["load", "--chart", "--svg", path, "--lang", "fr"],
            environment: ["GARAGED_SOCKET": daemon.path, "LANG": "fr_FR.UTF-8"])
        #expect(ending.status == 0)
        #expect(ending.complaints.isEmpty)
        #expect(ending.output.hasPrefix("mars 2025 . au mercredi 19 mars 2025, 17 h 58\n"))
        #expect(ending.output.utf8.allSatisfy { $0 < 0x7F })
        let file = try String(contentsOfFile: path, encoding: .utf8)
        let read = try #require(ReadXML(file))
        #expect(read.all("title").contains { $0.text.hasPrefix("G1 Élan, Lens\u{A0}: 0 personne") })
        #expect(file.hasSuffix("</svg>\n"))
        #expect(!FileManager.default.fileExists(atPath: path + ".part"))
    }

    @Test func theVerbsAndKeysAskedForAreDeclared() throws {
        for (verb, keys) in [
            ("LOAD", ["month", "territory", "after"]), ("GARAGES", ["territory", "after"]),
            ("STATUS", []),
        ] {
            let entry = try #require(Vocabulary.known.entry(verb))
            #expect(Set(entry.keys.map(\.name)).isSuperset(of: keys))
        }
    }
}
