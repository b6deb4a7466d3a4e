import Glibc

/// A connected stream socket, read line by line with a deadline.
///
/// It blocks: the tool does one thing at a time. Closing the program closes the connection, after
/// which the daemon drops whatever was staged on it.
final class LineSocket {
    private let descriptor: Int32
    /// How long a wait may last; nil for ever, as a subscription wants.
    var timeoutSeconds: Int?
    /// Told after each second of a wait how many have passed.
    var whileWaiting: ((Int) -> Void)?
    /// Bytes received and not yet given out start at `taken`.
    private var received: [UInt8] = []
    private var taken = 0
    private var unsent: [UInt8] = []

    /// Longer than any reply: a peer that sends more without a line end is no garaged.
    static let lineBytesMax = 1 << 20
    private static let flushBytes = 1 << 15

    init(descriptor: Int32, timeoutSeconds: Int) {
        self.descriptor = descriptor
        self.timeoutSeconds = timeoutSeconds
    }

    deinit { close(descriptor) }

    /// Keeps a line to be sent; it leaves with the next ``flush()``, or when enough has gathered.
    func write(_ line: String) throws(Failure) {
        unsent += line.utf8
        unsent.append(UInt8(ascii: "\n"))
        if unsent.count >= Self.flushBytes { try flush() }
    }

    func flush() throws(Failure) {
        var sent = 0
        while sent < unsent.count {
            try wait(for: Int16(POLLOUT))
            let count = unsent.withUnsafeBytes { bytes in
                send(
                    descriptor, bytes.baseAddress.map { $0 + sent }, bytes.count - sent,
                    Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
            }
            if count >= 0 {
                sent += count
            } else if errno != EAGAIN, errno != EINTR {
                throw .connectionLost("\(lastSystemError())")
            }
        }
        unsent.removeAll(keepingCapacity: true)
    }

    /// The next line without its end, or nil once the daemon has closed.
    func readLine() throws(Failure) -> String? {
        var searched = taken
        while true {
            if let end = received[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { taken = end + 1 }
                return try text(of: received[taken..<end])
            }
            searched = received.count
            guard searched - taken <= Self.lineBytesMax else {
                throw .badReply("a line longer than \(Self.lineBytesMax) bytes")
            }
            guard try receive(&searched) else { return nil }
        }
    }

    private func text(of line: ArraySlice<UInt8>) throws(Failure) -> String {
        let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        guard let text = String(validating: line, as: UTF8.self) else {
            throw .badReply("a line that is not UTF-8")
        }
        return text
    }

    /// Adds what has arrived; false at the end of the stream.
    private func receive(_ searched: inout Int) throws(Failure) -> Bool {
        if taken > 0 {
            received.removeFirst(taken)
            searched -= taken
            taken = 0
        }
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            try wait(for: Int16(POLLIN))
            let count = recv(descriptor, &chunk, chunk.count, Int32(MSG_DONTWAIT))
            if count > 0 {
                received += chunk[..<count]
                return true
            }
            if count == 0 { return false }
            if errno == ECONNRESET { return false }
            guard errno == EAGAIN || errno == EINTR else {
                throw .connectionLost("\(lastSystemError())")
            }
        }
    }

    private func wait(for events: Int16) throws(Failure) {
        var request = pollfd(fd: descriptor, events: events, revents: 0)
        var waited = 0
        while true {
            let slice = whileWaiting == nil ? timeoutSeconds : 1
            let ready = poll(&request, 1, slice.map { Int32(clamping: $0 * 1_000) } ?? -1)
            if ready > 0 { return }
            if ready == 0 {
                waited += slice ?? 0
                if let whileWaiting, waited < timeoutSeconds ?? .max {
                    whileWaiting(waited)
                    continue
                }
                throw Failure(
                    .unreachable, "no answer from garaged within \(timeoutSeconds ?? 0) s",
                    advice: "try again, or wait longer with --timeout")
            }
            guard errno == EINTR else { throw .connectionLost("\(lastSystemError())") }
        }
    }
}

extension Failure {
    static func connectionLost(_ reason: String) -> Failure {
        Failure(
            .unreachable, "the connection to garaged was lost: \(reason)",
            advice: "try again; a write with the same key= is done once")
    }

    static func badReply(_ what: String) -> Failure {
        Failure(
            .unreachable, "the other end does not speak garaged's protocol: it sent \(what)",
            advice: "check --socket or --connect")
    }
}

/// What the system says of the call that just failed.
func lastSystemError() -> String { String(cString: strerror(errno)) }
