import Foundation
import LineProtocol
import Testing

@testable import garagectl

/// The number that a shell, cron or a monitoring system reads, for all that can happen.
@Suite struct ExitStatusTests {
    private func status(_ words: [String], answering lines: [String]) throws -> ProgramStatus {
        let daemon = try FakeDaemon { _ in lines }
        return Program.run(words + ["--socket", daemon.path, "--timeout", "10"])
    }

    @Test(arguments: RequestError.Name.allCases)
    func aRefusalIsOneAndAFailureIsThree(name: RequestError.Name) throws {
        let line = "- \(name.code) \(name.rawValue) why"
        let expected: ProgramStatus = name.code < 500 ? .refused : .unreachable
        #expect(try status(["garages"], answering: [line]) == expected)
        #expect(try status(["check", "capacity"], answering: [line]) == .unknown)
    }

    @Test(arguments: [
        (["+ OK"], ProgramStatus.worked), (["= {\"a\":1}", "+ OK rows=1"], .worked),
        (["= no object", "+ OK rows=1"], .worked), (["# a comment", "+ OK"], .worked),
        (["+ NO"], .unreachable), (["- 404"], .unreachable), (["nonsense"], .unreachable),
        ([""], .unreachable), (["= {\"a\":1}", FakeDaemon.hangUp], .unreachable),
        ([FakeDaemon.hangUp], .unreachable),
    ])
    func whatIsNoAnswerIsThree(lines: [String], expected: ProgramStatus) throws {
        #expect(try status(["garages"], answering: lines) == expected)
    }

    @Test(arguments: [
        (["= OK fine", "+ OK status=0"], ProgramStatus.worked),
        (["= WARNING low", "+ OK status=1"], .warning),
        (["= CRITICAL none", "+ OK status=2"], .critical),
        (["= ?", "+ OK status=3"], .unknown), (["= ?", "+ OK"], .unknown),
        (["+ OK status=0"], .unknown), (["garbage"], .unknown), ([FakeDaemon.hangUp], .unknown),
    ])
    func aCheckHasTheNumbersOfPlugIns(lines: [String], expected: ProgramStatus) throws {
        #expect(try status(["check", "capacity"], answering: lines) == expected)
        #expect(try status(["--json", "CHECK", "capacity", "-q"], answering: lines) == expected)
    }

    /// Nothing listens there: whoever came as far as connecting would get 3.
    @Test(arguments: [
        ["garages", "--timeout", "0"], ["garages", "--timeout", "86401"],
        ["garages", "--timeout", "x"], ["garages", "--lang", "de"], ["garages", "--nonsense"],
        ["garages", "limit"], ["garages", "=1"], ["garages", "--json", "--csv"],
        ["garages", "--connect", "h:1"], ["laod"], ["load", "bnad=in"],
        ["load", "--limit", "3"], ["load", "--chart", "--limit", "0"],
        ["load", "--chart", "--json"], ["load", "--svg", "x", "--csv"], ["load", "--svg", ""],
        ["import"], ["import", "garages"], ["import", "cars", "f.csv"],
        ["import", "garages", "/nowhere/f.csv"],
        ["replay"], ["replay", "d.csv"], ["replay", "/nowhere/d.csv", "--decisions", "o.csv"],
        ["replay", "d.csv", "--decisions", "o.csv", "--limit-requests", "0"],
        ["replay", "d.csv", "--decisions", "o.csv", "--key-prefix", ""],
        ["replay", "d.csv", "--decisions", "o.csv", "--key-prefix", "thirteen-char"],
        ["replay", "d.csv", "--decisions", "o.csv", "--key-prefix", "a b"],
        ["replay", "d.csv", "--decisions", "o.csv", "--also", "nowhere"],
        ["replay", "d.csv", "--decisions", "o.csv", "--month", "2025-13"],
        ["simulate"], ["simulate", "x", "--network"], ["simulate", "x", "--from", "2025-01-01"],
        ["simulate", "--network", "--from", "2025-02-30"], ["simulate", "x", "--policy", "best"],
        ["simulate", "x", "--alerts", "--decisions", "o.csv"],
        ["simulate", "x", "--alerts", "--policy", "optimum"], ["simulate", "/nowhere"],
        ["completion"], ["completion", "tcsh"],
    ])
    func aWrongCommandLineIsTwoAndConnectsNowhere(words: [String]) {
        #expect(Program.run(words + ["--socket", "/nowhere/x.sock"]) == .usage)
    }

    @Test(arguments: [
        ["--help"], ["--version"], ["help"], ["help", "load"], ["help", "refer"],
        ["load", "--help"], ["check", "--help"], ["import", "--help"], ["replay", "-h"],
        ["simulate", "--help"], ["completion", "bash"], ["completion", "zsh"],
        ["completion", "fish"], [],
    ])
    func helpNeedsNoDaemonAndIsZero(words: [String]) {
        #expect(Program.run(words) == .worked)
    }

    @Test(arguments: [
        (false, false, ProgramStatus.refused), (true, false, .worked), (false, true, .refused),
        (true, true, .worked),
    ])
    func rowsThatAreRefusedAreOneUnlessPartial(
        isPartial: Bool, isDryRun: Bool, expected: ProgramStatus
    ) throws {
        let path = temporaryPath("csv")
        try "garage_id,name,lat,lon\nG1,X,48,2\nG1,Y,48,2\n".write(
            toFile: path, atomically: true, encoding: .utf8)
        defer {
            try? FileManager.default.removeItem(atPath: path)
            try? FileManager.default.removeItem(atPath: path + ".rejects.csv")
        }
        let options = (isPartial ? ["--partial"] : []) + (isDryRun ? ["--dry-run"] : [])
        let words = ["import", "garages", path, "-q"] + options
        #expect(try status(words, answering: ["+ OK"]) == expected)
        let rejects = try String(contentsOfFile: path + ".rejects.csv", encoding: .utf8)
        #expect(rejects.hasSuffix("G1,Y,48,2,3,garage_id,the same garage stands on line 2\n"))
    }

    @Test func theNumbersAreFourAndACheckSharesThem() {
        #expect(ProgramStatus.allCases.map(\.rawValue) == [0, 1, 2, 3])
        #expect(ProgramStatus.warning.rawValue == 1 && ProgramStatus.critical.rawValue == 2)
        #expect(ProgramStatus.unknown.rawValue == 3)
    }
}
