package import GarageNetwork

/// By what messages leave.
package struct DeliveryRoutes: Sendable {
    package let sendmail: SendmailCommand
    package let webhooks: WebhookClient
    /// Whom mails come from.
    package let from: EmailAddress
    package let templates: TemplateShelf
    /// Nil where no secret is configured: webhooks wait until one is.
    package let signingKey: SigningKey?
    /// What the secret of a link is put after; nil for mails without links.
    package let linkBase: String?
    /// How often a message is tried before it is given up.
    package let triesMax: Int

    package init(
        sendmail: SendmailCommand, webhooks: WebhookClient, from: EmailAddress,
        templates: TemplateShelf, signingKey: SigningKey?, linkBase: String?, triesMax: Int
    ) {
        self.sendmail = sendmail
        self.webhooks = webhooks
        self.from = from
        self.templates = templates
        self.signingKey = signingKey
        self.linkBase = linkBase
        self.triesMax = triesMax
    }
}
