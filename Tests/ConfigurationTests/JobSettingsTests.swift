import Commands
import Foundation
import Logging
import Testing

@testable import garaged

/// What [jobs] says, and the folder of files for partners.
@Suite struct JobSettingsTests {
    @Test func daysAndTheFolderAreTakenOver() throws {
        let own = try load(
            """
            [state]
            folder = "/var/lib/here"
            [jobs]
            satisfaction_days = 45
            runs_kept_days = 30
            """)
        #expect(own.commandSettings.satisfactionDays == 45)
        #expect(own.commandSettings.runsKeptDays == 30)
        #expect(own.exportFolder == "/var/lib/here/exports")
        let elsewhere = try load("[jobs]\nexports = \"/srv/partners\"")
        #expect(elsewhere.exportFolder == "/srv/partners")
        #expect(elsewhere.commandSettings.satisfactionDays == 30)
        #expect(elsewhere.commandSettings.runsKeptDays == 400)
    }

    @Test(arguments: [
        "satisfaction_days = 0", "satisfaction_days = 366", "runs_kept_days = 29",
        "runs_kept_days = 3651",
    ])
    func limits(line: String) {
        #expect(faults(of: "[jobs]\n\(line)").count == 1)
    }

    private static func folder() -> URL {
        FileManager.default.temporaryDirectory.appending(path: "garaged-exports-\(UUID())")
    }

    private static var silent: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }

    @Test("a file is there whole, for its group to read, and nothing lies beside it")
    func filesAreWhole() async throws {
        let folder = Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let exports = StateExports(folder: folder.path, logger: Self.silent)
        for text in ["first", "second, and longer", ""] {
            let path = try await exports.write(Array(text.utf8), as: "p.csv")
            #expect(path == folder.appending(path: "p.csv").path)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["p.csv"])
        let attributes = try FileManager.default.attributesOfItem(
            atPath: folder.appending(path: "p.csv").path)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o640)
    }

    @Test func aFolderThatCannotBeIsAFailureWithAReference() async throws {
        let folder = Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data().write(to: folder)
        let exports = StateExports(folder: folder.path + "/below", logger: Self.silent)
        do throws(ExportFailure) {
            _ = try await exports.write([], as: "p.csv")
            Issue.record("a file lies below a file")
        } catch {
            #expect(error.reference.count == 8)
        }
    }
}
