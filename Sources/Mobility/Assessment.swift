/// One questionnaire answered by one person on one day: the score of each dimension, the index.
///
/// It keeps sums, not answers, and knows neither the person nor the day.
package struct Assessment: Equatable, Sendable {
    /// What was asked; its version must be kept with the answers.
    package let questionnaire: Questionnaire
    /// One for each dimension of the questionnaire, in its order, valid or not.
    package let dimensions: [DimensionScore]
    /// Σ weight of the answered questions, of every dimension.
    package let answeredWeight: Int
    /// nil when too little was answered (``IndexRules``): show the dimensions that are valid.
    package let index: MobilityIndex?

    /// Scores answers; O(dimensions × questions).
    ///
    /// - Throws: every answer that the questionnaire cannot take.
    package init(
        _ answers: Answers, to questionnaire: Questionnaire
    ) throws(InvalidAnswers) {
        let faults = answers.faults(for: questionnaire)
        guard faults.isEmpty else { throw InvalidAnswers(faults: faults) }
        let dimensions = questionnaire.dimensions.map {
            DimensionScore(of: $0, in: questionnaire, answers: answers)
        }
        self.init(
            dimensions, answeredWeight: dimensions.reduce(0) { $0 + $1.answeredWeight },
            to: questionnaire)
    }

    /// The share of all weight is that of the questions, whatever their dimensions weigh.
    init(_ dimensions: [DimensionScore], answeredWeight: Int, to questionnaire: Questionnaire) {
        self.questionnaire = questionnaire
        self.dimensions = dimensions
        self.answeredWeight = answeredWeight
        let rules = questionnaire.rules
        let valid = dimensions.filter(\.isValid)
        let isEnough =
            valid.count >= rules.dimensionsNeeded
            && 100 * answeredWeight >= rules.indexAnsweredPercent * questionnaire.questionWeight
        index = isEnough ? MobilityIndex(of: valid, rules: rules) : nil
    }

    /// Why there is no index, in the order of the questionnaire; empty when there is one.
    package var lacks: [IndexLack] {
        guard index == nil else { return [] }
        let rules = questionnaire.rules
        var lacks: [IndexLack] = []
        if dimensions.count(where: \.isValid) < rules.dimensionsNeeded {
            lacks = dimensions.filter { !$0.isValid }.map {
                .dimension(
                    $0.dimension, answeredPercent: 100 * $0.answeredWeight / $0.questionWeight)
            }
        }
        let percent = 100 * answeredWeight / questionnaire.questionWeight
        if percent < rules.indexAnsweredPercent { lacks.append(.answers(percent: percent)) }
        return lacks
    }
}

/// What is missing for an index.
package enum IndexLack: Equatable, Sendable {
    /// A dimension that too little was answered of, and how much was, in whole percent.
    case dimension(Dimension, answeredPercent: Int)
    /// How much was answered of all, in whole percent.
    case answers(percent: Int)
}
