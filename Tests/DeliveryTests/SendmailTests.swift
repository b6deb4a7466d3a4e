import Foundation
import GarageNetwork
import Testing

@testable import Delivery

/// The program that takes mails, in all its moods.
///
/// One after the other: a program cannot be started while a fork elsewhere still has it open for
/// writing.
@Suite(.serialized) struct SendmailTests {
    /// Runs a test with a program that keeps its input and its arguments, then does something.
    private static func with(
        _ ending: String, _ body: (_ path: String, _ folder: String) async throws -> Void
    ) async throws {
        let folder =
            FileManager.default.temporaryDirectory.path
            + "/garaged-mail-\(UInt32.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/sendmail"
        let script = """
            #!/bin/sh
            here=$(dirname "$0")
            echo "$@" > "$here/arguments"
            cat > "$here/mail"
            echo 'noise' >&2
            \(ending)

            """
        try write(script, to: path)
        try await body(path, folder)
    }

    /// By another process: a fork of this one, for another test, must not have the program open for
    /// writing when it is started.
    private static func write(_ script: String, to path: String) throws {
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/sh")
        shell.arguments = [
            "-c", "printf %s \"$1\" > \"$2\" && chmod 755 \"$2\"", "sh", script, path,
        ]
        try shell.run()
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 0)
    }

    @Test(
        "an exit status decides",
        arguments: [
            (0, DeliveryResult.delivered), (1, .failed("sendmail-1")),
            (64, .failed("sendmail-64")), (65, .refused("sendmail-65")),
            (67, .refused("sendmail-67")), (68, .refused("sendmail-68")),
            (69, .failed("sendmail-69")), (75, .failed("sendmail-75")),
            (78, .failed("sendmail-78")), (255, .failed("sendmail-255")),
        ])
    func exitStatus(status: Int, result: DeliveryResult) async throws {
        try await Self.with("exit \(status)") { path, folder in
            let mail = try MailTests.mail(body: "é\n.\nend")
            #expect(await SendmailCommand(path: path).send(mail) == result)
            let kept = try String(contentsOfFile: folder + "/mail", encoding: .utf8)
            #expect(kept == mail.text)
            let arguments = try String(contentsOfFile: folder + "/arguments", encoding: .utf8)
            #expect(arguments == "-t -i\n")
        }
    }

    @Test func aProgramThatIsNotThere() async throws {
        let mail = try MailTests.mail()
        #expect(
            await SendmailCommand(path: "/nowhere/sendmail").send(mail)
                == .failed("sendmail-missing"))
    }

    @Test func aProgramThatIsKilled() async throws {
        try await Self.with("kill -9 $$") { path, _ in
            let mail = try MailTests.mail()
            #expect(await SendmailCommand(path: path).send(mail) == .failed("sendmail-signal"))
        }
    }

    @Test func aProgramThatHangsIsKilledWithItsChildren() async throws {
        let ending = "sleep 1000 & echo $! > \"$here/child\"; wait"
        try await Self.with(ending) { path, folder in
            let command = SendmailCommand(path: path, timeLimit: .seconds(2))
            let mail = try MailTests.mail()
            #expect(await command.send(mail) == .failed("sendmail-timeout"))
            let text = try String(contentsOfFile: folder + "/child", encoding: .utf8)
            let child = try #require(Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)))
            var isGone = false
            for _ in 0..<500 where !isGone {
                let state = try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8)
                // Or waiting to be buried by process 1.
                isGone = state == nil || state?.contains(") Z ") == true
                if !isGone { try await Task.sleep(for: .milliseconds(20)) }
            }
            #expect(isGone)
        }
    }

    @Test func aProgramThatDoesNotReadIsNoTrouble() async throws {
        let body = String(repeating: "a long line of a long mail\n", count: 10_000)
        let mail = try MailTests.mail(body: body)
        #expect(await SendmailCommand(path: "/bin/true").send(mail) == .delivered)
    }
}
