import Foundation
import GarageNetwork

/// The JSON document that a receiver gets.
enum WebhookBody {
    /// Keys in the order of their letters, so that the same message is the same text.
    ///
    /// - Returns: nil when the payload is no JSON object.
    static func text(of message: OutboxMessage, link: String?) -> String? {
        guard
            var payload = try? JSONSerialization.jsonObject(with: Data(message.payload.utf8))
                as? [String: Any]
        else { return nil }
        payload["link"] = link
        let document: [String: Any] = [
            "key": message.key, "template": message.template, "language": message.language,
            "recipient": ["kind": message.kind.rawValue, "id": message.recipientID],
            "created_at": message.createdAt.iso8601, "payload": payload,
        ]
        return
            (try? JSONSerialization.data(
                withJSONObject: document, options: [.sortedKeys, .withoutEscapingSlashes]))
            .map { String(decoding: $0, as: UTF8.self) }
    }
}
