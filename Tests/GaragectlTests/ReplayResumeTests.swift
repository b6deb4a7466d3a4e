import Foundation
import Synchronization
import Testing

@testable import garagectl

/// A replay that was interrupted anywhere and started again, against a daemon that remembers keys.
@Suite struct ReplayResumeTests {
    private static let count = 7

    private static let demand =
        "request_id,ts,lat,lon,radius_km\n"
        + (1...count).map { "\($0),2025-01-0\($0)T08:00:00,48.\($0),2.1,30\n" }.joined()

    /// What the database of a daemon keeps between two runs of the tool.
    private final class Database: Sendable {
        private let garages = Mutex<[String: String]>([:])
        private let asked = Mutex(0)

        var decided: [String: String] { garages.withLock { $0 } }

        /// Enrols everybody, sends each new key to the next garage, and nobody for key 4.
        ///
        /// The connection is denied at the request of number `refusal`.
        func answer(_ line: String, refusing refusal: Int?) -> [String] {
            let number = asked.withLock { asked in
                asked += 1
                return asked
            }
            if number == refusal { return ["- 403 DENIED the token was withdrawn"] }
            let words = line.split(separator: " ")
            let key = words.first { $0.hasPrefix("key=") }.map { String($0.dropFirst(4)) } ?? ""
            if line.hasPrefix("BENEFICIARY-ADD") {
                return ["= {\"beneficiary\":\"B-\(key)\",\"replayed\":false}", "+ OK rows=1"]
            }
            guard line.hasPrefix("REFER") else { return ["+ OK"] }
            if key.hasSuffix("-4") { return ["- 404 NO-GARAGE none is open"] }
            let (garage, isReplayed) = garages.withLock { garages in
                let known = garages[key]
                let garage = known ?? "G\(garages.count + 1)"
                garages[key] = garage
                return (garage, known != nil)
            }
            return [
                "= {\"referral\":\"X\",\"garage\":\"\(garage)\",\"replayed\":\(isReplayed)}",
                "+ OK rows=1",
            ]
        }

        func restart() { asked.withLock { $0 = 0 } }
    }

    private func replay(
        _ database: Database, into out: String, refusing refusal: Int?
    ) throws -> ProgramStatus {
        database.restart()
        let daemon = try FakeDaemon(connections: 2) { database.answer($0, refusing: refusal) }
        let path = temporaryPath("csv")
        try Self.demand.write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        return Program.run([
            "replay", path, "--decisions", out, "-q", "--socket", daemon.path,
        ])
    }

    /// Request and garage of each line; the times are no two runs' the same.
    private func choices(_ path: String) throws -> [String] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).prefix(2)
                .joined(separator: ",")
        }
    }

    private static let whole = [
        "request_id,garage_id", "1,G1", "2,G2", "3,G3", "4,", "5,G4", "6,G5", "7,G6",
    ]

    /// Seven enrolments, then clock and referral of each: stopped at every one of them.
    @Test(arguments: 1...21)
    func whereverItStoppedTheSameDecisionsComeOut(refusal: Int) throws {
        let (database, out) = (Database(), temporaryPath("csv"))
        defer {
            try? FileManager.default.removeItem(atPath: out)
            try? FileManager.default.removeItem(atPath: out + ".part")
        }
        #expect(try replay(database, into: out, refusing: refusal) == .refused)
        #expect(!FileManager.default.fileExists(atPath: out))
        let before = database.decided
        // Referrals before the one that was refused stand; the fourth person has none.
        let referred = max(0, (refusal - 7 - 1) / 2)
        #expect(before.count == referred - (referred >= 4 ? 1 : 0))

        #expect(try replay(database, into: out, refusing: nil) == .worked)
        #expect(try choices(out) == Self.whole)
        #expect(!FileManager.default.fileExists(atPath: out + ".part"))
        #expect(database.decided.count == Self.count - 1)
        #expect(before.allSatisfy { database.decided[$0.key] == $0.value })
    }

    @Test func aReplayThatWasWholeIsDoneOnceAndChangesNothing() throws {
        let (database, out) = (Database(), temporaryPath("csv"))
        defer { try? FileManager.default.removeItem(atPath: out) }
        for _ in 0..<3 {
            #expect(try replay(database, into: out, refusing: nil) == .worked)
            #expect(try choices(out) == Self.whole)
        }
        #expect(database.decided.count == Self.count - 1)
    }

    /// A file that is there stays as it was until the new one is whole.
    @Test func anInterruptedReplayKeepsTheFileOfTheOneBefore() throws {
        let (database, out) = (Database(), temporaryPath("csv"))
        defer {
            try? FileManager.default.removeItem(atPath: out)
            try? FileManager.default.removeItem(atPath: out + ".part")
        }
        #expect(try replay(database, into: out, refusing: nil) == .worked)
        let before = try String(contentsOfFile: out, encoding: .utf8)
        #expect(try replay(database, into: out, refusing: 15) == .refused)
        #expect(try String(contentsOfFile: out, encoding: .utf8) == before)
    }
}
