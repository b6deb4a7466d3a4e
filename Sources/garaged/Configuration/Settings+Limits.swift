extension Settings {
    static let limits = Section(
        name: "limits", sentence: "What one connection, and all of them, may take.",
        settings: [
            Limits.connections, Limits.inFlight, Limits.unreadOutput,
            Limits.lineBytes, Limits.lineBytesBeforeAuth, Limits.idle, Limits.partialLine,
            Limits.slowReader, Limits.subscriberBacklog, Limits.drain,
        ])

    enum Limits {
        static let connections = Setting(
            "limits.connections", .whole(1...100_000, unit: "connections"), default: 4096,
            """
            Connections at once, over all listeners; further ones get BUSY and are closed; \
            each costs about 16 KiB.
            """)
        static let inFlight = Setting(
            "limits.in_flight", .whole(1...4096, unit: "requests"), default: 256,
            "Requests of one connection that wait for an answer before reading stops.")
        static let unreadOutput = Setting(
            "limits.unread_output", .size(65_536...67_108_864), default: 1_048_576,
            "Answers that a client has not read yet before its requests are no longer read.")
        static let lineBytes = Setting(
            "limits.line_bytes", .size(1024...65_536), default: 8192,
            "Longest request, line end included; the longest legal one is a REFER of about 2 KiB.")
        static let lineBytesBeforeAuth = Setting(
            "limits.line_bytes_before_auth", .size(256...65_536), default: 1024,
            "Longest request of a client that has shown no token: AUTH needs about 100 bytes.")
        static let idle = Setting(
            "limits.idle", .duration(.seconds(1)...(.seconds(86_400))), default: .seconds(300),
            "A connection without a request for this long is closed.")
        static let partialLine = Setting(
            "limits.partial_line", .duration(.seconds(1)...(.seconds(300))),
            default: .seconds(30),
            "A request must be whole this long after its first byte, or the connection is closed.")
        static let slowReader = Setting(
            "limits.slow_reader", .duration(.seconds(1)...(.seconds(300))),
            default: .seconds(10),
            "A client that reads nothing for this long while its limit is reached is closed.")
        static let subscriberBacklog = Setting(
            "limits.subscriber_backlog", .size(65_536...134_217_728), default: 8_388_608,
            "News a subscriber has not read yet before it counts as slow.")
        static let drain = Setting(
            "limits.drain", .duration(.seconds(0)...(.seconds(300))), default: .seconds(10),
            "Time that requests in progress get to finish when the daemon is told to stop.")
    }
}
