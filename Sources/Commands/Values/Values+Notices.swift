package import GarageNetwork

/// An e-mail address, or `none` to take one away.
package enum EmailWish: Equatable, Sendable, ProtocolValue {
    case none
    case address(EmailAddress)

    package static var notation: String { "an e-mail address, or none" }

    package init(argument text: String) throws(Misreading) {
        if text == "none" {
            self = .none
            return
        }
        guard let address = EmailAddress(text) else {
            throw .unreadable(
                "it is one plain address, as accueil@garage.example, of at most"
                    + " \(EmailAddress.lengthMax) characters")
        }
        self = .address(address)
    }

    /// As ``ContactChange`` takes it.
    var text: String {
        switch self {
        case .none: ""
        case .address(let address): address.text
        }
    }
}

/// Where messages are posted, or `none` to take that away.
package enum WebhookWish: Equatable, Sendable, ProtocolValue {
    case none
    case address(WebhookAddress)

    package static var notation: String { "an https:// URL, or none" }

    package init(argument text: String) throws(Misreading) {
        if text == "none" {
            self = .none
            return
        }
        guard let address = WebhookAddress(text) else {
            throw .unreadable("it is a URL without a user name, as https://host.example/garaged")
        }
        self = .address(address)
    }

    /// As ``ContactChange`` takes it.
    var text: String {
        switch self {
        case .none: ""
        case .address(let address): address.text
        }
    }
}

/// A message's key in the outbox.
package struct MessageKey: Equatable, Sendable, ProtocolValue {
    package let text: String
    package static let lengthMax = 200

    package static var notation: String { "the key that OUTBOX shows" }

    package init(argument text: String) throws(Misreading) {
        guard (1...Self.lengthMax).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw .unreadable("it is a key as OUTBOX shows it") }
        self.text = text
    }
}

/// How long a link lives.
package struct LinkDays: BoundedWhole {
    package static let range = 1...60
    package static let unit = "days"
    package let value: Int
    package init(_ value: Int) { self.value = value }
}

extension OutboxState: ProtocolWord {}
