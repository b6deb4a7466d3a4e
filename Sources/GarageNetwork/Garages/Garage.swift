package import Geometry

/// A solidarity garage, as the network knows it: who it is, what it takes, when it is open.
///
/// How many people were sent to it is not here: counts change a thousand times more often
/// (``GarageCount``).
package struct Garage: Equatable, Sendable {
    /// The database's key, never shown to a person.
    package let number: Int64
    package let id: GarageID
    package var name: String
    package var position: Coordinate
    /// The town and its postal code, for people to read; empty when unknown.
    package var town: String
    package var postcode: String
    /// Digits with an optional leading `+`; empty when unknown.
    package var phone: String
    package var takes: AcceptedWork
    /// How many people a full month should bring.
    package var target: TargetBand
    /// Never more than this many committed referrals in one month, whatever the policy says.
    package var monthlyCap: Int
    package var status: Status
    package var closures: [ClosedPeriod]
    /// When somebody last confirmed that what is written here is true.
    package var checkedOn: Day?
    /// The day it came into a network that was already at work; nil when it was there from the
    /// network's first day.
    package let joinedOn: Day?
    /// The first day of the pause or absence that ``status`` tells of; nil when it is not known.
    package let awaySince: Day?
    /// Pauses and absences that are over.
    package let absences: [ClosedPeriod]
    /// Since when it is mute: the day the ``muteAfter``th proposal in a row passed without an
    /// answer; nil while it answers.
    package var muteSince: Day?
    /// What it declined lately, so that it is not asked again.
    package var lessons: [Lesson]
    /// Raised by every change of the row or of its closures.
    package var revision: Int64

    package init(
        number: Int64, id: GarageID, name: String, position: Coordinate, town: String = "",
        postcode: String = "", phone: String = "", takes: AcceptedWork = AcceptedWork(),
        target: TargetBand = .standard, monthlyCap: Int = Garage.monthlyCapMax,
        status: Status = .active, closures: [ClosedPeriod] = [], checkedOn: Day? = nil,
        joinedOn: Day? = nil, awaySince: Day? = nil, absences: [ClosedPeriod] = [],
        muteSince: Day? = nil, lessons: [Lesson] = [], revision: Int64 = 0
    ) {
        self.number = number
        self.id = id
        self.name = name
        self.position = position
        self.town = town
        self.postcode = postcode
        self.phone = phone
        self.takes = takes
        self.target = target
        self.monthlyCap = monthlyCap
        self.status = status
        self.closures = closures
        self.checkedOn = checkedOn
        self.joinedOn = joinedOn
        self.awaySince = awaySince
        self.absences = absences
        self.muteSince = muteSince
        self.lessons = lessons
        self.revision = revision
    }

    /// The most a cap can be, and what it is for a garage that asked for none: the price keeps a
    /// garage near its band, the cap is the garage's own last word.
    package static let monthlyCapMax = 1000

    /// So many proposals in a row without an answer make a garage mute.
    package static let muteAfter = 3

    /// Whether the garage takes people at all.
    package enum Status: Equatable, Sendable {
        case active
        /// Not for now: until the end of a day, or until somebody resumes it.
        case paused(until: Day?, reason: String)
        case left
    }

    /// Whether the garage takes a person on a day: active, not paused, not closed.
    package func isOpen(on day: Day) -> Bool {
        switch status {
        case .left: return false
        case .paused(let until, _): guard let until, day > until else { return false }
        case .active: break
        }
        return !closures.contains { $0.contains(day) }
    }
}

/// Days on which a garage is shut, both ends included: a closed day is closed all day.
package struct ClosedPeriod: Equatable, Sendable {
    package let first: Day
    package let last: Day

    /// - Returns: nil when the last day is before the first.
    package init?(first: Day, last: Day) {
        guard first <= last else { return nil }
        self.first = first
        self.last = last
    }

    package func contains(_ day: Day) -> Bool { first <= day && day <= last }
}

/// How many people a full month should bring to a garage: « entre cinq et dix ».
package struct TargetBand: Hashable, Sendable {
    package let min: Int
    package let max: Int

    package static let standard = TargetBand(uncheckedMin: 5, max: 10)

    /// A quarter of the upper end, rounded up: how many people one week may bring before the others
    /// around go first, so that a month does not come in its first days.
    package var weeklySoftCap: Int { (max + 3) / 4 }

    /// - Returns: nil unless `0 <= min <= max <= 1000`.
    package init?(min: Int, max: Int) {
        guard 0 <= min, min <= max, max <= Garage.monthlyCapMax else { return nil }
        self.init(uncheckedMin: min, max: max)
    }

    private init(uncheckedMin min: Int, max: Int) {
        self.min = min
        self.max = max
    }
}
