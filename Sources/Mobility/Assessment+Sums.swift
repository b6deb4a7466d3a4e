/// What is kept of a dimension: enough to compare it exactly, later, without the answers.
package struct DimensionSum: Equatable, Sendable {
    /// Σ weight × score over the answered questions.
    package let earned: Int
    /// Σ weight of the answered questions.
    package let answered: Int

    package init(earned: Int, answered: Int) {
        self.earned = earned
        self.answered = answered
    }
}

extension Assessment {
    /// The sums of the valid dimensions, by id.
    package var sums: [String: DimensionSum] {
        Dictionary(
            uniqueKeysWithValues: dimensions.filter(\.isValid).map {
                ($0.dimension.id, DimensionSum(earned: $0.earned, answered: $0.answeredWeight))
            })
    }

    /// The points of the valid dimensions, by id, in 0...100.
    package var points: [String: Double] {
        dimensions.reduce(into: [:]) { $0[$1.dimension.id] = $1.points }
    }

    /// Takes up what was kept of an assessment: dimensions, index and all that follows from them
    /// are what they were.
    ///
    /// Of a dimension without sums it knows only that it is not valid.
    /// Nil when no answers to this questionnaire can have given such sums.
    package init?(
        sums: [String: DimensionSum], answeredWeight: Int, to questionnaire: Questionnaire
    ) {
        let scores = questionnaire.dimensions.map {
            DimensionScore(of: $0, in: questionnaire, sum: sums[$0.id])
        }
        let known = scores.filter { sums[$0.dimension.id] != nil }
        guard known.count == sums.count, known.allSatisfy(\.isPossible),
            (0...questionnaire.questionWeight).contains(answeredWeight)
        else { return nil }
        self.init(scores, answeredWeight: answeredWeight, to: questionnaire)
    }
}

extension DimensionScore {
    /// A dimension as it was kept; nil for one that was not valid.
    fileprivate init(
        of dimension: Dimension, in questionnaire: Questionnaire, sum: DimensionSum?
    ) {
        let total = questionnaire.questions.filter { $0.dimension == dimension.id }
            .reduce(0) { $0 + $1.weight }
        self.init(
            dimension, earned: sum?.earned ?? 0, answered: sum?.answered ?? 0, total: total,
            rules: questionnaire.rules)
    }

    fileprivate var isPossible: Bool {
        isValid && answeredWeight <= questionWeight
            && (0...Question.scores.upperBound * answeredWeight).contains(earned)
    }
}
