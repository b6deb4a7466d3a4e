/// A question that an adviser asks, scored from 0 (blocked) to 4 (no barrier).
///
/// Every question may be refused: a refusal is no answer, never a 0.
package struct Question: Equatable, Sendable {
    /// Short and stable, such as `E1`: answers are kept under it.
    package let id: String
    /// The ``Dimension/id`` it counts in.
    package let dimension: String
    /// What it weighs within its dimension, in 1...``Questionnaire/weightMax``.
    package let weight: Int
    package let wording: Wording
    /// One option for each of ``scores``.
    package let options: [AnswerOption]
    /// Where the question comes from, for whoever reviews the questionnaire.
    package let basis: String
    /// Whether an answer tells of health or ability: kept apart, erased first, never shown to a
    /// garage.
    package let isSensitive: Bool

    package init(
        id: String, dimension: String, weight: Int, wording: Wording, options: [AnswerOption],
        basis: String = "", isSensitive: Bool
    ) {
        self.id = id
        self.dimension = dimension
        self.weight = weight
        self.wording = wording
        self.options = options
        self.basis = basis
        self.isSensitive = isSensitive
    }

    /// What an answer can score; the middle one is worth exactly half.
    package static let scores = 0...4
}

/// One of the five answers that a question offers.
package struct AnswerOption: Equatable, Sendable {
    /// One of ``Question/scores``.
    package let score: Int
    /// Read out to the person.
    package let label: Wording

    package init(score: Int, label: Wording) {
        self.score = score
        self.label = label
    }
}

/// A question whose answer is read by the adviser and never scored.
package struct ContextQuestion: Equatable, Sendable {
    package let id: String
    package let wording: Wording

    package init(id: String, wording: Wording) {
        self.id = id
        self.wording = wording
    }
}

/// A text in both languages of the network.
package struct Wording: Equatable, Sendable {
    package let french: String
    package let english: String

    package init(french: String, english: String) {
        self.french = french
        self.english = english
    }
}
