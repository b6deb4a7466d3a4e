/// Every limit of the sockets, with the default that the protocol promises.
package struct ServerLimits: Equatable, Sendable {
    package var maximumLineBytes = 8_192
    package var maximumLineBytesBeforeAuth = 1_024
    package var requestsInFlight = 256
    package var unreadOutputBytes = 1_048_576
    package var pushedBehindBytes = 8_388_608
    package var stalledMilliseconds = 10_000
    package var idleMilliseconds = 300_000
    package var authMilliseconds = 10_000
    package var lineMilliseconds = 30_000
    package var connections = 10_000
    package var busyRetryMilliseconds = 1_000
    package var lingerMilliseconds = 2_000
    package var drainMilliseconds = 20_000

    package init() {}

    /// How few requests must be in flight before reading goes on: half of the limit.
    var requestsInFlightToResume: Int { requestsInFlight / 2 }
}

extension ServerLimits {
    /// One limit, as configuration names it and `LIMITS` shows it.
    package struct Description: Sendable {
        /// In snake_case, with the unit last.
        package let key: String
        package let unit: Unit
        /// Why it is there and what happens beyond it.
        package let reason: String
        /// Where the value is kept: to read it, and to set it from a configuration.
        package let path: any WritableKeyPath<ServerLimits, Int> & Sendable
        /// What a configuration may set.
        package let allowed: ClosedRange<Int>

        package enum Unit: String, Sendable { case bytes, count, milliseconds = "ms" }
    }

    /// Every limit, in the order in which people are shown them.
    package static let descriptions: [Description] = [
        Description(
            key: "max_line_bytes", unit: .bytes,
            reason: "The longest request, without its line end; beyond it 413 TOO-LONG and close.",
            path: \.maximumLineBytes, allowed: 1_024...65_536),
        Description(
            key: "max_line_before_auth_bytes", unit: .bytes,
            reason: "The same before AUTH, so that a stranger costs little memory.",
            path: \.maximumLineBytesBeforeAuth, allowed: 256...8_192),
        Description(
            key: "requests_in_flight", unit: .count,
            reason: "Requests of one connection waiting for their answer; then reading stops.",
            path: \.requestsInFlight, allowed: 1...65_536),
        Description(
            key: "unread_output_bytes", unit: .bytes,
            reason: "Replies that a client does not read; then the server stops reading from it.",
            path: \.unreadOutputBytes, allowed: 4_096...67_108_864),
        Description(
            key: "pushed_behind_bytes", unit: .bytes,
            reason: "How far a subscriber may fall behind before 509 SLOW and close.",
            path: \.pushedBehindBytes, allowed: 65_536...67_108_864),
        Description(
            key: "stalled_ms", unit: .milliseconds,
            reason: "A client over its output limit that reads nothing for this long is cut.",
            path: \.stalledMilliseconds, allowed: 100...600_000),
        Description(
            key: "idle_ms", unit: .milliseconds,
            reason: "A connection that sends nothing and waits for nothing is closed.",
            path: \.idleMilliseconds, allowed: 1_000...86_400_000),
        Description(
            key: "auth_ms", unit: .milliseconds,
            reason: "A stranger has this long to present a token.",
            path: \.authMilliseconds, allowed: 100...600_000),
        Description(
            key: "line_ms", unit: .milliseconds,
            reason: "A line that has begun must end: slow senders hold no memory for ever.",
            path: \.lineMilliseconds, allowed: 100...600_000),
        Description(
            key: "connections", unit: .count,
            reason: "Connections at once; beyond it 429 BUSY and close.",
            path: \.connections, allowed: 1...1_000_000),
        Description(
            key: "busy_retry_ms", unit: .milliseconds,
            reason: "What a refused connection is told to wait before it tries again.",
            path: \.busyRetryMilliseconds, allowed: 1...600_000),
        Description(
            key: "linger_ms", unit: .milliseconds,
            reason: "After the last reply, what still comes is thrown away so that it is read.",
            path: \.lingerMilliseconds, allowed: 1...60_000),
        Description(
            key: "drain_ms", unit: .milliseconds,
            reason: "When the daemon stops, requests in flight have this long to be answered.",
            path: \.drainMilliseconds, allowed: 1...600_000),
    ]
}
