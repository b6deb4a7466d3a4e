/// What a person answered: a score for each question that was not refused.
///
/// Answers tell of health and money, so they print as nothing but their number.
package struct Answers: Equatable, Sendable {
    /// Scores under the ids of the questions.
    package let scores: [String: Int]

    package init(_ scores: [String: Int]) {
        self.scores = scores
    }

    /// The score given to a question; nil when it was refused or not asked.
    package subscript(questionID: String) -> Int? { scores[questionID] }

    /// Everything that a questionnaire cannot take, by question id.
    package func faults(for questionnaire: Questionnaire) -> [AnswerFault] {
        let known = Set(questionnaire.questions.map(\.id))
        return scores.sorted { $0.key < $1.key }.compactMap { id, score in
            if !known.contains(id) {
                // A key that cannot be an id may be anything, a person's name as well.
                return .unknownQuestion(Questionnaire.isID(id) ? id : "‹no id›")
            }
            return Question.scores.contains(score) ? nil : .scoreOutOfRange(question: id)
        }
    }
}

extension Answers: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "‹\(scores.count) answers›" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// One answer that a questionnaire cannot take; it never tells the answer.
package enum AnswerFault: Equatable, Sendable, CustomStringConvertible {
    /// Ask only the scored questions of the version in use; context questions have no score.
    case unknownQuestion(String)
    case scoreOutOfRange(question: String)

    package var description: String {
        switch self {
        case .unknownQuestion(let id): "\(id): must be a scored question of this version"
        case .scoreOutOfRange(let id): "\(id): must be 0 to 4, or left out when refused"
        }
    }
}

/// Answers that were refused, with everything that is wrong with them.
package struct InvalidAnswers: Error, Equatable, CustomStringConvertible {
    /// At least one.
    package let faults: [AnswerFault]

    package var description: String { faults.map(\.description).joined(separator: "\n") }
}
