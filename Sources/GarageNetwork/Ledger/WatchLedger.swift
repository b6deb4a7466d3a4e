/// Where alerts and calibrations are kept, so that all daemons of a network tell the same story.
package protocol WatchLedger: Sendable {
    /// The alerts that are open.
    func openAlerts() async throws(LedgerError) -> [OpenAlert]
    /// Raises, changes and clears alerts, in one transaction, and gives those that are open then.
    ///
    /// What another daemon did meanwhile stays: an alert is raised once, and a level that is set
    /// already keeps the instant it was set at.
    func apply(_ changes: AlertChanges) async throws(LedgerError) -> [OpenAlert]
    /// The calibration of a month; empty when nobody computed it.
    func calibration(of month: Month) async throws(LedgerError) -> [CalibrationRow]
    /// Keeps the calibration of a month unless another daemon was faster; gives the one that is
    /// kept.
    func keep(_ rows: [CalibrationRow]) async throws(LedgerError) -> [CalibrationRow]
}

/// An alert that was raised and not cleared yet.
package struct OpenAlert: Equatable, Sendable {
    package var rule: String
    /// The garage's number.
    package var garage: Int64
    package var level: String
    package var raisedAt: Instant
    /// When it came to its level.
    package var levelSince: Instant

    package init(
        rule: String, garage: Int64, level: String, raisedAt: Instant, levelSince: Instant
    ) {
        self.rule = rule
        self.garage = garage
        self.level = level
        self.raisedAt = raisedAt
        self.levelSince = levelSince
    }
}

/// How alerts shall be from now on.
package struct AlertChanges: Equatable, Sendable {
    /// Those that shall be open, at these levels, and are not yet.
    package var raised: [Entry]
    /// Those that shall be open no longer.
    package var cleared: [Entry]
    /// When, by a clock that was set; nil for the database's own.
    package var at: Instant?

    /// One alert at one level.
    package struct Entry: Equatable, Sendable {
        package var rule: String
        package var garage: Int64
        package var level: String

        package init(rule: String, garage: Int64, level: String) {
            self.rule = rule
            self.garage = garage
            self.level = level
        }
    }

    package init(raised: [Entry] = [], cleared: [Entry] = [], at: Instant? = nil) {
        self.raised = raised
        self.cleared = cleared
        self.at = at
    }

    package var isEmpty: Bool { raised.isEmpty && cleared.isEmpty }
}

/// The two numbers by which the odds of one side of the band are recalibrated in a month, and what
/// they rest on.
package struct CalibrationRow: Equatable, Sendable {
    package var month: Month
    /// `below` or `above`.
    package var side: String
    package var intercept: Double
    package var slope: Double
    package var samples: Int
    /// The mean squared error of the odds before and after.
    package var brierBefore: Double
    package var brierAfter: Double

    package init(
        month: Month, side: String, intercept: Double, slope: Double, samples: Int,
        brierBefore: Double, brierAfter: Double
    ) {
        self.month = month
        self.side = side
        self.intercept = intercept
        self.slope = slope
        self.samples = samples
        self.brierBefore = brierBefore
        self.brierAfter = brierAfter
    }
}
