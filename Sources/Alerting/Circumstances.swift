/// What lies around a garage and explains its month: whom it could see at all.
///
/// Computed from the demand of the last months; absent while nothing is known.
package struct Circumstances: Equatable, Sendable {
    /// People a month who could reach it, wherever they were sent.
    package var reachedByPerMonth: Double
    /// People a month, each shared evenly among the garages they can reach.
    package var fairSharePerMonth: Double
    /// How many other garages those people can reach, on average.
    package var rivals: Double
    /// Prescribers with a known place within ``prescriberKm``.
    package var prescribersNear: Int
    /// Referrals proposed in the last three months, and those it let pass without an answer.
    package var proposed: Int
    package var unanswered: Int
    /// Refusals for being full or closed in the last ``AnswerCount/fullDays``.
    package var declinedFull: Int

    /// The reach within which a prescriber is near: the default one of a person.
    package static let prescriberKm = 30.0

    package init(
        reachedByPerMonth: Double, fairSharePerMonth: Double, rivals: Double,
        prescribersNear: Int, proposed: Int, unanswered: Int, declinedFull: Int = 0
    ) {
        self.reachedByPerMonth = reachedByPerMonth
        self.fairSharePerMonth = fairSharePerMonth
        self.rivals = rivals
        self.prescribersNear = prescribersNear
        self.proposed = proposed
        self.unanswered = unanswered
        self.declinedFull = declinedFull
    }
}
