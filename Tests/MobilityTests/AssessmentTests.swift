import Testing

@testable import Mobility

/// When a dimension and an index are valid, and how they round.
@Suite struct AssessmentTests {
    @Test(
        "a dimension counts from 60 % of its weight on",
        arguments: [
            (["d0q0"], 60, true), (["d0q1", "d0q2"], 40, false), (["d0q0", "d0q2"], 61, true),
            (["d0q1"], 39, false), ([], 0, false), (["d0q0", "d0q1", "d0q2"], 100, true),
        ])
    func dimensionValidity(ids: [String], weight: Int, isValid: Bool) throws {
        let questionnaire = try Questionnaire.bare(
            dimensionWeights: [1], questionWeights: [[60, 39, 1]],
            rules: .shipped(dimensionsNeeded: 1))
        let answers = Answers(Dictionary(uniqueKeysWithValues: ids.map { ($0, 3) }))
        let score = try #require(Assessment(answers, to: questionnaire).dimensions.first)
        #expect(score.answeredWeight == weight)
        #expect(score.isValid == isValid)
        #expect(score.points == (isValid ? 75 : nil))
    }

    @Test("59 % is not enough")
    func justTooLittle() throws {
        let questionnaire = try Questionnaire.bare(
            dimensionWeights: [1], questionWeights: [[59, 41]],
            rules: .shipped(dimensionsNeeded: 1))
        let assessment = try Assessment(Answers(["d0q0": 4]), to: questionnaire)
        #expect(assessment.dimensions.first?.isValid == false)
    }

    @Test(
        "an index needs 80 % of the weight of all questions", arguments: [(20, true), (21, false)])
    func indexShare(refused: Int, isValid: Bool) throws {
        let questionnaire = try Questionnaire.bare(
            dimensionWeights: [1, 1], questionWeights: [[50], [50 - refused, refused]],
            rules: .shipped(dimensionsNeeded: 1))
        let answers = questionnaire.answers(all: 2).without("d1q1")
        let assessment = try Assessment(answers, to: questionnaire)
        #expect(assessment.index?.points == (isValid ? 50 : nil))
    }

    @Test("the share is of question weight: a dimension's own weight does not enter it")
    func indexShareIsOfQuestions() throws {
        let questionnaire = try Questionnaire.bare(
            dimensionWeights: [1, 100], questionWeights: [[81], [19]],
            rules: .shipped(dimensionsNeeded: 1))
        let answers = questionnaire.answers(all: 1)
        #expect(try Assessment(answers.without("d1"), to: questionnaire).index?.points == 25)
        #expect(try Assessment(answers.without("d0"), to: questionnaire).index == nil)
    }

    @Test("an index needs five dimensions", arguments: [(0, true), (1, true), (2, false)])
    func dimensionsNeeded(refused: Int, isValid: Bool) throws {
        let questionnaire = try Questionnaire.bare(
            dimensionWeights: [1, 1, 1, 1, 1, 1],
            questionWeights: [[5], [5], [50], [50], [50], [50]])
        var answers = questionnaire.answers(all: 4)
        for dimension in 0..<refused { answers = answers.without("d\(dimension)") }
        let assessment = try Assessment(answers, to: questionnaire)
        #expect((assessment.index != nil) == isValid)
        #expect(assessment.dimensions.count == 6)
    }

    @Test("nothing answered: no index, no points, no failure")
    func nothingAnswered() throws {
        let questionnaire = try QuestionnaireFile().questionnaire()
        let assessment = try Assessment(Answers([:]), to: questionnaire)
        #expect(assessment.index == nil)
        #expect(assessment.dimensions.allSatisfy { $0.points == nil && $0.answeredWeight == 0 })
    }

    @Test("the lowest dimension weighs 20 % more; halves go up")
    func mixture() throws {
        // Dimensions at 100 and 0, weights a : 100 - a, so the index is 0.8 · a.
        for (weight, points) in [(5, 4), (1, 1), (50, 40), (8, 6), (95, 76)] {
            let questionnaire = try Questionnaire.bare(
                dimensionWeights: [weight, 100 - weight], questionWeights: [[1], [1]],
                rules: .shipped(dimensionsNeeded: 2))
            let answers = Answers(["d0q0": 4, "d1q0": 0])
            #expect(try Assessment(answers, to: questionnaire).index?.points == points)
        }
    }

    @Test(
        "rounding is to the nearest, halves up",
        arguments: [(0, 1, 0), (1, 2, 1), (49, 100, 0), (3, 2, 2), (5, 2, 3), (199, 2, 100)])
    func rounding(numerator: Int128, denominator: Int128, rounded: Int) {
        #expect(MobilityIndex.roundHalfUp(numerator, over: denominator) == rounded)
    }

    @Test("a half in an index goes up")
    func half() throws {
        // One dimension of weight 50: 25/50 of the 25 points between two scores is 12.5.
        let questionnaire = try Questionnaire.bare(
            dimensionWeights: [1], questionWeights: [[25, 25]],
            rules: .shipped(dimensionsNeeded: 1))
        let assessment = try Assessment(Answers(["d0q0": 1, "d0q1": 0]), to: questionnaire)
        #expect(assessment.dimensions.first?.points == 12.5)
        #expect(assessment.index?.points == 13)
    }

    @Test("the largest questionnaire is computed without overflow", arguments: [0, 2, 4])
    func largest(score: Int) throws {
        let questionnaire = try Questionnaire.bare(
            dimensionWeights: Array(repeating: 100, count: 10),
            questionWeights: Array(repeating: [97, 3], count: 10))
        let assessment = try Assessment(questionnaire.answers(all: score), to: questionnaire)
        #expect(assessment.index?.points == 25 * score)
    }

    @Test("an index cannot be ranked")
    func isNotComparable() {
        #expect(!(MobilityIndex.self as Any is any Comparable.Type))
        #expect(!(DimensionScore.self as Any is any Comparable.Type))
        #expect(!(IndexChange.self as Any is any Comparable.Type))
    }
}
