import Mobility
import Testing

/// What holds for every set of answers: 20,000 random ones from four seeds.
@Suite struct IndexPropertyTests {
    /// How many sets a seed makes.
    static let setCount = 5_000

    @Test(
        "the index stays in 0...100 and never falls when an answer rises", arguments: [1, 2, 3, 4])
    func neverFalls(seed: UInt64) throws {
        let questionnaire = try QuestionnaireFile().questionnaire()
        var random = SplitMix64(seed: seed)
        var (indexCount, riseCount) = (0, 0)
        for _ in 0..<Self.setCount {
            let answers = randomAnswers(to: questionnaire, using: &random)
            let risen = raised(answers, using: &random)
            let before = try Assessment(answers, to: questionnaire)
            let after = try Assessment(risen, to: questionnaire)
            for (low, high) in zip(before.dimensions, after.dimensions) {
                try #require(low.isValid == high.isValid)
                try #require((0...100).contains(low.points ?? 0))
                try #require(low.points ?? 0 <= high.points ?? 0)
            }
            try #require((before.index == nil) == (after.index == nil))
            guard let low = before.index, let high = after.index else { continue }
            try #require((0...100).contains(low.points) && (0...100).contains(high.points))
            try #require(low.points <= high.points)
            indexCount += 1
            riseCount += low.points < high.points ? 1 : 0
        }
        // The property must have been put to the test: many indexes, and many that moved.
        #expect(indexCount > Self.setCount / 3 && indexCount < Self.setCount)
        #expect(riseCount > Self.setCount / 6)
    }

    @Test("it is the formula, computed the plain way in floating point", arguments: [5])
    func isTheFormula(seed: UInt64) throws {
        let questionnaire = try QuestionnaireFile().questionnaire()
        var random = SplitMix64(seed: seed)
        for _ in 0..<Self.setCount {
            let answers = randomAnswers(to: questionnaire, using: &random)
            let assessment = try Assessment(answers, to: questionnaire)
            let plain = plainIndex(answers, questionnaire)
            try #require((assessment.index == nil) == (plain == nil))
            guard let index = assessment.index, let plain else { continue }
            // Half a point of rounding, and the last digits of floating point.
            try #require((Double(index.points) - plain).magnitude <= 0.5 + 1e-9)
        }
    }

    /// The index before rounding, from the text of the formula; nil when it is not valid.
    private func plainIndex(_ answers: Answers, _ questionnaire: Questionnaire) -> Double? {
        var scores: [(weight: Double, points: Double)] = []
        var (allAnswered, all) = (0.0, 0.0)
        for dimension in questionnaire.dimensions {
            let questions = questionnaire.questions.filter { $0.dimension == dimension.id }
            let asked = questions.map { Double($0.weight) }.reduce(0, +)
            let given = questions.filter { answers[$0.id] != nil }
            let answered = given.map { Double($0.weight) }.reduce(0, +)
            let earned = given.map { Double($0.weight * (answers[$0.id] ?? 0)) }.reduce(0, +)
            allAnswered += answered
            all += asked
            guard answered / asked >= 0.6 - 1e-12 else { continue }
            scores.append((Double(dimension.weight), 100 * earned / (4 * answered)))
        }
        guard scores.count >= 5, allAnswered / all >= 0.8 - 1e-12 else { return nil }
        let weight = scores.map(\.weight).reduce(0, +)
        let mean = scores.map { $0.weight * $0.points }.reduce(0, +) / weight
        return 0.8 * mean + 0.2 * (scores.map(\.points).min() ?? 0)
    }

    /// Scores around a level of the person's own, so that low and high indexes occur; one answer in
    /// ten is refused.
    private func randomAnswers(
        to questionnaire: Questionnaire, using random: inout SplitMix64
    ) -> Answers {
        let level = Int.random(in: -2...6, using: &random)
        var scores: [String: Int] = [:]
        for question in questionnaire.questions where Int.random(in: 0..<10, using: &random) > 0 {
            let score = level + Int.random(in: -2...2, using: &random)
            scores[question.id] = min(max(score, 0), 4)
        }
        return Answers(scores)
    }

    /// One answer higher by at least 1; the same answers if all are at the top.
    private func raised(_ answers: Answers, using random: inout SplitMix64) -> Answers {
        let lower = answers.scores.filter { $0.value < 4 }.sorted { $0.key < $1.key }
        guard let (id, score) = lower.randomElement(using: &random) else { return answers }
        return answers.with([id: Int.random(in: (score + 1)...4, using: &random)])
    }
}
