import Mobility
import Testing

/// Config/questionnaire.json: what is shipped, and the examples it carries.
@Suite struct ShippedQuestionnaireTests {
    let file: QuestionnaireFile
    let questionnaire: Questionnaire

    init() throws {
        file = try QuestionnaireFile()
        questionnaire = try file.questionnaire()
    }

    @Test("it has no fault, and is marked as a proposal")
    func hasNoFault() {
        #expect(questionnaire.faults == [])
        #expect(questionnaire.version == "mobility-index/1")
        #expect(questionnaire.isProposal)
    }

    @Test("26 scored questions in six dimensions, three of context")
    func counts() {
        #expect(questionnaire.questions.count == 26)
        #expect(questionnaire.context.map(\.id) == ["A1", "A2", "A3"])
        #expect(questionnaire.dimensions.map(\.weight) == [20, 15, 10, 25, 15, 15])
        #expect(questionnaire.rules == .shipped())
    }

    @Test("the nine questions on health and ability are sensitive, no other")
    func sensitive() {
        let ids = questionnaire.questions.filter(\.isSensitive).map(\.id)
        #expect(ids == ["P1", "P2", "P3", "P4", "C1", "C2", "C3", "C4", "C5"])
    }

    @Test("the golden examples come out", arguments: 0..<5)
    func golden(number: Int) throws {
        let golden = file.golden
        try #require(golden.count == 5)
        let example = golden[number]
        let assessment = try Assessment(example.answers, to: questionnaire)
        #expect(assessment.index?.points == example.index, "\(example.name)")
        for score in assessment.dimensions {
            let expected = example.dimensions[score.dimension.id]
            #expect((score.points == nil) == (expected == nil), "\(score.dimension.id)")
            let difference = (score.points ?? 0) - (expected ?? 0)
            // Half a hundredth: 15.625 stands in the file as 15.62.
            #expect(difference.magnitude <= 0.005 + 1e-9, "\(example.name): \(score.dimension.id)")
        }
    }

    @Test("all answers alike", arguments: [(0, 0), (1, 25), (2, 50), (3, 75), (4, 100)])
    func allAlike(score: Int, points: Int) throws {
        let assessment = try Assessment(questionnaire.answers(all: score), to: questionnaire)
        #expect(assessment.index?.points == points)
        for dimension in assessment.dimensions { #expect(dimension.points == Double(points)) }
    }

    @Test(
        "every index has its word",
        arguments: [
            (0, "empêchée"), (1, "fragile"), (2, "partielle"), (3, "autonome"), (4, "autonome"),
        ])
    func bands(score: Int, french: String) throws {
        let assessment = try Assessment(questionnaire.answers(all: score), to: questionnaire)
        let index = try #require(assessment.index)
        #expect(questionnaire.band(of: index)?.name.french == french)
    }
}
