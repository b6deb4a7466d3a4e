import Commands
import Delivery
import Foundation
import GarageNetwork
import Logging

/// What sends messages, made from the configuration.
struct Delivering {
    /// Nil where this daemon sends none.
    let routes: DeliveryRoutes?
    /// What the verbs must know of it.
    let desk: NoticeDesk

    /// A setting of [notifications] that cannot be used.
    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    /// Reads the secret and every template, so that a fault is found at the start.
    init(_ configuration: Configuration) throws {
        let key = try Self.signingKey(configuration[Settings.Notifications.webhookSecretFile])
        let base = configuration[Settings.Notifications.linkBase]
        let linkBase = base.isEmpty ? nil : base
        desk = NoticeDesk(
            linkBase: linkBase,
            allowsPlainWebhooks: configuration[Settings.Notifications.plainWebhooks] == "yes",
            webhookKey: { key?.key(for: $0) })
        guard configuration[Settings.Notifications.enabled] == "yes" else {
            routes = nil
            return
        }
        guard let from = EmailAddress(configuration[Settings.Notifications.from]) else {
            throw Fault(description: "notifications.from is not one plain address")
        }
        routes = DeliveryRoutes(
            sendmail: SendmailCommand(path: configuration[Settings.Notifications.sendmail] ?? ""),
            webhooks: try WebhookClient(), from: from,
            templates: try TemplateShelf(folder: configuration[Settings.Notifications.templates]),
            signingKey: key, linkBase: linkBase,
            triesMax: configuration[Settings.Notifications.tries])
    }

    /// The service that sends what is due; nil where this daemon sends nothing.
    func service(_ environment: Environment, logger: Logger) -> CourierService? {
        routes.map { routes in
            CourierService(
                courier: Courier(
                    outbox: environment.desks.outbox, clock: environment.clock, routes: routes,
                    logger: logger), logger: logger)
        }
    }

    private static func signingKey(_ path: String?) throws -> SigningKey? {
        guard let path else { return nil }
        var bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        guard let key = SigningKey(bytes) else {
            throw Fault(
                description: "notifications.webhook_secret_file holds less than"
                    + " \(SigningKey.bytesMin) bytes")
        }
        return key
    }
}
