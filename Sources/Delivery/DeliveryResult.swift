package import GarageNetwork

/// How one try to deliver ended.
///
/// An error has a class only: what an address, a server or a program said may hold anything.
package enum DeliveryResult: Equatable, Sendable {
    case delivered
    /// Another try may go better.
    case failed(String)
    /// No try ever will.
    case refused(String)

    /// What the outbox keeps of it.
    package func ending(of message: OutboxMessage, triesMax: Int) -> DeliveryEnding {
        let result: DeliveryEnding.Result =
            switch self {
            case .delivered: .sent
            case .refused(let name): .givenUp(errorClass: name)
            case .failed(let name):
                message.attempt >= triesMax
                    ? .givenUp(errorClass: name)
                    : .failed(
                        errorClass: name,
                        retryAfterSeconds: Backoff.seconds(
                            after: message.attempt, key: message.key))
            }
        return DeliveryEnding(key: message.key, attempt: message.attempt, result: result)
    }
}

/// How long to wait before the next try: a minute, doubled with every try, six hours at most, and
/// up to a quarter more.
///
/// What is added comes from the key, so that messages that failed together do not come back
/// together.
package enum Backoff {
    package static let firstSeconds = 60
    package static let longestSeconds = 6 * 3_600

    /// `attempt` is the try that failed, from 1.
    package static func seconds(after attempt: Int, key: String) -> Int {
        let doublings = min(max(attempt - 1, 0), 16)
        let base = min(firstSeconds << doublings, longestSeconds)
        return base + Int(scatter(key, attempt) % UInt64(base / 4 + 1))
    }

    /// FNV-1a, 64 bits.
    private static func scatter(_ key: String, _ attempt: Int) -> UInt64 {
        "\(key)#\(attempt)".utf8.reduce(0xCBF2_9CE4_8422_2325) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01B3
        }
    }
}
