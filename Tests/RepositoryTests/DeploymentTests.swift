import Commands
import Foundation
import Testing

/// What starts the jobs names jobs that there are.
@Suite struct DeploymentTests {
    /// The jobs that the verb JOB takes.
    private static var jobs: [String] {
        let key = Command.named("JOB")?.keys.first { $0.name == "name" }
        return (key?.notation ?? "").components(separatedBy: " | ").sorted()
    }

    @Test("every job has a timer, every timer a job, and makes up for a time it missed")
    func timers() throws {
        #expect(Self.jobs.count == 5)
        let files = Repository.entries(of: "Deploy/systemd").filter {
            $0.hasPrefix("garaged-job@") && $0.hasSuffix(".timer")
        }
        let named = files.map {
            String($0.dropFirst("garaged-job@".count).dropLast(".timer".count))
        }
        #expect(named.sorted() == Self.jobs)
        for file in files {
            let text = try #require(Repository.file("Deploy/systemd/\(file)")).text
            #expect(text.contains("\nPersistent=yes\n"), "\(file)")
            #expect(text.contains(" Europe/Paris\n"), "\(file)")
        }
    }

    @Test("cron starts every job once, as the daemon's user, where systemd does not")
    func cron() throws {
        let text = try #require(Repository.file("Deploy/cron.d/garaged")).text
        let pattern =
            /^[0-9*]+ [0-9*]+ [0-9*]+ [0-9*]+ [0-9*]+ +garaged  test -d \/run\/systemd\/system \|\| garagectl --quiet job ([a-z]+)$/
        let lines = text.split(separator: "\n").filter {
            !$0.hasPrefix("#") && !$0.contains("=")
        }
        let named = lines.compactMap { $0.wholeMatch(of: pattern).map { String($0.1) } }
        #expect(named.count == lines.count, "a line that is none of cron.d")
        #expect(named.sorted() == Self.jobs)
        #expect(text.hasSuffix("\n"), "cron ignores a last line without an end")
    }

    @Test("what is installed is there, and what runs a job is as shut in as what checks")
    func installed() throws {
        let install = try #require(Repository.file("Deploy/install")).text
        #expect(install.contains("Deploy/cron.d/garaged"))
        #expect(install.contains("Deploy/systemd/*.timer"))
        func walls(_ name: String) throws -> Set<Substring> {
            let text = try #require(Repository.file("Deploy/systemd/\(name)")).text
            return Set(
                text.split(separator: "\n").filter {
                    !$0.hasPrefix("#") && !$0.hasPrefix("ExecStart=")
                        && !$0.hasPrefix("Description=") && !$0.hasPrefix("Timeout")
                })
        }
        let (job, check) = (
            try walls("garaged-job@.service"), try walls("garaged-check@.service")
        )
        #expect(check.isSubset(of: job), "\(check.subtracting(job))")
    }

    @Test(
        "systemd reads every unit of the jobs",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/systemd-analyze")))
    func verified() throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "garaged-units-\(UInt32.random(in: 0 ... .max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var units: [String] = []
        for name in Repository.entries(of: "Deploy/systemd") where name.hasPrefix("garaged-job@") {
            // The program need not be installed where this runs.
            let text = try #require(Repository.file("Deploy/systemd/\(name)")).text
                .replacing("/usr/bin/garagectl", with: "/bin/true")
            let unit = folder.appending(path: name)
            try Data(text.utf8).write(to: unit)
            if name.hasSuffix(".timer") { units.append(unit.path) }
        }
        units.append(folder.appending(path: "garaged-job@hourly.service").path)
        let analyze = Process()
        analyze.executableURL = URL(filePath: "/usr/bin/systemd-analyze")
        analyze.arguments = ["verify", "--man=no", "--recursive-errors=no"] + units
        let errors = Pipe()
        analyze.standardError = errors
        analyze.standardOutput = FileHandle.nullDevice
        try analyze.run()
        let said = String(
            decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        analyze.waitUntilExit()
        let ours = said.split(separator: "\n").filter { $0.contains("garaged-job") }
        #expect(ours.isEmpty, "\(ours)")
    }
}
