import Foundation
import Mobility
import Testing

/// Answer sheets that another program scored, in exact fractions, from the formula in words.
@Suite struct VectorTests {
    let questionnaire: Questionnaire
    let lines: [[String]]

    init() throws {
        questionnaire = try QuestionnaireFile().questionnaire()
        let file = try #require(
            Bundle.module.url(forResource: "Vectors/answer-sheets", withExtension: "tsv"))
        lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
            .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    }

    private func pairs(_ text: String) -> [(String, String)] {
        text.split(separator: ",").map { entry in
            let parts = entry.split(separator: "=").map(String.init)
            return (parts[0], parts[1])
        }
    }

    private func answers(_ text: String) -> Answers {
        Answers(
            pairs(text).reduce(into: [:]) { scores, entry in scores[entry.0] = Int(entry.1) })
    }

    @Test("index and dimensions are those of the other program, sheet by sheet")
    func scored() throws {
        #expect(lines.count >= 200)
        var wrong: [String] = []
        for line in lines {
            let assessment = try Assessment(answers(line[0]), to: questionnaire)
            let expected = pairs(line[2]).reduce(into: [String: Double]()) { points, entry in
                let parts = entry.1.split(separator: "/").compactMap { Double($0) }
                points[entry.0] = parts[0] / parts[1]
            }
            if assessment.index?.points != Int(line[1]) || assessment.points != expected {
                wrong.append(line[0])
            }
        }
        #expect(wrong == [])
    }

    @Test("the change from one sheet to the next is that of the other program")
    func compared() throws {
        var wrong: [String] = []
        var (measured, noise) = (0, 0)
        for (before, after) in zip(lines, lines.dropFirst()) {
            let progress = try Progress(
                entry: Assessment(answers(before[0]), to: questionnaire),
                exit: Assessment(answers(after[0]), to: questionnaire))
            let told = progress.index.map { "\($0.entry.points)>\($0.exit.points)" } ?? "-"
            if told != after[3] { wrong.append(after[0]) }
            guard let change = progress.index else { continue }
            #expect(change.isMeasurable == (abs(change.points) >= 5))
            if change.isMeasurable { measured += 1 } else { noise += 1 }
        }
        #expect(wrong == [])
        // Both are in the file; else this test says nothing of one of them.
        #expect(measured > 20 && noise > 2)
    }
}
