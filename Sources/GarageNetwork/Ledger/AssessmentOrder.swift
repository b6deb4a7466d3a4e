/// A wish to keep an assessment.
package struct AssessmentOrder: Sendable {
    package var person: BeneficiaryID
    package var scope: Scope
    package var sheet: AnswerSheet
    package var figures: AssessmentFigures
    package var hint: ReachHint
    package var key: String
    /// What was asked, for telling a repetition from another request; it holds answers, and is
    /// never kept as it is.
    package var canonicalRequest: String
    /// When, by a clock that was set; nil for the database's own.
    package var at: Instant?

    package init(
        person: BeneficiaryID, scope: Scope, sheet: AnswerSheet, figures: AssessmentFigures,
        hint: ReachHint, key: String, canonicalRequest: String, at: Instant?
    ) {
        self.person = person
        self.scope = scope
        self.sheet = sheet
        self.figures = figures
        self.hint = hint
        self.key = key
        self.canonicalRequest = canonicalRequest
        self.at = at
    }
}

/// What a person answered, those answers apart that touch health or ability.
///
/// It prints as nothing but a number.
package struct AnswerSheet: Equatable, Sendable {
    /// Scores by question.
    package var scores: [String: Int]
    package var sensitive: [String: Int]
    /// What is asked beside and not scored, by the key of ASSESS.
    package var context: [String: String]

    package init(
        scores: [String: Int], sensitive: [String: Int] = [:], context: [String: String] = [:]
    ) {
        self.scores = scores
        self.sensitive = sensitive
        self.context = context
    }
}

extension AnswerSheet: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "‹\(scores.count + sensitive.count) answers›" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// What an assessment says of how far a person goes.
package struct ReachHint: Equatable, Sendable {
    /// The adviser's answer to "how far is far?"; nil leaves what is known.
    package var far: FarAnswer?
    package var low: LowAnswer

    package enum FarAnswer: Equatable, Sendable {
        case km(Double)
        case minutes(Double)
    }

    package enum LowAnswer: Equatable, Sendable {
        /// Nothing was answered of it: what an earlier assessment said holds.
        case unknown
        case no
        /// More than the nearest garage is too much, until that day.
        case until(Day)
    }

    package init(far: FarAnswer? = nil, low: LowAnswer = .unknown) {
        self.far = far
        self.low = low
    }

    /// The mobility of a person after this was said of it.
    ///
    /// `isLatest` says that no later day was assessed: an older one says nothing of now.
    package func applied(to mobility: PersonMobility, isLatest: Bool) -> PersonMobility {
        var changed = mobility
        guard isLatest else { return changed }
        switch far {
        case .km(let km): (changed.farKm, changed.farMinutes) = (km, nil)
        case .minutes(let minutes): (changed.farKm, changed.farMinutes) = (nil, minutes)
        case nil: break
        }
        switch low {
        case .unknown: break
        case .no: changed.lowMobilityUntil = nil
        case .until(let day): changed.lowMobilityUntil = day
        }
        return changed
    }
}

/// What became of a wish to keep an assessment.
package enum AssessmentOutcome: Equatable, Sendable {
    case kept(number: Int64, replayed: Bool)
    /// The key was used for another request.
    case keyReused
    case noSuchPerson
    case halted(Halt)
    /// The version was never loaded into this database.
    case unknownVersion
}
