/// What a garage declined, which its list of what it takes does not say.
///
/// Learnt from the reasons of its refusals, and believed for ``days`` after the last of them.
package struct Lesson: Equatable, Sendable {
    package let kind: Kind
    /// The brand of the car it was about; nil where nobody knew it, or where it says nothing.
    package let brand: Brand?
    /// The day of the last refusal.
    package let learntOn: Day
    /// The last day it is believed.
    package let until: Day
    /// How many refusals said it.
    package let declines: Int

    /// How long a lesson is believed.
    package static let days = 180

    package init(kind: Kind, brand: Brand?, learntOn: Day, until: Day, declines: Int) {
        self.kind = kind
        self.brand = brand
        self.learntOn = learntOn
        self.until = until
        self.declines = declines
    }

    /// What was declined; the raw value is its word in rows and in the database.
    package enum Kind: String, CaseIterable, Sendable {
        /// Any work on a brand.
        case brand
        /// Heavy work on a brand.
        case heavy
        /// A car that was too old, too far driven or too powerful: which of these is not told, so
        /// it is counted and excludes nobody.
        case limits
    }

    /// Whether it is still believed on a day.
    package func holds(on day: Day) -> Bool { day <= until }
}
