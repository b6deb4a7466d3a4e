import GarageNetwork
import LineProtocol
import Matching
import Mobility

extension Command {
    static let questions = Command(
        "QUESTIONS", "Lists what a mobility assessment asks, and what each answer scores.",
        access: .roles([.prescriber]), takes: [AssessmentKeys.version],
        errors: [.noSuch, .notReady, .storeDown], example: "QUESTIONS"
    ) { call throws(RequestError) in
        let version = try call.optional(AssessmentKeys.version)
        let questionnaires = call.environment.questionnaires
        let desk = call.environment.desks.mobility
        let language = try call.language()
        if let known = try call.questionnaire(version) {
            return .now(known.listing(language))
        }
        return .later { () async throws(RequestError) -> Reply in
            let wanted = version?.text ?? ""
            let known = try await ledger { () async throws(LedgerError) in
                try await questionnaires.versions([wanted], from: desk)
            }
            guard let found = known[wanted] else { throw .noSuchQuestionnaire }
            return found.listing(language)
        }
    }
}

extension RequestError {
    static let noSuchQuestionnaire = RequestError(
        .noSuch, "no such questionnaire; QUESTIONS without version= shows the one in use")
    static let noQuestionnaire = RequestError(
        .notReady, "no questionnaire is loaded; mobility.questionnaires names their folder")
}

extension Call {
    /// The questionnaire that a request names, or the one that is asked; nil for a version that is
    /// not in memory.
    func questionnaire(
        _ version: QuestionnaireVersion?
    ) throws(RequestError) -> Questionnaire? {
        if let version { return environment.questionnaires.version(version.text) }
        guard let asked = environment.questionnaires.asked else { throw .noQuestionnaire }
        return asked
    }
}

extension Questionnaire {
    fileprivate func listing(_ language: Language) -> Reply {
        let scored = questions.map { $0.row(in: self, language) }
        return .listing(
            scored + context.map { $0.row(language) },
            [
                Field("version", .text(version)), Field("proposal", .truth(isProposal)),
                Field("scored", .whole(Int64(questions.count))),
                Field("shelf_life_days", .whole(Int64(rules.shelfLifeDays))),
            ])
    }
}

extension Question {
    fileprivate func row(in questionnaire: Questionnaire, _ language: Language) -> Reply.Row {
        let name = questionnaire.dimensions.first { $0.id == dimension }?.name
        return [
            Field("question", .text(id)), Field("dimension", .text(dimension)),
            Field("dimension_name", .text(name?.said(in: language) ?? dimension)),
            Field("sensitive", .truth(isSensitive)), Field("key", .missing),
            Field("text", .text(wording.said(in: language))),
            Field(
                "options", .list(options.map { "\($0.score)=\($0.label.said(in: language))" })),
        ]
    }
}

extension ContextQuestion {
    /// A question that is not scored: `key` is where ASSESS takes its answer.
    fileprivate func row(_ language: Language) -> Reply.Row {
        let key = AssessmentKeys.byQuestion[id]
        return [
            Field("question", .text(id)), Field("dimension", .missing),
            Field("dimension_name", .missing), Field("sensitive", .truth(false)),
            Field("key", key.map { .text($0) } ?? .missing),
            Field("text", .text(wording.said(in: language))), Field("options", .list([])),
        ]
    }
}

extension Mobility.Wording {
    func said(in language: Language) -> String {
        switch language {
        case .french: french
        case .english: english
        }
    }
}
