/// One questionnaire answered by one person on one day: the score of each dimension, the index.
///
/// It keeps sums, not answers, and knows neither the person nor the day.
package struct Assessment: Equatable, Sendable {
    /// What was asked; its version must be kept with the answers.
    package let questionnaire: Questionnaire
    /// One for each dimension of the questionnaire, in its order, valid or not.
    package let dimensions: [DimensionScore]
    /// nil when too little was answered (``IndexRules``): show the dimensions that are valid.
    package let index: MobilityIndex?

    /// Scores answers; O(dimensions × questions).
    ///
    /// The share of all weight is that of the questions, whatever their dimensions weigh.
    ///
    /// - Throws: every answer that the questionnaire cannot take.
    package init(
        _ answers: Answers, to questionnaire: Questionnaire
    ) throws(InvalidAnswers) {
        let faults = answers.faults(for: questionnaire)
        guard faults.isEmpty else { throw InvalidAnswers(faults: faults) }
        self.questionnaire = questionnaire
        dimensions = questionnaire.dimensions.map {
            DimensionScore(of: $0, in: questionnaire, answers: answers)
        }
        let rules = questionnaire.rules
        let valid = dimensions.filter(\.isValid)
        let answered = dimensions.reduce(0) { $0 + $1.answeredWeight }
        let isEnough =
            valid.count >= rules.dimensionsNeeded
            && 100 * answered >= rules.indexAnsweredPercent * questionnaire.questionWeight
        index = isEnough ? MobilityIndex(of: valid, rules: rules) : nil
    }
}
