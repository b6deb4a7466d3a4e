import Foundation
import Glibc
import Server
import Testing

@Suite struct SystemdNotifierTests {
    @Test(
        "says what systemd understands, to a path and to an abstract name",
        arguments: [false, true])
    func notifies(isAbstract: Bool) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "n\(UUID())").path
        let descriptor = try receiver(at: isAbstract ? "\0" + path : path)
        defer {
            close(descriptor)
            unlink(path)
        }
        let notifier = SystemdNotifier(
            environment: ["NOTIFY_SOCKET": isAbstract ? "@" + path : path])
        #expect(notifier.notify(.ready))
        #expect(message(descriptor) == "READY=1")
        #expect(notifier.notify(.stopping))
        #expect(message(descriptor) == "STOPPING=1")
        #expect(notifier.notify(.watchdog))
        #expect(message(descriptor) == "WATCHDOG=1")
        #expect(notifier.notify(.status("300 garages\nREADY=0")))
        #expect(message(descriptor) == "STATUS=300 garages")
        #expect(notifier.notify(.reloading))
        #expect(message(descriptor)?.hasPrefix("RELOADING=1\nMONOTONIC_USEC=") == true)
    }

    @Test(
        "without systemd, or with nonsense in its place, nothing happens",
        arguments: [
            [:], ["NOTIFY_SOCKET": ""], ["NOTIFY_SOCKET": "relative"],
            ["NOTIFY_SOCKET": "/nowhere/at/all"],
            ["NOTIFY_SOCKET": "/" + String(repeating: "x", count: 200)],
        ])
    func silent(environment: [String: String]) {
        #expect(!SystemdNotifier(environment: environment).notify(.ready))
    }

    @Test(
        "the watchdog's interval is ours only with our process identifier",
        arguments: [
            ([:], nil), (["WATCHDOG_USEC": "30000000"], 30_000_000),
            (["WATCHDOG_USEC": "0"], nil), (["WATCHDOG_USEC": "x"], nil),
            (["WATCHDOG_USEC": "5", "WATCHDOG_PID": "42"], 5),
            (["WATCHDOG_USEC": "5", "WATCHDOG_PID": "43"], nil),
        ] as [([String: String], Int?)])
    func watchdog(environment: [String: String], expected: Int?) {
        let notifier = SystemdNotifier(environment: environment, processIdentifier: 42)
        #expect(notifier.watchdogMicroseconds == expected)
    }

    private func receiver(at path: String) throws -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let length = socklen_t(2 + path.utf8.count)
        let bound = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length)
            }
        }
        try #require(bound == 0)
        return descriptor
    }

    private func message(_ descriptor: Int32) -> String? {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = recv(descriptor, &bytes, bytes.count, Int32(MSG_DONTWAIT))
        return count < 0 ? nil : String(decoding: bytes[..<count], as: UTF8.self)
    }
}
