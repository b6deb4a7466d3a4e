import GarageNetwork
import SQL

/// Questionnaires and assessments as they are read.
enum AssessmentRows {
    static let loadQuestionnaires = Statement(
        SQL.questionnairesLoad, takes: (), returns: (String.self, String.self))
    static let keepQuestionnaires = Statement(
        SQL.questionnairesKeep, takes: ([String].self, [String].self), returns: ())
    static let ofPerson = Statement(
        SQL.assessmentsOf, takes: (String.self, Int64?.self),
        returns: (
            Int64?.self, String?.self, String?.self, Day?.self, Day?.self, Int16?.self,
            [String].self, [Int32].self, [Int32].self, [Double].self, Int16?.self, Bool.self
        ))

    static func questionnaires(
        on connection: PostgresConnection
    ) throws(StoreError) -> [KeptQuestionnaire] {
        try connection.run(loadQuestionnaires).map { KeptQuestionnaire(version: $0.0, json: $0.1) }
    }

    static func all(
        of person: BeneficiaryID, _ scope: Scope, on connection: PostgresConnection
    ) throws(StoreError) -> [KeptAssessment]? {
        let rows = try connection.run(ofPerson, person.text, scope.organisationNumber)
        guard !rows.isEmpty else { return nil }
        var assessments: [KeptAssessment] = []
        for row in rows {
            // The row of somebody who was never assessed.
            guard let number = row.0 else { continue }
            guard let kind = row.1.flatMap(AssessmentKind.init(rawValue:)), let version = row.2,
                let on = row.3, let validUntil = row.4, let answered = row.10
            else { throw StoreError(unreadable: ofPerson.declaration.name, column: 1) }
            var dimensions: [String: AssessmentFigures.Dimension] = [:]
            for ((id, points), (earned, answered)) in zip(zip(row.6, row.9), zip(row.7, row.8)) {
                dimensions[id] = AssessmentFigures.Dimension(
                    earned: Int(earned), answered: Int(answered), points: points)
            }
            assessments.append(
                KeptAssessment(
                    number: number,
                    figures: AssessmentFigures(
                        kind: kind, version: version, on: on, validUntil: validUntil,
                        index: row.5.map(Int.init), dimensions: dimensions,
                        answeredWeight: Int(answered)),
                    isSuperseded: row.11))
        }
        return assessments
    }
}
