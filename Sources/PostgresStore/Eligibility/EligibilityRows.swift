import GarageNetwork
import SQL

/// Rules of eligibility, and decisions by them.
enum EligibilityRows {
    static let rules = Statement(
        SQL.eligibilityRules, takes: (),
        returns: (
            String.self, Int16.self, String?.self, String.self, Int64?.self, [String].self,
            Int16.self, Day.self, Day?.self
        ))
    static let set = Statement(
        SQL.eligibilityRuleSet,
        takes: (
            String.self, Int16.self, String?.self, String.self, Int64?.self, [String].self,
            Int16.self, Day.self, Day?.self, String.self, Instant?.self
        ), returns: (String.self))
    static let keep = Statement(
        SQL.eligibilityKeep,
        takes: (
            String.self, Int64?.self, String.self, Bytes.self, Int16.self, Bytes.self, Day.self,
            Day?.self, Instant?.self, String.self, Int64.self
        ), returns: (Bool.self, Instant.self))
    static let of = Statement(
        SQL.eligibilityOf, takes: (String.self),
        returns: (
            String.self, String.self, Bytes.self, Int16.self, Day.self, Day?.self, Instant.self,
            String.self
        ))

    static func rules(on connection: PostgresConnection) throws(StoreError) -> [EligibilityRule] {
        let statement = rules.declaration.name
        var found: [EligibilityRule] = []
        for row in try connection.run(rules) {
            guard let criterion = EligibilityCriterion(rawValue: row.3) else {
                throw StoreError(unreadable: statement, column: 3)
            }
            let proofs = row.5.compactMap(ProofType.init(rawValue:))
            guard proofs.count == row.5.count else {
                throw StoreError(unreadable: statement, column: 5)
            }
            found.append(
                EligibilityRule(
                    id: row.0, version: Int(row.1), territory: row.2, criterion: criterion,
                    ceilingCents: row.4, proofs: proofs, proofMaxMonths: Int(row.6),
                    validFrom: row.7, validTo: row.8))
        }
        return found
    }

    static func set(
        _ order: EligibilityRuleOrder, on connection: PostgresConnection
    ) throws(StoreError) -> EligibilityRuleOutcome {
        let rule = order.rule
        let rows = try connection.run(
            set, rule.id, Int16(clamping: rule.version - 1), rule.territory,
            rule.criterion.rawValue, rule.ceilingCents, rule.proofs.map(\.rawValue),
            Int16(clamping: rule.proofMaxMonths), rule.validFrom, rule.validTo,
            order.role.rawValue, order.at)
        guard let outcome = rows.first.flatMap(EligibilityRuleOutcome.init(rawValue:)) else {
            throw StoreError(unreadable: set.declaration.name, column: 0)
        }
        return outcome
    }

    static func keep(
        _ order: EligibilityOrder, _ vault: any PersonVault, on connection: PostgresConnection
    ) throws(StoreError) -> KeptEligibility? {
        // A garage decides of nobody.
        if order.scope.garageNumber != nil { return nil }
        let (decision, id) = (order.decision, order.beneficiary.text)
        let grounds = SealedGrounds(decision)
        let rows = try connection.run(
            keep, id, order.scope.organisationNumber, decision.result.rawValue,
            Bytes(vault.seal(grounds, as: .eligibility, of: id)), vault.sealingKey,
            Bytes(vault.digest(grounds.text(of: id, decision), as: .request)), decision.on,
            decision.validUntil, order.at, order.actor.role.rawValue,
            order.actor.organisation?.number ?? 0)
        return rows.first.map { isRepeated, at in
            KeptEligibility(
                decision: decision, role: order.actor.role, at: at, isRepeated: isRepeated)
        }
    }

    static func decisions(
        of person: BeneficiaryID, _ vault: any PersonVault, on connection: PostgresConnection
    ) throws(StoreError) -> [KeptEligibility] {
        let statement = of.declaration.name
        var found: [KeptEligibility] = []
        for row in try connection.run(of, person.text) {
            let grounds = try vault.open(
                SealedGrounds.self, row.2, key: row.3, as: .eligibility, of: row.0,
                statement: statement)
            guard let result = EligibilityResult(rawValue: row.1) else {
                throw StoreError(unreadable: statement, column: 1)
            }
            guard let role = Role(rawValue: row.7) else {
                throw StoreError(unreadable: statement, column: 7)
            }
            found.append(
                KeptEligibility(
                    decision: EligibilityDecision(
                        result: result, rule: grounds.rule, version: grounds.version,
                        proofs: grounds.seen, on: row.4, validUntil: row.5),
                    role: role, at: row.6))
        }
        return found
    }
}
