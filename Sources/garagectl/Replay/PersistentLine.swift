import Glibc

/// A connection that is opened again when it is lost, for requests that are safe to repeat.
struct PersistentLine {
    private let connect: () throws(Failure) -> LineClient
    private let pause: (Int) -> Void
    private var client: LineClient?
    /// A daemon that never answered is not waited for; one that went away is.
    private var wasConnected = false

    /// How often one request is tried before giving up: with the pauses, about half a minute.
    static let triesMax = 10
    private static let pauseMillisecondsMax = 5_000

    init(connect: @escaping () throws(Failure) -> LineClient, pause: @escaping (Int) -> Void) {
        self.connect = connect
        self.pause = pause
    }

    mutating func ask(_ request: RequestText) throws(Failure) -> WireReply {
        try ask([request])[0]
    }

    /// Sends requests that do not depend on each other; replies are in their order.
    ///
    /// After a lost connection, or a refusal that says to try again, what is not answered is sent
    /// once more.
    mutating func ask(_ requests: [RequestText]) throws(Failure) -> [WireReply] {
        var answers = [WireReply?](repeating: nil, count: requests.count)
        var tries = 0
        while true {
            let open = answers.indices.filter { answers[$0] == nil }
            tries += 1
            do throws(Failure) {
                let refusal = try send(open, of: requests, into: &answers)
                guard let refusal else { return answers.compactMap(\.self) }
                guard tries < Self.triesMax else { throw .refused(refusal, verb: "request") }
                pause(refusal.retryMilliseconds ?? Self.backoff(tries))
            } catch {
                client = nil
                guard error.status == .unreachable, wasConnected, tries < Self.triesMax
                else { throw error }
                pause(Self.backoff(tries))
            }
        }
    }

    /// - Returns: the refusal to try again after, if there was one.
    private mutating func send(
        _ open: [Int], of requests: [RequestText], into answers: inout [WireReply?]
    ) throws(Failure) -> Refusal? {
        let client = try connected()
        var index = 0
        var refusal: Refusal?
        try client.pipeline(open.map { requests[$0] }) { reply throws(Failure) in
            defer { index += 1 }
            if case .refused(let found) = reply.final, found.isWorthRetrying {
                refusal = found
            } else {
                answers[open[index]] = reply
            }
        }
        return refusal
    }

    private mutating func connected() throws(Failure) -> LineClient {
        if let client { return client }
        let opened = try connect()
        client = opened
        wasConnected = true
        return opened
    }

    /// 100 ms, doubled each time, at most five seconds.
    private static func backoff(_ tries: Int) -> Int {
        min(100 << min(tries - 1, 10), pauseMillisecondsMax)
    }
}

func sleepMilliseconds(_ milliseconds: Int) {
    usleep(UInt32(clamping: milliseconds) &* 1_000)
}
