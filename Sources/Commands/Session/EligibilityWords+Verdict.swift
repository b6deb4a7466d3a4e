import GarageNetwork
import Matching

extension EligibilityWords {
    func opening(_ result: EligibilityResult) -> String {
        switch result {
        case .yes: either("Oui", "Yes")
        case .no: either("Non", "No")
        case .incomplete, .noRule: either("Pas encore", "Not yet")
        }
    }

    func noRule(on day: Day) -> String {
        either(
            "Aucune règle ne vaut ici le \(self.day(day)) : à vous de décider",
            "No rule holds here on \(self.day(day)): it is for you to decide")
    }

    func nothingSaid(of criteria: [String]) -> String {
        let list = criteria.joined(separator: ", ")
        return either("dites ce que les règles demandent (", "say what the rules ask (")
            + list + ")"
    }

    /// What was compared: `quotient familial 640 € ≤ 800 € (règle qf v2), attestation CAF du …`.
    func answer(
        _ judged: EligibilityVerdict.Judged, _ question: EligibilityQuestion
    ) -> String {
        let rule = judged.rule
        var compared = criterion(rule.criterion)
        if let cents = question.cents[rule.criterion], let ceiling = rule.ceilingCents {
            compared += " \(euros(cents)) \(cents <= ceiling ? "≤" : ">") \(euros(ceiling))"
        }
        compared += " (\(name(rule)))"
        switch judged.finding {
        case .holds(let proof, let through):
            return compared + ", " + seen(proof) + ", " + age(of: rule) + semicolon
                + either("valable jusqu'au ", "valid until ") + day(through)
        case .over(let cents):
            return compared + ", " + euros(cents) + either(" de trop", " too much")
        case .isNot: return either("pas de ", "no ") + compared
        case .proofMissing, .proofTooOld, .placeUnknown, .notSaid: return compared
        }
    }

    /// What the rule lacks; nil where it lacks nothing that a paper or a word gives.
    func missing(_ judged: EligibilityVerdict.Judged) -> String? {
        switch judged.finding {
        case .proofMissing:
            either("il manque", "missing") + colon + proofs(of: judged.rule)
        case .proofTooOld(let proof, let since):
            seen(proof) + colon
                + either(
                    "plus de \(judged.rule.proofMaxMonths) mois, il faut une pièce du"
                        + " \(day(since)) ou après",
                    "too old, it takes a paper of \(day(since)) or later")
        case .placeUnknown:
            either("il manque le code postal", "the postal code is missing")
                + " (\(judged.rule.territory ?? "")…)"
        case .holds, .over, .isNot, .notSaid: nil
        }
    }

    /// How another rule would do; nil where it does not.
    func wouldDo(_ judged: EligibilityVerdict.Judged) -> String? {
        guard case .notSaid = judged.finding else { return nil }
        let rule = judged.rule
        let ceiling = rule.ceilingCents.map { " ≤ " + euros($0) } ?? ""
        let papers = rule.proofs.map(proof).joined(separator: either(" ou ", " or "))
        return criterion(rule.criterion) + ceiling + either(" avec ", " with ") + papers
    }

    func instead(_ others: [String]) -> String {
        either("suffirait aussi", "would do as well") + colon
            + others.joined(separator: either(" ou ", " or "))
    }

    /// What it takes for the rule to hold, for a row; empty where it holds.
    func needs(_ judged: EligibilityVerdict.Judged) -> String {
        switch judged.finding {
        case .holds: ""
        case .over(let cents):
            either("\(euros(cents)) de moins", "\(euros(cents)) less")
        case .isNot: criterion(judged.rule.criterion)
        case .notSaid: wouldDo(judged) ?? ""
        case .proofMissing, .proofTooOld, .placeUnknown: missing(judged) ?? ""
        }
    }
}
