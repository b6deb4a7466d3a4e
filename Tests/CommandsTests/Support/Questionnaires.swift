import Commands
import GarageNetwork
import Mobility
import Questionnaires
import ShippedQuestionnaire

extension Questionnaire {
    /// The one that comes with the daemon.
    static var shipped: Questionnaire? {
        try? QuestionnaireFile(ShippedQuestionnaire.text).questionnaire
    }

    /// The same under another version.
    func renamed(_ version: String) -> Questionnaire? {
        try? Questionnaire(
            version: version, isProposal: isProposal, rules: rules, bands: bands,
            dimensions: dimensions, questions: questions, context: context)
    }
}

extension CurrentQuestionnaires {
    /// The shipped one is asked, and read from a database where another daemon loaded it.
    static var shipped: CurrentQuestionnaires {
        let current = CurrentQuestionnaires { try? QuestionnaireFile($0.json).questionnaire }
        if let shipped = Questionnaire.shipped {
            current.replace(known: [shipped], asked: shipped.version)
        }
        return current
    }
}
