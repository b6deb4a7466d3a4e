import GarageNetwork
import LineProtocol
import Matching
import Mobility

extension Command {
    static let assessments = Command(
        "ASSESSMENTS", "Lists what a person's answers came to, the corrected ones with them.",
        access: .roles([.prescriber]), touchesPerson: .reads, requires: [Keys.beneficiary],
        errors: [.noSuch, .storeDown], example: "ASSESSMENTS beneficiary=B1"
    ) { call throws(RequestError) in
        let person = try call.required(Keys.beneficiary)
        guard let scope = call.session.scope else { throw .noSuchPerson }
        let (environment, language) = (call.environment, try call.language())
        let (note, today) = (try call.auditNote(.read, of: person.text), call.view.today)
        return .later { () async throws(RequestError) -> Reply in
            let desk = environment.desks.mobility
            let found = try await ledger { () async throws(LedgerError) in
                try await desk.assessments(of: person, visibleTo: scope)
            }
            guard let found else { throw .noSuchPerson }
            try await ledger { () async throws(LedgerError) in
                try await environment.desks.audit.remember(note)
            }
            let known = try await ledger { () async throws(LedgerError) in
                try await environment.questionnaires.versions(
                    Set(found.map(\.figures.version)), from: desk)
            }
            let words = AssessmentWords(language)
            return .listing(
                found.map { $0.row(known[$0.figures.version], words, today: today) })
        }
    }

    static let sheet = Command(
        "SHEET", "Shows a person their own mobility: where they stood, where they stand.",
        access: .roles([.prescriber]), touchesPerson: .reads, requires: [Keys.beneficiary],
        errors: [.noSuch, .storeDown], example: "SHEET beneficiary=B1"
    ) { call throws(RequestError) in
        let person = try call.required(Keys.beneficiary)
        guard let scope = call.session.scope else { throw .noSuchPerson }
        let (environment, language) = (call.environment, try call.language())
        let note = try call.auditNote(.read, of: person.text)
        return .later { () async throws(RequestError) -> Reply in
            let history = try await AssessmentHistory.load(
                of: person, visibleTo: scope, environment)
            try await ledger { () async throws(LedgerError) in
                try await environment.desks.audit.remember(note)
            }
            guard let latest = history.kept.last else { throw .neverAssessed }
            let report = history.report(on: latest.number, language)
            // An entry is where somebody begins: nothing stands before it.
            let stood = latest.figures.kind == .entry ? nil : history.entry(before: latest)
            let leading = [
                Field("beneficiary", .text(person.text)),
                Field("stood_on", stood.map { .text("\($0.figures.on)") } ?? .missing),
                Field(
                    "index_stood",
                    stood?.figures.index.map { .whole(Int64($0)) } ?? .missing),
            ]
            return .listing(report?.rows(leading: leading) ?? [])
        }
    }
}

extension RequestError {
    static let neverAssessed = RequestError(
        .noSuch, "this person was never assessed; ASSESS keeps their answers")
}

extension KeptAssessment {
    fileprivate func row(
        _ questionnaire: Questionnaire?, _ words: AssessmentWords, today: Day
    ) -> Reply.Row {
        let band = figures.index.flatMap { questionnaire?.band(at: Double($0))?.name }
        return [
            Field("kind", .text(figures.kind.rawValue)), Field("on", .text("\(figures.on)")),
            Field("version", .text(figures.version)),
            Field("index", figures.index.map { .whole(Int64($0)) } ?? .missing),
            Field("band", band.map { .text(words.say($0)) } ?? .missing),
            Field(
                "dimensions",
                .list(
                    figures.dimensions.sorted { $0.key < $1.key }.map {
                        "\($0.key)=\($0.value.points.tenths)"
                    })),
            Field("valid_until", .text("\(figures.validUntil)")),
            Field("valid", .truth(!isSuperseded && today <= figures.validUntil)),
            Field("corrected", .truth(isSuperseded)),
        ]
    }
}

extension Double {
    /// A number of 0...100 with one decimal.
    fileprivate var tenths: String {
        let tenths = Int((self * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
