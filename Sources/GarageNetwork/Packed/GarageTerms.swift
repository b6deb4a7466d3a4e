/// What garages have in common: thousands take the same work, for the same band, under one cap.
///
/// A packed network keeps each distinct value once and its place in four bytes a garage.
package struct GarageTerms: Hashable, Sendable {
    package let takes: AcceptedWork
    package let target: TargetBand
    package let monthlyCap: Int

    package init(takes: AcceptedWork, target: TargetBand, monthlyCap: Int) {
        self.takes = takes
        self.target = target
        self.monthlyCap = monthlyCap
    }
}

/// What few garages have: anything but being active, with no closure, absence or lesson.
struct GarageRarities: Equatable, Sendable {
    var status = Garage.Status.active
    var closures: [ClosedPeriod] = []
    var awaySince: Day?
    var absences: [ClosedPeriod] = []
    var muteSince: Day?
    var lessons: [Lesson] = []

    static let none = GarageRarities()
}

extension Garage {
    package var terms: GarageTerms {
        GarageTerms(takes: takes, target: target, monthlyCap: monthlyCap)
    }

    var rarities: GarageRarities {
        GarageRarities(
            status: status, closures: closures, awaySince: awaySince, absences: absences,
            muteSince: muteSince, lessons: lessons)
    }
}
