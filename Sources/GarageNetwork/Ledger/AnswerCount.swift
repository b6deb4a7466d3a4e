/// How a garage answers what is proposed to it, over some days.
package struct AnswerCount: Equatable, Sendable {
    package var garage: Int64
    /// Referrals proposed to it.
    package var proposed: Int
    /// Of these, those it let pass without an answer in time.
    package var unanswered: Int
    /// Of those proposed, those it answered, late answers included.
    package var answered: Int
    /// Of those answered, those it declined.
    package var declined: Int
    /// Refusals for being full or closed within the last ``fullDays``.
    package var declinedFull: Int
    /// From a proposal to its first answer, in plain hours, nights and Sundays included; nil
    /// without an answer.
    package var medianHours: Double?
    /// When it last answered one of these.
    package var lastAnswer: Instant?

    /// How far back refusals for being full are counted.
    package static let fullDays = 30

    package init(
        garage: Int64, proposed: Int, unanswered: Int, answered: Int = 0, declined: Int = 0,
        declinedFull: Int = 0, medianHours: Double? = nil, lastAnswer: Instant? = nil
    ) {
        self.garage = garage
        self.proposed = proposed
        self.unanswered = unanswered
        self.answered = answered
        self.declined = declined
        self.declinedFull = declinedFull
        self.medianHours = medianHours
        self.lastAnswer = lastAnswer
    }

    /// Of the answered ones, those it took.
    package var accepted: Int { answered - declined }

    /// The share of answers among all that was answered or left; nil when nothing was due yet.
    package var answerRate: Double? {
        let due = answered + unanswered
        return due == 0 ? nil : Double(answered) / Double(due)
    }
}
