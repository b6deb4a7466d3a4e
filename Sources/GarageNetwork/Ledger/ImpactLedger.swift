/// What became of people, and the counts of both partners.
package protocol ImpactLedger: Sendable {
    /// Keeps a statement about somebody's work; a later one of the same months stands in its place.
    func tell(_ order: OutcomeOrder) async throws(LedgerError) -> OutcomeAnswer
    /// What was told of somebody's work; nil for whom the scope does not see, and for a pseudonym
    /// that is forgotten or merged.
    func work(
        of id: BeneficiaryID, visibleTo scope: Scope
    ) async throws(LedgerError) -> WorkRecord?
    /// What the indicators of a cohort are computed of, by group.
    func figures(_ question: ImpactQuestion) async throws(LedgerError) -> ImpactFigures
}

/// How long after the end of what the network did somebody's work is looked at, in months.
package enum OutcomeMonths: Int, CaseIterable, Sendable {
    case atOnce = 0
    case three = 3
    case six = 6
}

/// What somebody's work was then.
package enum WorkResult: String, CaseIterable, Sendable {
    case jobKept = "job-kept"
    case jobFound = "job-found"
    case training
    case none
}

/// Whom a statement comes from.
package enum OutcomeSource: String, CaseIterable, Sendable {
    case association, company, prescriber
    case employmentService = "employment-service"
    case person, other
}

/// A wish to keep what became of somebody.
package struct OutcomeOrder: Equatable, Sendable {
    package var person: BeneficiaryID
    package var scope: Scope
    package var months: OutcomeMonths
    package var result: WorkResult
    package var source: OutcomeSource
    /// The day on which it was so; nil for today.
    package var on: Day?
    package var key: String
    /// When, by a clock that was set; nil for the database's own.
    package var at: Instant?

    package init(
        person: BeneficiaryID, scope: Scope, months: OutcomeMonths, result: WorkResult,
        source: OutcomeSource, on: Day? = nil, key: String, at: Instant? = nil
    ) {
        self.person = person
        self.scope = scope
        self.months = months
        self.result = result
        self.source = source
        self.on = on
        self.key = key
        self.at = at
    }
}

/// How such a wish ended.
package enum OutcomeAnswer: Equatable, Sendable {
    case told(replayed: Bool)
    case keyReused
    /// Nobody, somebody else's, forgotten or merged.
    case noSuchPerson
    case halted(Halt)
}

/// What was told of somebody's work.
package struct WorkRecord: Equatable, Sendable {
    package var halt: Halt?
    /// First to last.
    package var statements: [WorkStatement]

    package init(halt: Halt? = nil, statements: [WorkStatement] = []) {
        self.halt = halt
        self.statements = statements
    }
}

/// One statement about somebody's work.
package struct WorkStatement: Equatable, Sendable {
    package var months: OutcomeMonths
    package var result: WorkResult
    package var source: OutcomeSource
    package var on: Day
    package var recordedAt: Instant
    package var by: Role
    /// Whether no later one of the same months stands in its place.
    package var stands: Bool

    package init(
        months: OutcomeMonths, result: WorkResult, source: OutcomeSource, on: Day,
        recordedAt: Instant, by: Role, stands: Bool
    ) {
        self.months = months
        self.result = result
        self.source = source
        self.on = on
        self.recordedAt = recordedAt
        self.by = by
        self.stands = stands
    }
}
