import Mobility
import Testing

/// What a questionnaire takes for answers, and what answers tell when printed.
@Suite struct AnswersTests {
    let questionnaire: Questionnaire

    init() throws {
        questionnaire = try QuestionnaireFile().questionnaire()
    }

    @Test("scores are 0 to 4", arguments: [(-1, false), (0, true), (4, true), (5, false)])
    func scores(score: Int, isTaken: Bool) {
        let faults = Answers(["E1": score]).faults(for: questionnaire)
        #expect(faults == (isTaken ? [] : [.scoreOutOfRange(question: "E1")]))
    }

    @Test("every fault is named in the order of the ids, no score with it")
    func everyFault() {
        let answers = Answers(["Z9": 1, "E1": 77, "A1": 3, "M2": -77, "M1": 4])
        let error = #expect(throws: InvalidAnswers.self) {
            try Assessment(answers, to: questionnaire)
        }
        #expect(
            error?.faults == [
                .unknownQuestion("A1"), .scoreOutOfRange(question: "E1"),
                .scoreOutOfRange(question: "M2"), .unknownQuestion("Z9"),
            ])
        #expect(error?.description.contains("77") == false)
        #expect(
            error?.description.hasPrefix(
                "A1: must be a scored question of this version\nE1: must be 0 to 4, or left out")
                == true)
    }

    @Test("a key that is no id is not repeated")
    func strangeKey() {
        let faults = Answers(["Madame Durand": 1]).faults(for: questionnaire)
        #expect(faults == [.unknownQuestion("‹no id›")])
    }

    @Test("answers print as their number")
    func areNotPrinted() {
        let answers = Answers(["E1": 3, "P1": 2])
        #expect("\(answers)" == "‹2 answers›")
        #expect(String(reflecting: answers) == "‹2 answers›")
        var dumped = ""
        dump(answers, to: &dumped)
        #expect(!dumped.contains("P1"))
    }
}
