package import GarageNetwork

/// A fact of a referral's life, by its word: what a file of steps may tell.
package struct FactWord: Equatable, Sendable, ProtocolValue {
    package let event: ReferralEvent

    private static let facts = ReferralEvent.allCases.filter(\.isFact)

    package static var notation: String { facts.map(\.rawValue).joined(separator: " | ") }

    package init(argument text: String) throws(Misreading) {
        guard let event = ReferralEvent(rawValue: text), event.isFact else {
            let words = Self.facts.map(\.rawValue).joined(separator: ", ")
            throw .outOfRange("it is not one of \(words)")
        }
        self.event = event
    }
}
