/// How long one step took the referrals that were made in a period.
package struct StepDelay: Equatable, Sendable {
    package var group: String
    package var step: CourseStep
    /// Referrals of which both ends of the step were told.
    package var count: Int
    /// Quantiles of the lengths in ``CourseStep/unit``; between two lengths, in proportion: the
    /// quantile p of n lengths is at place (n − 1) p, counted from 0.
    package var median: Double?
    package var ninetieth: Double?
    /// Referrals that are in the step now, whenever they were made.
    package var waiting: Int
    /// Since which day the one that is longest in it.
    package var oldest: Day?

    package init(
        group: String, step: CourseStep, count: Int, median: Double?, ninetieth: Double?,
        waiting: Int, oldest: Day?
    ) {
        self.group = group
        self.step = step
        self.count = count
        self.median = median
        self.ninetieth = ninetieth
        self.waiting = waiting
        self.oldest = oldest
    }
}

/// How often something happened for a reason.
package struct ReasonCount: Equatable, Sendable {
    package var group: String
    /// One of ``ReasonCode``.
    package var reason: String
    package var count: Int

    package init(group: String, reason: String, count: Int) {
        self.group = group
        self.reason = reason
        self.count = count
    }
}

/// How many people a prescriber has at a garage, of those that count there.
package struct SenderCount: Equatable, Sendable {
    package var garage: String
    package var prescriber: String
    package var committed: Int

    package init(garage: String, prescriber: String, committed: Int) {
        self.garage = garage
        self.prescriber = prescriber
        self.committed = committed
    }
}

/// Who was expected, and who came.
package struct NoShowCount: Equatable, Sendable {
    package var group: String
    /// Referrals that a garage said yes to, or whose person came or did not come.
    package var expected: Int
    package var noShows: Int
    /// Of the no-shows, how many got another day.
    package var rebooked: Int
    /// Of the no-shows, how many came on another day.
    package var cameAfter: Int

    package init(group: String, expected: Int, noShows: Int, rebooked: Int, cameAfter: Int) {
        self.group = group
        self.expected = expected
        self.noShows = noShows
        self.rebooked = rebooked
        self.cameAfter = cameAfter
    }
}
