import GarageNetwork
import LineProtocol
import Matching
import Mobility

extension Command {
    static let assess = Command(
        "ASSESS", "Keeps a person's answers, and says how mobile they are and what changed.",
        access: .roles([.prescriber]), effect: .writes, touchesPerson: .writes,
        requires: [
            Keys.beneficiary, AssessmentKeys.kind, AssessmentKeys.answers, Keys.key,
        ],
        takes: [
            AssessmentKeys.on, AssessmentKeys.version, AssessmentKeys.far, AssessmentKeys.modes,
            AssessmentKeys.use,
        ],
        errors: [.noSuch, .conflict, .keyReused, .range, .notReady, .storeDown],
        example: "ASSESS beneficiary=B1 kind=entry answers=\"E1=4,E2=3\" key=b1-entry"
    ) { call throws(RequestError) in
        let wanted = try call.optional(AssessmentKeys.version)
        guard let questionnaire = try call.questionnaire(wanted) else {
            throw .noSuchQuestionnaire
        }
        let order = try call.assessment(with: questionnaire)
        let note = try call.auditNote(.write, of: order.person.text)
        let (environment, language) = (call.environment, try call.language())
        return .later { () async throws(RequestError) -> Reply in
            let desks = environment.desks
            // Somebody whom nobody may see is not written into the audit either.
            try await desks.mobility.mustSee(order.person, order.scope)
            try await ledger { () async throws(LedgerError) in
                try await desks.audit.remember(note)
            }
            let outcome = try await ledger { () async throws(LedgerError) in
                try await desks.mobility.assess(order)
            }
            let (number, isReplayed) = try outcome.kept
            environment.directory.forget(order.person)
            let history = try await AssessmentHistory.load(
                of: order.person, visibleTo: order.scope, environment)
            guard let report = history.report(on: number, language) else { throw .noSuchPerson }
            return .listing(
                report.rows(leading: [Field("beneficiary", .text(order.person.text))]),
                [Field("replayed", .truth(isReplayed))])
        }
    }
}

enum AssessmentKeys {
    static let version = Key<QuestionnaireVersion>(
        "version", "The version of the questionnaire.", default: "the one in use")
    static let kind = Key<AssessmentKind>("kind", "When in the accompaniment it is.")
    static let answers = Key<AnswerList>(
        "answers", "The score of each answer; a question that was refused is left out.")
    static let on = Key<Day>("on", "The day of the talk.", default: "today")
    static let far = Key<Extent>("far", "How far is far: as far as the person would go.")
    static let modes = Key<SpokenAnswer>("modes", "Other means that the person would try.")
    static let use = Key<SpokenAnswer>("use", "What the car is first needed for, and by when.")

    /// Where the answers to the questions of context go.
    static let byQuestion = ["A1": far.name, "A2": modes.name, "A3": use.name]

    /// How long after the talk its answers may be told: paper that waited.
    static let lateDaysMax = IndexRules.shelfLifeDaysMax
}

extension AssessmentOutcome {
    /// The number under which it is kept, and whether it was before.
    fileprivate var kept: (number: Int64, isReplayed: Bool) {
        get throws(RequestError) {
            switch self {
            case .kept(let number, let replayed): return (number, replayed)
            case .keyReused: throw .keyReused
            case .noSuchPerson: throw .noSuchPerson
            case .halted(let halt): throw .halted(halt)
            case .unknownVersion: throw .noSuchQuestionnaire
            }
        }
    }
}

extension MobilityLedger {
    fileprivate func mustSee(
        _ person: BeneficiaryID, _ scope: Scope
    ) async throws(RequestError) {
        let seen = try await ledger { () async throws(LedgerError) in
            try await assessments(of: person, visibleTo: scope)
        }
        if seen == nil { throw .noSuchPerson }
    }
}

extension Call {
    /// What is kept of the answers of a request, once they were scored.
    fileprivate func assessment(
        with questionnaire: Questionnaire
    ) throws(RequestError) -> AssessmentOrder {
        let person = try required(Keys.beneficiary)
        guard let scope = session.scope else { throw .noSuchPerson }
        let told = try required(AssessmentKeys.answers)
        let answers = Answers(told.scores)
        let assessment: Assessment
        do throws(InvalidAnswers) {
            assessment = try Assessment(answers, to: questionnaire)
        } catch {
            let faults = error.faults.prefix(Self.faultsShown).map(told.sentence)
            let more = error.faults.count - faults.count
            throw RequestError(
                .range,
                "answers: " + faults.joined(separator: "; ") + (more > 0 ? "; \(more) more" : ""))
        }
        let on = try optional(AssessmentKeys.on) ?? view.today
        guard on <= view.today, view.today - on <= AssessmentKeys.lateDaysMax else {
            throw RequestError(
                .range,
                "on: a day from \(view.today + -AssessmentKeys.lateDaysMax) to today")
        }
        let figures = AssessmentFigures(
            assessment, kind: try required(AssessmentKeys.kind), on: on)
        let far = try optional(AssessmentKeys.far)
        return AssessmentOrder(
            person: person, scope: scope, sheet: try sheet(answers, to: questionnaire, far),
            figures: figures, hint: ReachHint(figures, far: far),
            key: try required(Keys.key).text, canonicalRequest: canonicalRequest(),
            at: environment.writtenInstant)
    }

    private static let faultsShown = 10

    private func sheet(
        _ answers: Answers, to questionnaire: Questionnaire, _ far: Extent?
    ) throws(RequestError) -> AnswerSheet {
        let sensitive = Set(questionnaire.questions.filter(\.isSensitive).map(\.id))
        var context: [String: String] = [:]
        context[AssessmentKeys.far.name] = far?.argument
        context[AssessmentKeys.modes.name] = try optional(AssessmentKeys.modes)?.text
        context[AssessmentKeys.use.name] = try optional(AssessmentKeys.use)?.text
        return AnswerSheet(
            scores: answers.scores.filter { !sensitive.contains($0.key) },
            sensitive: answers.scores.filter { sensitive.contains($0.key) }, context: context)
    }
}

extension AssessmentFigures {
    init(_ assessment: Assessment, kind: AssessmentKind, on: Day) {
        let points = assessment.points
        self.init(
            kind: kind, version: assessment.questionnaire.version, on: on,
            validUntil: on + assessment.questionnaire.rules.shelfLifeDays,
            index: assessment.index?.points,
            dimensions: assessment.sums.reduce(into: [:]) { dimensions, sum in
                dimensions[sum.key] = Dimension(
                    earned: sum.value.earned, answered: sum.value.answered,
                    points: points[sum.key] ?? 0)
            },
            answeredWeight: assessment.answeredWeight)
    }
}

extension ReachHint {
    /// Refusing the questions that a short way follows from says neither yes nor no.
    init(_ figures: AssessmentFigures, far: Extent?) {
        let points = figures.dimensions.mapValues(\.points)
        let isAnswered = LowMobility.dimensions.contains { points[$0] != nil }
        let until = LowMobility.until(dimensions: points, validUntil: figures.validUntil)
        self.init(
            far: far.map {
                switch $0 {
                case .kilometres(let km): .km(km)
                case .minutes(let minutes): .minutes(minutes)
                }
            },
            low: until.map { .until($0) } ?? (isAnswered ? .no : .unknown))
    }
}
