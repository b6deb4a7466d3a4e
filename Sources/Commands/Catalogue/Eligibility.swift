import GarageNetwork
import LineProtocol
import Matching

extension Command {
    static let eligible = Command(
        "ELIGIBLE",
        "Says whether a person may come by the network's rules, why, and what is missing; with"
            + " beneficiary= what was decided is kept, without any amount.",
        access: .roles([.prescriber, .manager]), effect: .writes, touchesPerson: .writes,
        takes: EligibleKeys.all,
        errors: [.missingKey, .range, .noSuch, .denied, .conflict, .storeDown],
        example: "ELIGIBLE qf=640 proof=caf-attestation proof_on=2026-10-02 postcode=62300"
    ) { call throws(RequestError) in
        let question = try call.eligibilityQuestion(on: call.environment.clock.now.paris.day)
        let language = try call.language()
        let words = EligibilityWords(language)
        guard let id = try call.optional(EligibleKeys.beneficiary) else {
            return .later { () async throws(RequestError) -> Reply in
                let verdict = question.verdict(by: try await call.environment.eligibilityRules())
                return verdict.reply(to: question, in: words, isKept: false)
            }
        }
        guard call.session.caller?.role != .manager else {
            throw RequestError(.denied, "beneficiary: only a prescriber decides of a person")
        }
        let known = try call.remembered(id)
        return .later { () async throws(RequestError) -> Reply in
            let person: Beneficiary
            if let known {
                person = known
            } else {
                person = try await call.environment.fetch(id, for: call.session.scope)
            }
            let verdict = question.verdict(by: try await call.environment.eligibilityRules())
            if let decision = verdict.decision(on: question.day, seen: question.proofs) {
                try await call.keep(decision, of: id)
            }
            return verdict.reply(to: question, in: words, isKept: verdict.result != .noRule)
        }
    }

    static let rules = Command(
        "RULES",
        "Lists the rules of eligibility that hold on a day, or every version of one rule.",
        access: .roles([.prescriber, .manager]),
        takes: [RuleKeys.shown, RuleKeys.near, RuleKeys.on], errors: [.noSuch, .storeDown],
        example: "RULES territory=62"
    ) { call throws(RequestError) in
        let day = try call.optional(RuleKeys.on) ?? call.environment.clock.now.paris.day
        let (id, near) = (try call.optional(RuleKeys.shown)?.text, try call.optional(RuleKeys.near))
        let words = EligibilityWords(try call.language())
        let environment = call.environment
        return .later { () async throws(RequestError) -> Reply in
            let versions = try await environment.eligibilityRules()
            let current = EligibilityRule.inForce(versions, on: day)
            let chosen = id.map { id in versions.filter { $0.id == id } } ?? current
            guard id == nil || !chosen.isEmpty else { throw .noSuchRule }
            let rows = chosen.filter { near?.touches($0.territory) ?? true }.map {
                $0.row(isInForce: current.contains($0), in: words)
            }
            return .listing(rows)
        }
    }
}

private enum EligibleKeys {
    static let beneficiary = Key<BeneficiaryID>(
        "beneficiary", "Of whom it is decided; without it nothing is kept.")
    static let postcode = Key<Postcode>(
        "postcode", "Where the person lives: some rules hold in one place only.")
    static let proofs = Key<ProofList>("proof", "The papers that you have seen, joined by commas.")
    static let proofDays = Key<DayList>("proof_on", "The day that each of them bears.")
    static let familyQuotient = Key<Euros>("qf", "The family quotient, in euros a month.")
    static let incomeTax = Key<Euros>("income_tax", "The reference tax income of a year.")
    static let statuses: [(EligibilityCriterion, Key<Choice>)] = [
        (.rsa, Key("rsa", "Whether the person receives the RSA.")),
        (.ass, Key("ass", "Whether the person receives the ASS.")),
        (.aah, Key("aah", "Whether the person receives the AAH.")),
        (.jobSeeker, Key("job_seeker", "Whether the person looks for work.")),
        (.tempWorker, Key("temp_worker", "Whether the person does temporary work.")),
        (.workingPoor, Key("working_poor", "Whether the person's work pays little.")),
        (.prescription, Key("prescription", "Whether a partner sent a prescription sheet.")),
    ]
    static let all: [any KeyDeclaration] =
        [beneficiary, postcode, familyQuotient, incomeTax] + statuses.map(\.1)
        + [proofs, proofDays]
}

extension Call {
    fileprivate func eligibilityQuestion(
        on day: Day
    ) throws(RequestError) -> EligibilityQuestion {
        var question = EligibilityQuestion(
            postcode: try optional(EligibleKeys.postcode)?.text, day: day)
        question.cents[.familyQuotient] = try optional(EligibleKeys.familyQuotient)?.cents
        question.cents[.incomeTax] = try optional(EligibleKeys.incomeTax)?.cents
        for (criterion, key) in EligibleKeys.statuses {
            question.statuses[criterion] = try optional(key).map { $0 == .yes }
        }
        let papers = try optional(EligibleKeys.proofs)?.types ?? []
        let days = try optional(EligibleKeys.proofDays)?.days ?? []
        guard papers.count == days.count else {
            throw RequestError(.missingKey, "proof_on: it needs one day for each paper of proof=")
        }
        guard days.allSatisfy({ $0 <= day }) else {
            throw RequestError(.range, "proof_on: a paper cannot bear a day to come")
        }
        question.proofs = zip(papers, days).map { ProofSeen(type: $0, on: $1) }
        return question
    }

    /// Remembers who decided, then keeps it.
    fileprivate func keep(
        _ decision: EligibilityDecision, of id: BeneficiaryID
    ) async throws(RequestError) {
        guard let scope = session.scope else { throw .noSuchPerson }
        let note = try auditNote(.write, of: id.text)
        let order = EligibilityOrder(
            beneficiary: id, scope: scope, decision: decision, actor: note.actor,
            at: environment.writtenInstant)
        let kept = try await ledger { () async throws(LedgerError) in
            try await environment.desks.audit.remember(note)
            guard let kept = try await environment.desks.eligibility.keep(order) else {
                return nil as KeptEligibility?
            }
            try await environment.desks.persons.touched(id, on: decision.on)
            return kept
        }
        guard kept != nil else { throw .noSuchPerson }
    }
}

extension Environment {
    /// Every version of every rule.
    func eligibilityRules() async throws(RequestError) -> [EligibilityRule] {
        try await Commands.ledger { () async throws(LedgerError) in
            try await desks.eligibility.rules()
        }
    }
}

extension RequestError {
    static let noSuchRule = RequestError(.noSuch, "rule: no such rule; RULES lists them")
}
