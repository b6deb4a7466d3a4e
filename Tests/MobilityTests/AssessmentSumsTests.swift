import Mobility
import Testing

/// What is kept of an assessment is the assessment; and why one has no index.
@Suite struct AssessmentSumsTests {
    let questionnaire: Questionnaire
    let golden: [QuestionnaireFile.Golden]

    init() throws {
        let file = try QuestionnaireFile()
        questionnaire = try file.questionnaire()
        golden = file.golden
    }

    @Test("taken up from its sums, an assessment is what it was", arguments: [1, 2, 3])
    func takenUp(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for _ in 0..<500 {
            let answered = questionnaire.questions.filter { _ in
                Int.random(in: 0..<10, using: &random) < 8
            }
            let scores = answered.map { ($0.id, Int.random(in: 0...4, using: &random)) }
            let before = try Assessment(
                Answers(Dictionary(uniqueKeysWithValues: scores)), to: questionnaire)
            let after = try #require(
                Assessment(
                    sums: before.sums, answeredWeight: before.answeredWeight, to: questionnaire))
            #expect(after.index == before.index)
            #expect(after.points == before.points)
            #expect(after.sums == before.sums)
            #expect(before.lacks.isEmpty == (before.index != nil))
        }
    }

    @Test(
        "sums that no answers can give are refused",
        arguments: [
            ["elsewhere": DimensionSum(earned: 1, answered: 10)],
            ["licence": DimensionSum(earned: 41, answered: 10)],
            ["licence": DimensionSum(earned: -1, answered: 10)],
            ["licence": DimensionSum(earned: 0, answered: 11)],
            // 59 % of its weight would not have made it valid.
            ["licence": DimensionSum(earned: 0, answered: 5)],
        ])
    func impossible(sums: [String: DimensionSum]) {
        #expect(Assessment(sums: sums, answeredWeight: 10, to: questionnaire) == nil)
    }

    @Test("the boundaries of possible sums are taken", arguments: [(0, 6), (24, 6), (40, 10)])
    func possible(earned: Int, answered: Int) throws {
        let sums = ["licence": DimensionSum(earned: earned, answered: answered)]
        let assessment = try #require(
            Assessment(sums: sums, answeredWeight: answered, to: questionnaire))
        #expect(assessment.index == nil)
        #expect(assessment.points == ["licence": 25 * Double(earned) / Double(answered)])
    }

    @Test("what an index lacks is named: two dimensions, and the share of all")
    func lacks() throws {
        let withoutTwo = try Assessment(golden[4].answers, to: questionnaire)
        let lacking = withoutTwo.lacks
        #expect(lacking.count == 3)
        #expect(
            lacking.prefix(2)
                == [
                    .dimension(questionnaire.dimensions[2], answeredPercent: 0),
                    .dimension(questionnaire.dimensions[5], answeredPercent: 0),
                ])
        guard case .answers(let percent)? = lacking.last else {
            Issue.record("the share of all is not named")
            return
        }
        #expect((1..<80).contains(percent))
        #expect(try Assessment(golden[0].answers, to: questionnaire).lacks == [])
        #expect(try Assessment(Answers([:]), to: questionnaire).lacks.count == 7)
    }
}
