import GarageNetwork
import LineProtocol
import Matching
import Mobility

/// What one person's answers came to, from the first to the last.
struct AssessmentHistory {
    /// Those that count, by day, then in the order in which they were told.
    let kept: [KeptAssessment]
    /// With those that were corrected.
    private let all: [KeptAssessment]
    private let questionnaires: [String: Questionnaire]

    init(_ all: [KeptAssessment], _ questionnaires: [String: Questionnaire]) {
        self.all = all
        kept = all.filter { !$0.isSuperseded }
            .sorted { ($0.figures.on, $0.number) < ($1.figures.on, $1.number) }
        self.questionnaires = questionnaires
    }

    /// - Throws: the refusal of somebody who does not exist for a person that the scope does not
    ///   see.
    static func load(
        of person: BeneficiaryID, visibleTo scope: Scope, _ environment: Environment
    ) async throws(RequestError) -> AssessmentHistory {
        let desk = environment.desks.mobility
        let found = try await ledger { () async throws(LedgerError) in
            try await desk.assessments(of: person, visibleTo: scope)
        }
        guard let found else { throw .noSuchPerson }
        let versions = Set(found.map(\.figures.version))
        let known = try await ledger { () async throws(LedgerError) in
            try await environment.questionnaires.versions(versions, from: desk)
        }
        return AssessmentHistory(found, known)
    }

    func questionnaire(of kept: KeptAssessment) -> Questionnaire? {
        questionnaires[kept.figures.version]
    }

    /// An assessment as it was computed; nil where its questionnaire cannot be read.
    func assessment(_ kept: KeptAssessment) -> Assessment? {
        guard let questionnaire = questionnaire(of: kept) else { return nil }
        return Assessment(
            sums: kept.figures.dimensions.mapValues {
                DimensionSum(earned: $0.earned, answered: $0.answered)
            }, answeredWeight: kept.figures.answeredWeight, to: questionnaire)
    }

    /// The entry that an assessment is compared with: the last one before it of its version.
    func entry(before later: KeptAssessment) -> KeptAssessment? {
        entries(before: later).last { $0.figures.version == later.figures.version }
    }

    /// The last entry before an assessment, of whatever version.
    func anyEntry(before later: KeptAssessment) -> KeptAssessment? { entries(before: later).last }

    private func entries(before later: KeptAssessment) -> [KeptAssessment] {
        kept.filter {
            $0.figures.kind == .entry && $0.number != later.number
                && $0.figures.on <= later.figures.on
        }
    }

    /// What changed since the entry, or why that cannot be said.
    func comparison(of later: KeptAssessment) -> Comparison {
        guard let entry = entry(before: later) else {
            return anyEntry(before: later).map { .otherVersion($0.figures) } ?? .noEntry
        }
        guard let before = assessment(entry), let after = assessment(later),
            let progress = try? Progress(entry: before, exit: after)
        else { return .unreadable }
        return .progress(entry.figures, progress)
    }

    /// What is said of one assessment, of a corrected one as well; nil for a number that is not
    /// kept.
    func report(on number: Int64, _ language: Language) -> AssessmentReport? {
        all.first { $0.number == number }.map {
            AssessmentReport(history: self, kept: $0, words: AssessmentWords(language))
        }
    }
}

/// How an assessment stands to the entry.
enum Comparison {
    case noEntry
    /// There is an entry, asked with another version.
    case otherVersion(AssessmentFigures)
    /// The questionnaire is not there any more, or does not fit.
    case unreadable
    case progress(AssessmentFigures, Progress)
}
