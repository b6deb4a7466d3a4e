/// One side of a person's mobility, such as the licence or the vehicle.
package struct Dimension: Equatable, Sendable {
    package let id: String
    package let name: Wording
    /// What it weighs in the index, in 1...``Questionnaire/weightMax``; only the ratio between
    /// dimensions counts.
    package let weight: Int

    package init(id: String, name: Wording, weight: Int) {
        self.id = id
        self.name = name
        self.weight = weight
    }
}

/// What one dimension came to in one assessment.
///
/// Not `Comparable` on purpose, as ``MobilityIndex``.
package struct DimensionScore: Equatable, Sendable {
    package let dimension: Dimension
    /// Σ weight × score over the answered questions.
    package let earned: Int
    /// Σ weight of the answered questions.
    package let answeredWeight: Int
    /// Σ weight of all questions of the dimension.
    package let questionWeight: Int
    /// Whether enough of the weight was answered to speak of the dimension at all.
    package let isValid: Bool

    /// The score in 0...100, or nil unless the dimension is valid.
    ///
    /// 100 · Σ(weight × score) / Σ(4 × weight) over the answered questions. The fraction is exact
    /// and divided once, so the result is the nearest `Double`; 0, 50 and 100 are exact.
    package var points: Double? {
        isValid ? Double(DimensionScore.pointsPerScore * earned) / Double(answeredWeight) : nil
    }

    /// A step of one score on every question, in points: 100 over the highest score.
    static let pointsPerScore = 100 / Question.scores.upperBound

    /// Sums one dimension; O(questions).
    init(of dimension: Dimension, in questionnaire: Questionnaire, answers: Answers) {
        var (earned, answered, total) = (0, 0, 0)
        for question in questionnaire.questions where question.dimension == dimension.id {
            total += question.weight
            guard let score = answers[question.id] else { continue }
            answered += question.weight
            earned += question.weight * score
        }
        self.init(
            dimension, earned: earned, answered: answered, total: total,
            rules: questionnaire.rules)
    }

    init(_ dimension: Dimension, earned: Int, answered: Int, total: Int, rules: IndexRules) {
        self.dimension = dimension
        self.earned = earned
        answeredWeight = answered
        questionWeight = total
        isValid = 100 * answered >= rules.dimensionAnsweredPercent * total
    }

    /// Whether the score is below another, compared as exact fractions.
    func isLower(than other: DimensionScore) -> Bool {
        earned * other.answeredWeight < other.earned * answeredWeight
    }
}
