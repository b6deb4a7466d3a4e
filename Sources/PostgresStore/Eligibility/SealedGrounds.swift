import GarageNetwork

/// What a decision on eligibility rests on, as it is sealed: a rule may tell of an illness.
struct SealedGrounds: Codable, Equatable, Sendable {
    var rule: String
    var version: Int
    var proofs: [Proof]

    struct Proof: Codable, Equatable, Sendable {
        var type: String
        /// A day, as 2026-10-02.
        var on: String
    }

    init(_ decision: EligibilityDecision) {
        rule = decision.rule
        version = decision.version
        proofs = decision.proofs.map { Proof(type: $0.type.rawValue, on: "\($0.on)") }
    }

    /// The papers, without any that this program does not know.
    var seen: [ProofSeen] {
        proofs.compactMap { proof in
            guard let type = ProofType(rawValue: proof.type), let on = Day(proof.on) else {
                return nil
            }
            return ProofSeen(type: type, on: on)
        }
    }

    /// By which the same decision on the same day is known again.
    func text(of person: String, _ decision: EligibilityDecision) -> String {
        let papers = proofs.map { "\($0.type) \($0.on)" }.sorted()
        return (["ELIGIBLE", person, decision.result.rawValue, rule, "\(version)"] + papers)
            .joined(separator: "\u{1F}")
    }
}
