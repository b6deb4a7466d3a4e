import Delivery
import Foundation
import GarageNetwork
import Logging
import Support
import Synchronization

@testable import PostgresStore

/// An outbox whose garage G1 has a webhook, and a courier that goes when it is told to.
struct CourierDesk {
    let outbox: OutboxDesk
    let receiver: WebhookReceiver
    let clock: HandClock
    let log: KeptLog
    let courier: Courier
    private let linkBase: String?

    static let secret = Data("a secret of the test, 32 bytes !!".utf8)

    static func with(
        linkBase: String? = nil, _ body: (CourierDesk) async throws -> Void
    ) async throws {
        try await OutboxDesk.with { outbox in
            let receiver = try WebhookReceiver()
            try await outbox.contact(webhook: receiver.url)
            try await body(try CourierDesk(outbox, receiver, linkBase: linkBase))
        }
    }

    private init(_ outbox: OutboxDesk, _ receiver: WebhookReceiver, linkBase: String?) throws {
        self.outbox = outbox
        self.receiver = receiver
        self.linkBase = linkBase
        clock = HandClock(outbox.now)
        log = KeptLog()
        courier = try Self.courier(outbox.outbox, clock, log, linkBase)
    }

    func makeCourier(_ outbox: PostgresOutbox) throws -> Courier {
        try Self.courier(outbox, clock, log, linkBase)
    }

    private static func courier(
        _ outbox: PostgresOutbox, _ clock: HandClock, _ log: KeptLog, _ linkBase: String?
    ) throws -> Courier {
        guard let from = EmailAddress("garaged@reseau.example"),
            let key = SigningKey(Array(secret))
        else { throw UnexpectedOutcome() }
        return Courier(
            outbox: outbox, clock: clock,
            routes: DeliveryRoutes(
                sendmail: SendmailCommand(path: "/bin/false"),
                webhooks: try WebhookClient(timeLimit: .seconds(10)), from: from,
                templates: try TemplateShelf(folder: nil), signingKey: key, linkBase: linkBase,
                triesMax: 12), logger: log.logger)
    }
}

/// A clock that stands where it was put.
final class HandClock: Clock {
    private let instant: Mutex<Instant>
    init(_ instant: Instant) { self.instant = Mutex(instant) }
    var now: Instant { instant.withLock { $0 } }
    var isSet: Bool { true }
    func set(to new: Instant) { instant.withLock { $0 = new } }
}

/// A log that is kept, with everything that was said.
final class KeptLog: Sendable {
    private let kept = Mutex<[String]>([])
    var lines: [String] { kept.withLock { $0 } }

    var logger: Logger {
        var logger = Logger(label: "test") { _ in Handler(log: self) }
        logger.logLevel = .trace
        return logger
    }

    private struct Handler: LogHandler {
        let log: KeptLog
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }
        func log(event: LogEvent) {
            let line = "\(event.message) \(event.metadata ?? [:])"
            log.kept.withLock { $0.append(line) }
        }
    }
}
