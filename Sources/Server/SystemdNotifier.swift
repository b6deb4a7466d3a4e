import Glibc

/// Tells systemd how the daemon fares, by the protocol of sd_notify(3).
///
/// Without `NOTIFY_SOCKET` in the environment it does nothing.
package struct SystemdNotifier: Sendable {
    private let socketName: String?
    /// How often systemd wants to hear `WATCHDOG=1` at the latest; `nil` where it does not care.
    package let watchdogMicroseconds: Int?

    /// What can be told.
    package enum State: Equatable, Sendable {
        case ready
        /// With the monotonic clock's time, as `Type=notify-reload` asks.
        case reloading
        case stopping
        case watchdog
        /// One line for `systemctl status`; without data about persons.
        case status(String)
    }

    /// Reads where to send from an environment.
    ///
    /// - Parameters:
    ///   - environment: that of this process, as a rule.
    ///   - processIdentifier: the watchdog is only ours where `WATCHDOG_PID` says so.
    package init(environment: [String: String], processIdentifier: Int32 = getpid()) {
        socketName = environment["NOTIFY_SOCKET"].flatMap { name in
            name.hasPrefix("/") || name.hasPrefix("@") ? name : nil
        }
        let isOurs = environment["WATCHDOG_PID"].map { $0 == String(processIdentifier) } ?? true
        let interval = environment["WATCHDOG_USEC"].flatMap { Int($0) } ?? 0
        watchdogMicroseconds = isOurs && interval > 0 ? interval : nil
    }

    /// Sends one message; an error is ignored, since nobody could be told.
    ///
    /// - Returns: whether it was sent.
    @discardableResult
    package func notify(_ state: State) -> Bool {
        guard let socketName else { return false }
        var path = Array(socketName.utf8)
        if path[0] == 0x40 { path[0] = 0 }
        guard let (address, length) = UnixAddress.make(path: path) else { return false }
        let type = Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(AF_UNIX, type, 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        let message = Array(Self.message(state).utf8)
        return UnixAddress.with(address) {
            sendto(descriptor, message, message.count, Int32(MSG_NOSIGNAL), $0, length)
        } == message.count
    }

    private static func message(_ state: State) -> String {
        switch state {
        case .ready: "READY=1"
        case .reloading: "RELOADING=1\nMONOTONIC_USEC=\(monotonicMicroseconds())"
        case .stopping: "STOPPING=1"
        case .watchdog: "WATCHDOG=1"
        case .status(let text):
            "STATUS=" + text.prefix { !$0.isNewline }
        }
    }

    private static func monotonicMicroseconds() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000_000 + time.tv_nsec / 1_000
    }
}
