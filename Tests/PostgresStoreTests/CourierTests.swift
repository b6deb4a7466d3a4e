import Crypto
import Delivery
import Foundation
import GarageNetwork
import Logging
import Support
import Synchronization
import Testing

@testable import PostgresStore

/// Couriers, receivers and a database: nothing is lost, and nothing is sent twice in the ordinary
/// course.
@Suite struct CourierTests {
    @Test func aReceiverThatIsDownForAnHourMissesNothing() async throws {
        try await CourierDesk.with { desk in
            desk.receiver.stop()
            var codes: Set<String> = []
            for _ in 0..<5 { codes.insert(try await desk.outbox.refer()) }
            var tries: [Int] = []
            for minute in 0..<60 {
                desk.clock.set(to: desk.outbox.now.advanced(bySeconds: Int64(minute) * 60))
                tries.append(try await desk.courier.round())
            }
            #expect(tries[0] == 5)
            // A minute, two, four, eight, sixteen, thirty-two, and a quarter more: five or six.
            #expect((20...30).contains(tries.reduce(0, +)), "\(tries)")
            #expect(tries.dropFirst(40).reduce(0, +) <= 5, "the longer, the more seldom")
            #expect(desk.receiver.received.isEmpty)
            try desk.receiver.start()
            for minute in 60..<180 {
                desk.clock.set(to: desk.outbox.now.advanced(bySeconds: Int64(minute) * 60))
                try await desk.courier.round()
            }
            let received = desk.receiver.received
            #expect(received.count == 5, "each once")
            #expect(Set(received.compactMap(\.code)) == codes)
            #expect(Set(received.compactMap { $0.headers["x-garaged-key"] }).count == 5)
            let facts = try await desk.outbox.outbox.outboxFacts(at: desk.clock.now)
            #expect(facts.waiting == 0 && facts.dead == 0)
        }
    }

    @Test func aReceiverCanCheckTheSignature() async throws {
        try await CourierDesk.with { desk in
            let code = try await desk.outbox.refer()
            try await desk.courier.round()
            let delivery = try #require(desk.receiver.received.first)
            #expect(delivery.code == code)
            let timestamp = try #require(delivery.headers["x-garaged-timestamp"])
            #expect(timestamp == "\(desk.outbox.now.seconds)")
            // By the words of the contract, without the code that signed.
            let key = HMAC<SHA256>.authenticationCode(
                for: Data(desk.receiver.url.utf8), using: SymmetricKey(data: CourierDesk.secret)
            ).map { String(format: "%02x", $0) }.joined()
            let expected = HMAC<SHA256>.authenticationCode(
                for: Data("\(timestamp).\(delivery.body)".utf8),
                using: SymmetricKey(data: Data(key.utf8)))
            #expect(
                delivery.headers["x-garaged-signature"]
                    == "sha256=" + expected.map { String(format: "%02x", $0) }.joined())
        }
    }

    @Test func whoAnswersGoneIsNotAskedAgain() async throws {
        try await CourierDesk.with { desk in
            desk.receiver.behave(.answer(status: 410))
            _ = try await desk.outbox.refer()
            #expect(try await desk.courier.round() == 1)
            let dead = try await desk.outbox.outbox.messages(.dead, before: nil, limit: 5)
            #expect(dead.map(\.errorClass) == ["http-410"])
            #expect(try await desk.outbox.outbox.outboxFacts(at: nil).dead == 1)
        }
    }

    @Test(
        "what fails is tried twelve times, then a dead letter",
        arguments: [
            (WebhookReceiver.Behaviour.answer(status: 500), "http-500"), (.hangUp, "closed"),
        ])
    func twelveTries(behaviour: WebhookReceiver.Behaviour, errorClass: String) async throws {
        try await CourierDesk.with { desk in
            desk.receiver.behave(behaviour)
            _ = try await desk.outbox.refer()
            var tries = 0
            for hour in 0..<100 {
                desk.clock.set(to: desk.outbox.now.advanced(bySeconds: Int64(hour) * 3_600))
                tries += try await desk.courier.round()
            }
            #expect(tries == 12)
            #expect(desk.receiver.received.count == 12)
            let dead = try await desk.outbox.outbox.messages(.dead, before: nil, limit: 5)
            #expect(dead.map(\.errorClass) == [errorClass])
            #expect(dead.map(\.attempts) == [12])
        }
    }

    @Test func twoCouriersSendEachMessageOnce() async throws {
        try await CourierDesk.with { desk in
            for _ in 0..<60 { _ = try await desk.outbox.refer() }
            try await TestStore.with(desk.outbox.store.conninfo) { other in
                let second = try desk.makeCourier(other.store.outbox)
                async let mine = desk.courier.round()
                async let theirs = second.round()
                #expect(try await mine + theirs == 60)
            }
            #expect(desk.receiver.received.count == 60)
            #expect(Set(desk.receiver.received.compactMap(\.code)).count == 60)
        }
    }

    @Test func noErrorAndNoLogHoldsWhatAnybodyWrote() async throws {
        try await CourierDesk.with { desk in
            let canary = "canary-\(UInt32.random(in: 0 ... .max))"
            let connection = try desk.outbox.store.connect()
            desk.receiver.behave(.babble)
            try await desk.outbox.contact(
                email: "\(canary)@garage.example", webhook: desk.receiver.url + "&\(canary)")
            _ = try await desk.outbox.refer()
            try connection.sql("UPDATE ledger.beneficiary SET brand = '\(canary)'")
            for hour in 0..<40 {
                desk.clock.set(to: desk.outbox.now.advanced(bySeconds: Int64(hour) * 3_600))
                try await desk.courier.round()
            }
            let rows = try connection.texts(
                "SELECT m::text FROM notice.message m WHERE last_error IS NOT NULL")
            #expect(rows.count == 2)
            #expect(rows.allSatisfy { $0?.contains(canary) == false })
            #expect(!desk.log.lines.isEmpty)
            #expect(desk.log.lines.allSatisfy { !$0.contains(canary) })
        }
    }

    @Test func aLinkInAMessageOpensItsReferralOnce() async throws {
        try await CourierDesk.with(linkBase: "https://r.example/") { desk in
            let code = try await desk.outbox.refer()
            try await desk.courier.round()
            let link = try #require(desk.receiver.received.first?.payload?["link"] as? String)
            #expect(link.hasPrefix("https://r.example/"))
            let hash = Array(SHA256.hash(data: Data(link.dropFirst(18).utf8)))
            let outbox = desk.outbox.outbox
            #expect(
                try await outbox.useLink(secretHash: hash, at: desk.outbox.now)
                    == .opened(try #require(ReferralCode(code)), garage: desk.outbox.garage))
            #expect(try await outbox.useLink(secretHash: hash, at: desk.outbox.now) == .used)
        }
    }
}

extension WebhookReceiver.Delivery {
    /// What the message is about.
    var payload: [String: Any]? {
        let document =
            (try? JSONSerialization.jsonObject(with: Data(body.utf8))) as? [String: Any]
        return document?["payload"] as? [String: Any]
    }

    var code: String? { payload?["referral"] as? String }
}
