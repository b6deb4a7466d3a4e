package import Mobility

/// A questionnaire as it is written in a file: JSON with its questions, weights and rules, and
/// examples of answers with what they come to.
package struct QuestionnaireFile: Sendable {
    package let questionnaire: Questionnaire

    /// Reads and checks a whole file.
    ///
    /// - Throws: every fault at once, each with its line where it has one.
    package init(_ text: String) throws(InvalidQuestionnaire) {
        let root: JSONNode
        do throws(JSONFault) {
            root = try JSONText.read(text)
        } catch {
            let place = "line \(error.line)"
            throw InvalidQuestionnaire(
                faults: [QuestionnaireFault(place: place, rule: error.reason)])
        }
        var reading = FileReading()
        let draft = QuestionnaireDraft(root, &reading)
        let examples = GoldenExample.all(in: draft.members["golden"], &reading)
        let found: Questionnaire?
        var faults = reading.faults
        do throws(InvalidQuestionnaire) {
            found = try draft.questionnaire()
        } catch {
            found = nil
            // Where a whole list is missing, that is what must be said, not all that follows.
            if draft.hasLists { faults += error.faults.map { $0.placed(reading.lines) } }
        }
        if let found, faults.isEmpty { faults = examples.compactMap { $0.fault(in: found) } }
        guard let found, faults.isEmpty else { throw InvalidQuestionnaire(faults: faults) }
        questionnaire = found
    }
}

extension QuestionnaireFault {
    /// This fault with the line that its place begins on, where that is known.
    fileprivate func placed(_ lines: [String: Int]) -> QuestionnaireFault {
        let part = String(place.prefix { $0 != ":" })
        guard let line = lines[part] else { return self }
        return QuestionnaireFault(place: "line \(line): \(place)", rule: rule)
    }
}

/// The parts of a questionnaire as they stand in a file, not yet checked against each other.
struct QuestionnaireDraft {
    let members: [String: JSONNode]
    private let version: String
    private let isProposal: Bool
    private let rules: IndexRules
    private let bands: [Band]
    private let dimensions: [Dimension]
    private let questions: [Question]
    private let context: [ContextQuestion]

    /// Whether bands, dimensions and questions are there at all.
    var hasLists: Bool { !bands.isEmpty && !dimensions.isEmpty && !questions.isEmpty }

    private static let keys: Set<String> = [
        "version", "status", "notice", "formula", "rules", "bands", "dimensions", "questions",
        "context", "golden",
    ]

    init(_ root: JSONNode, _ reading: inout FileReading) {
        let members = reading.object(root, "", knows: Self.keys)
        self.members = members
        let line = root.line
        reading.begins("version", at: members["version"]?.line ?? line)
        version = reading.text(members, "version", "", line: line, else: "unnamed")
        let status = reading.text(members, "status", "", line: line, else: "proposal")
        if status != "proposal", status != "validated" {
            reading.add(
                members["status"]?.line ?? line, "status", "must be proposal or validated")
        }
        isProposal = status != "validated"
        rules = reading.rules(members, line: line)
        bands = reading.bands(members, line: line)
        dimensions = reading.dimensions(members, line: line)
        questions = reading.questions(
            members, line: line, standIn: dimensions.first?.id ?? "dimension")
        context = members["context"] == nil ? [] : reading.context(members, line: line)
    }

    func questionnaire() throws(InvalidQuestionnaire) -> Questionnaire {
        try Questionnaire(
            version: version, isProposal: isProposal, rules: rules, bands: bands,
            dimensions: dimensions, questions: questions, context: context)
    }
}
