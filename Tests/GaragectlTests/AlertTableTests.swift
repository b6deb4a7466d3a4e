import Alerting
import Foundation
import GarageNetwork
import Matching
import Testing

@testable import garagectl

@Suite struct AlertTableTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "MatchingTests/Resources/scenario").path

    private func value(_ name: String, _ row: [JSONMember]) -> String? {
        row.first { $0.name == name }?.value.plain
    }

    @Test func aYearWithoutWarningsHasARowForEachDaySideAndSource() {
        let rows = AlertTable(quality: AlertQuality()).rows
        #expect(rows.count == 2 * 5 * 2)
        #expect(
            rows[0].map(\.name) == [
                "ends", "day", "by", "judged", "happened", "warned", "hits", "precision", "recall",
                "f1", "brier",
            ])
        #expect(rows.map { value("ends", $0) } == 10.times("below") + 10.times("above"))
        #expect(rows.prefix(4).map { value("day", $0) } == ["5", "5", "10", "10"])
        #expect(rows.prefix(2).map { value("by", $0) } == ["odds", "line"])
        #expect(value("judged", rows[0]) == "0" && value("brier", rows[0]) == "0.000")
    }

    /// The real rule and the real forecast over the small year.
    @Test func warningsOfTheSmallYearAreJudged() throws {
        let scenario = try Scenario(folder: Self.folder)
        var rehearsal = AlertRehearsal(garages: scenario.garages, policy: .nearest)
        let rows = AlertTable(quality: try rehearsal.run(scenario.requests)).rows
        // Every garage-month in scope; by nearest 301 of them end below their band, 31 above.
        #expect(rows.allSatisfy { value("judged", $0) == "473" })
        #expect(
            rows.map { value("happened", $0) } == 10.times("301") + 10.times("31"))
        let late = try #require(rows.first { value("day", $0) == "25" })
        #expect(try #require(value("precision", late).flatMap { Double($0) }) > 0.7)
    }

    /// A morning's warnings know what came before the day, not what the day brought: frozen when
    /// the whole year was still held at once.
    @Test func warningsOfTheSmallYearAreFrozen() throws {
        let scenario = try Scenario(folder: Self.folder)
        var rehearsal = AlertRehearsal(garages: scenario.garages, policy: .nearest)
        let rows = AlertTable(quality: try rehearsal.run(scenario.requests)).rows
        let figures = rows.map { row in
            ["warned", "hits", "brier"].map { value($0, row) ?? "" }.joined(separator: " ")
        }
        #expect(
            figures == [
                "265 220 0.178", "304 232 0.298", "273 234 0.153", "320 260 0.214",
                "273 241 0.136", "321 269 0.178", "281 258 0.096", "306 271 0.137",
                "293 278 0.063", "313 289 0.076", "15 10 0.038", "75 15 0.161",
                "15 12 0.031", "50 16 0.104", "24 21 0.024", "42 23 0.057",
                "25 21 0.019", "42 27 0.040", "25 23 0.014", "40 29 0.027",
            ])
    }

    @Test func theCommandPrintsIt() {
        #expect(Program.run(["simulate", Self.folder, "--alerts", "-q", "--csv"]) == .worked)
    }

    @Test(arguments: [["--decisions", "x.csv"], ["--policy", "optimum"]])
    func whatAlertsCannotDoIsRefused(options: [String]) {
        #expect(Program.run(["simulate", Self.folder, "--alerts"] + options) == .usage)
    }
}

extension Int {
    fileprivate func times(_ text: String) -> [String] { Array(repeating: text, count: self) }
}
