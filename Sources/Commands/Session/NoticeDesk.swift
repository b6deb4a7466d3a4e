/// What of sending messages the verbs must know.
package struct NoticeDesk: Sendable {
    /// The key by which what is posted to a URL is signed; nil where the daemon has no secret.
    package let webhookKey: @Sendable (String) -> String?
    /// What the secret of a link is put after; nil where links have no page yet.
    package let linkBase: String?
    /// Whether webhooks may be `http://` on other machines.
    package let allowsPlainWebhooks: Bool

    package init(
        linkBase: String? = nil, allowsPlainWebhooks: Bool = false,
        webhookKey: @escaping @Sendable (String) -> String? = { _ in nil }
    ) {
        self.linkBase = linkBase
        self.allowsPlainWebhooks = allowsPlainWebhooks
        self.webhookKey = webhookKey
    }
}
