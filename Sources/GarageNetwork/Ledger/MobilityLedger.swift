/// Where questionnaires, answers and what came of them are kept.
package protocol MobilityLedger: Sendable {
    /// Every version that was ever loaded, by any daemon.
    func questionnaires() async throws(LedgerError) -> [KeptQuestionnaire]
    /// Keeps versions that are new; a known one stays as it was, whatever is given.
    func keep(_ questionnaires: [KeptQuestionnaire]) async throws(LedgerError)
    /// Keeps answers, what came of them, and what they say of the person's reach: all or nothing.
    func assess(_ order: AssessmentOrder) async throws(LedgerError) -> AssessmentOutcome
    /// What one person's answers came to, in the order they were told.
    ///
    /// - Returns: nil for somebody whom the scope does not see.
    func assessments(
        of person: BeneficiaryID, visibleTo scope: Scope
    ) async throws(LedgerError) -> [KeptAssessment]?
}

/// A version of a questionnaire as it is kept: its name, and all of it as JSON.
package struct KeptQuestionnaire: Equatable, Sendable {
    package var version: String
    /// One text for one content: keys in order, no space that means nothing.
    package var json: String

    package init(version: String, json: String) {
        self.version = version
        self.json = json
    }
}

/// When a questionnaire is asked.
package enum AssessmentKind: String, CaseIterable, Sendable {
    case entry, exit, other
}

/// What answers came to; it holds none of them.
package struct AssessmentFigures: Equatable, Sendable {
    package var kind: AssessmentKind
    /// Of the questionnaire.
    package var version: String
    package var on: Day
    /// The last day on which it may be relied on.
    package var validUntil: Day
    /// 0...100; nil when too little was answered.
    package var index: Int?
    /// The valid ones, by id.
    package var dimensions: [String: Dimension]
    /// Σ weight of the answered questions.
    package var answeredWeight: Int

    /// What a dimension came to, exactly.
    package struct Dimension: Equatable, Sendable {
        /// Σ weight × score.
        package var earned: Int
        /// Σ weight of its answered questions.
        package var answered: Int
        /// 0...100.
        package var points: Double

        package init(earned: Int, answered: Int, points: Double) {
            self.earned = earned
            self.answered = answered
            self.points = points
        }
    }

    package init(
        kind: AssessmentKind, version: String, on: Day, validUntil: Day, index: Int?,
        dimensions: [String: Dimension], answeredWeight: Int
    ) {
        self.kind = kind
        self.version = version
        self.on = on
        self.validUntil = validUntil
        self.index = index
        self.dimensions = dimensions
        self.answeredWeight = answeredWeight
    }
}

/// An assessment as it is kept.
package struct KeptAssessment: Equatable, Sendable {
    package var number: Int64
    package var figures: AssessmentFigures
    /// Whether a later one of the same kind and day stands in its place.
    package var isSuperseded: Bool

    package init(number: Int64, figures: AssessmentFigures, isSuperseded: Bool) {
        self.number = number
        self.figures = figures
        self.isSuperseded = isSuperseded
    }
}
