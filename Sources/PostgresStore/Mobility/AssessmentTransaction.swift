import GarageNetwork
import SQL

/// One assessment: answers, what came of them, and how the person travels, in one transaction of
/// the role of persons.
struct AssessmentTransaction {
    let order: AssessmentOrder
    let vault: any PersonVault

    static let person = Statement(
        SQL.assessmentPerson, takes: (String.self, Int64?.self),
        returns: (Int64.self, Int64.self, String?.self, Bytes?.self, Int16?.self, String?.self))
    static let key = Statement(
        SQL.assessmentKey, takes: (Int64.self, String.self), returns: (Int64.self, Bytes.self))
    static let add = Statement(
        SQL.assessmentAdd,
        takes: (
            Int64.self, Int64.self, String.self, String.self, Day.self, Day.self, Int16?.self,
            [String].self, [Int32].self, [Int32].self, [Double].self, Int32.self, String.self,
            Bytes.self, Instant?.self
        ), returns: (Int64.self, Bool.self))
    static let answers = Statement(
        SQL.answersAdd, takes: (Int64.self, Int64.self, Bytes.self, Bytes?.self, Int16.self),
        returns: ())
    static let reach = Statement(
        SQL.assessmentReach, takes: (Int64.self, Bytes.self, Int16.self, Day.self), returns: ())

    func run(on connection: PostgresConnection) throws(StoreError) -> AssessmentOutcome {
        try connection.transaction { () throws(StoreError) in try keep(on: connection) }
    }

    private func keep(on connection: PostgresConnection) throws(StoreError) -> AssessmentOutcome {
        // Holds the person's file until the end: two assessments of one person come one by one.
        let found = try connection.run(
            Self.person, order.person.text, order.scope.organisationNumber)
        guard let file = found.first else { return .noSuchPerson }
        let hash = Bytes(vault.digest(order.canonicalRequest, as: .request))
        let key = KeptKey.of(order.key)
        if let (number, kept) = try connection.run(Self.key, file.1, key).first {
            return kept == hash ? .kept(number: number, replayed: true) : .keyReused
        }
        if let halt = file.2.flatMap(Halt.init(rawValue:)) { return .halted(halt) }
        let figures = order.figures
        let dimensions = figures.dimensions.sorted { $0.key < $1.key }
        let added = try connection.run(
            Self.add, file.0, file.1, figures.kind.rawValue, figures.version, figures.on,
            figures.validUntil, figures.index.map(Int16.init), dimensions.map(\.key),
            dimensions.map { Int32($0.value.earned) }, dimensions.map { Int32($0.value.answered) },
            dimensions.map(\.value.points), Int32(figures.answeredWeight), key, hash, order.at)
        guard let (number, isLatest) = added.first else {
            // The key is of another person's assessment that was kept a moment ago, or:
            let isTaken = try connection.run(Self.key, file.1, key).first != nil
            return isTaken ? .keyReused : .unknownVersion
        }
        _ = try connection.run(
            Self.answers, number, file.0, seal(SealedAnswers(order.sheet), as: .answers),
            order.sheet.sensitive.isEmpty
                ? nil : seal(order.sheet.sensitive, as: .sensitiveAnswers),
            vault.sealingKey)
        let situation = try situation(file.3, file.4, file.5, isLatest: isLatest)
        _ = try connection.run(
            Self.reach, file.0, seal(situation, as: .situation), vault.sealingKey, figures.on)
        return .kept(number: number, replayed: false)
    }

    private func seal(_ value: some Encodable, as field: SealedField) -> Bytes {
        Bytes(vault.seal(value, as: field, of: order.person.text))
    }

    private func situation(
        _ sealed: Bytes?, _ sealedWith: Int16?, _ clear: String?, isLatest: Bool
    ) throws(StoreError) -> SealedSituation {
        let name = Self.person.declaration.name
        var situation: SealedSituation
        if let sealed, let sealedWith {
            situation = try vault.open(
                SealedSituation.self, sealed, key: sealedWith, as: .situation,
                of: order.person.text, statement: name)
        } else {
            guard let clear else { throw StoreError(unreadable: name, column: 3) }
            do throws(VaultFault) {
                situation = try vault.read(SealedSituation.self, clear: clear, as: .situation)
            } catch {
                throw StoreError(vault: error, of: name)
            }
        }
        let mobility = order.hint.applied(to: situation.mobility, isLatest: isLatest)
        situation.farKm = mobility.farKm
        situation.farMinutes = mobility.farMinutes
        situation.lowMobilityUntil = mobility.lowMobilityUntil?.description
        return situation
    }
}

/// Answers that touch neither health nor ability, as they are sealed.
struct SealedAnswers: Codable, Equatable, Sendable {
    var scores: [String: Int]
    var context: [String: String]

    init(_ sheet: AnswerSheet) {
        scores = sheet.scores
        context = sheet.context
    }
}
