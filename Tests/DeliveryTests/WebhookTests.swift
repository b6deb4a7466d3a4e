import GarageNetwork
import Support
import Testing

@testable import Delivery

/// What becomes of a message that is posted, by what its receiver does.
@Suite struct WebhookTests {
    private static func post(
        _ receiver: WebhookReceiver, limit: Duration = .seconds(10)
    ) async throws -> DeliveryResult {
        let address = try #require(WebhookAddress(receiver.url))
        return await (try WebhookClient(timeLimit: limit)).post(
            "{\"a\":1}", headers: [("X-Garaged-Key", "k")], to: address)
    }

    @Test(
        "a status decides",
        arguments: [
            (200, DeliveryResult.delivered), (201, .delivered), (204, .delivered),
            (299, .delivered), (300, .failed("http-300")), (304, .failed("http-304")),
            (400, .failed("http-400")), (404, .failed("http-404")), (409, .failed("http-409")),
            (410, .refused("http-410")), (411, .failed("http-411")), (429, .failed("http-429")),
            (500, .failed("http-500")), (503, .failed("http-503")),
        ])
    func status(status: Int, result: DeliveryResult) async throws {
        let receiver = try WebhookReceiver()
        receiver.behave(.answer(status: status))
        #expect(try await Self.post(receiver) == result)
        let delivery = try #require(receiver.received.first)
        #expect(delivery.line == "POST /in?from=garaged HTTP/1.1")
        #expect(delivery.body == "{\"a\":1}")
        #expect(delivery.headers["x-garaged-key"] == "k")
        #expect(delivery.headers["host"] == "127.0.0.1:\(receiver.port)")
        #expect(delivery.headers["content-type"] == "application/json; charset=utf-8")
    }

    @Test func aReceiverThatHangsIsLeftInTime() async throws {
        let receiver = try WebhookReceiver()
        receiver.behave(.hang)
        let result = try await Self.post(receiver, limit: .milliseconds(500))
        #expect(result == .failed("timeout"))
    }

    @Test func aReceiverThatHangsUpHasNotAnswered() async throws {
        let receiver = try WebhookReceiver()
        receiver.behave(.hangUp)
        #expect(try await Self.post(receiver) == .failed("closed"))
    }

    @Test("half an answer is none", arguments: [WebhookReceiver.Behaviour.answerHalf, .babble])
    func brokenAnswer(behaviour: WebhookReceiver.Behaviour) async throws {
        let receiver = try WebhookReceiver()
        receiver.behave(behaviour)
        let result = try await Self.post(receiver)
        #expect([.failed("closed"), .failed("not-http")].contains(result))
    }

    @Test func nobodyListens() async throws {
        let receiver = try WebhookReceiver()
        receiver.stop()
        #expect(try await Self.post(receiver) == .failed("unreachable"))
        try receiver.start()
        #expect(try await Self.post(receiver) == .delivered)
    }

    @Test func aRedirectionIsNotFollowed() async throws {
        let (receiver, other) = (try WebhookReceiver(), try WebhookReceiver())
        receiver.behave(.redirect(to: other.url))
        #expect(try await Self.post(receiver) == .failed("http-307"))
        #expect(other.received.isEmpty)
    }

    @Test func plainTextIsNoTLS() async throws {
        let receiver = try WebhookReceiver()
        let address = try #require(WebhookAddress("https://127.0.0.1:\(receiver.port)/"))
        let client = try WebhookClient(timeLimit: .seconds(1))
        let result = await client.post("{}", headers: [], to: address)
        #expect(
            [.failed("tls"), .failed("closed"), .failed("broken"), .failed("timeout")]
                .contains(result))
        #expect(receiver.received.isEmpty)
    }
}
