import Mobility

extension IndexRules {
    /// The shipped figures, but for what a test wants otherwise.
    static func shipped(dimensionsNeeded: Int = 5, lowestPercent: Int = 20) -> IndexRules {
        IndexRules(
            dimensionAnsweredPercent: 60, indexAnsweredPercent: 80,
            dimensionsNeeded: dimensionsNeeded, lowestPercent: lowestPercent, measurablePoints: 5,
            shelfLifeDays: 183)
    }
}

extension Questionnaire {
    /// A questionnaire of bare weights: dimension `d0` has the questions `d0q0`, `d0q1`...
    static func bare(
        version: String = "bare/1", dimensionWeights: [Int], questionWeights: [[Int]],
        rules: IndexRules = .shipped()
    ) throws(InvalidQuestionnaire) -> Questionnaire {
        let wording = Wording(french: "quoi ?", english: "what?")
        let options = Question.scores.map {
            AnswerOption(
                score: $0, label: Wording(french: "réponse \($0)", english: "answer \($0)"))
        }
        return try Questionnaire(
            version: version, isProposal: true, rules: rules,
            bands: [Band(first: 0, last: 100, name: wording)],
            dimensions: dimensionWeights.enumerated().map {
                Dimension(id: "d\($0)", name: wording, weight: $1)
            },
            questions: questionWeights.enumerated().flatMap { dimension, weights in
                weights.enumerated().map {
                    Question(
                        id: "d\(dimension)q\($0)", dimension: "d\(dimension)", weight: $1,
                        wording: wording, options: options, isSensitive: false)
                }
            })
    }

    /// One score for every question.
    func answers(all score: Int) -> Answers {
        Answers(Dictionary(uniqueKeysWithValues: questions.map { ($0.id, score) }))
    }
}

extension Answers {
    func with(_ changes: [String: Int]) -> Answers {
        Answers(scores.merging(changes) { $1 })
    }

    /// Refuses the questions whose id begins so.
    func without(_ prefixes: String...) -> Answers {
        Answers(scores.filter { id, _ in !prefixes.contains { id.hasPrefix($0) } })
    }
}
