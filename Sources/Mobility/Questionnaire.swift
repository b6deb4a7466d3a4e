/// One version of the questionnaire: what is asked, what it weighs, how the index is computed.
///
/// A value that exists has no fault: its initializer refuses any other, so nothing that is computed
/// from it can fail or overflow.
package struct Questionnaire: Equatable, Sendable {
    /// The name under which assessments are kept, such as `mobility-index/1`.
    ///
    /// Any change of a question, a weight or a rule needs a new one.
    package let version: String
    /// Whether it is still its authors' own proposal, not validated on real people.
    package let isProposal: Bool
    package let rules: IndexRules
    /// Words for parts of 0...100, lowest first.
    package let bands: [Band]
    package let dimensions: [Dimension]
    /// In the order in which they are asked.
    package let questions: [Question]
    /// Asked beside the scored ones, never counted.
    package let context: [ContextQuestion]

    /// - Throws: every fault at once, in the order of the parameters.
    package init(
        version: String, isProposal: Bool, rules: IndexRules, bands: [Band],
        dimensions: [Dimension], questions: [Question], context: [ContextQuestion] = []
    ) throws(InvalidQuestionnaire) {
        self.version = version
        self.isProposal = isProposal
        self.rules = rules
        self.bands = bands
        self.dimensions = dimensions
        self.questions = questions
        self.context = context
        let faults = self.faults
        guard faults.isEmpty else { throw InvalidQuestionnaire(faults: faults) }
    }

    /// The most a question weighs in its dimension, and a dimension in the index: weights are
    /// opinions, and nobody holds an opinion to more than two digits.
    package static let weightMax = 100
    /// The most that the questions of one dimension weigh together.
    ///
    /// With ``dimensionsMax`` it keeps the index's common denominator under 100^10, so that 128-bit
    /// integers hold it exactly.
    package static let dimensionQuestionWeightMax = 100
    /// The most dimensions: more cannot be shown side by side, nor remembered.
    package static let dimensionsMax = 10
    /// The most characters of an identifier: it is a key on the wire and in the database.
    package static let idCharactersMax = 32

    /// What all questions weigh together.
    var questionWeight: Int { questions.reduce(0) { $0 + $1.weight } }

    /// The word for an index; there is one for every index.
    package func band(of index: MobilityIndex) -> Band? {
        band(at: Double(index.points))
    }

    /// The word for the points of a dimension, in 0...100: that of the whole points in them.
    package func band(at points: Double) -> Band? {
        bands.last { Double($0.first) <= points }
    }
}

/// A word for the indexes between two points, both included.
package struct Band: Equatable, Sendable {
    package let first: Int
    package let last: Int
    package let name: Wording

    package init(first: Int, last: Int, name: Wording) {
        self.first = first
        self.last = last
        self.name = name
    }
}
