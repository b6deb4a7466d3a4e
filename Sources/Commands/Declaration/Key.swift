/// One typed key of a command, declared once.
package struct Key<Value: ProtocolValue>: Sendable, KeyDeclaration {
    package let name: String
    package let meaning: String
    /// The default as the client would write it, for the reference.
    package let fallbackText: String?

    /// - Parameters:
    ///   - name: The word on the wire, in snake_case.
    ///   - meaning: One sentence with its full stop.
    ///   - fallback: What leaving it out means, when that is always the same.
    package init(_ name: String, _ meaning: String, default fallback: String? = nil) {
        self.name = name
        self.meaning = meaning
        self.fallbackText = fallback
    }

    package var notation: String { Value.notation }
}

/// A key of any type, for lists.
package protocol KeyDeclaration: Sendable {
    var name: String { get }
    var meaning: String { get }
    var notation: String { get }
    var fallbackText: String? { get }
}

/// What the reference, `HELP` and `garagectl` say of a key.
package struct KeySummary: Equatable, Sendable {
    package let name: String
    package let notation: String
    package let isRequired: Bool
    package let fallback: String?
    package let meaning: String
}
