import GarageNetwork
import Matching

/// Rules of eligibility and what they say, in words of one language.
struct EligibilityWords: Sendable {
    private let isFrench: Bool

    init(_ language: Language) { isFrench = language == .french }

    func either(_ french: String, _ english: String) -> String {
        isFrench ? french : english
    }

    var colon: String { either(" : ", ": ") }
    var semicolon: String { either(" ; ", "; ") }

    /// `640 €`, `640,50 €`.
    func euros(_ cents: Int64) -> String {
        let (whole, rest) = (cents / 100, cents % 100)
        guard rest > 0 else { return "\(whole) €" }
        return "\(whole)\(either(",", "."))\(rest < 10 ? "0" : "")\(rest) €"
    }

    /// `2 octobre 2026`.
    func day(_ day: Day) -> String {
        let number = isFrench && day.dayOfMonth == 1 ? "1er" : "\(day.dayOfMonth)"
        let names = isFrench ? Self.frenchMonths : Self.englishMonths
        return "\(number) \(names[day.month.month - 1]) \(day.month.year)"
    }

    private static let frenchMonths = [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
        "octobre", "novembre", "décembre",
    ]
    private static let englishMonths = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]

    func criterion(_ criterion: EligibilityCriterion) -> String {
        switch criterion {
        case .familyQuotient: either("quotient familial", "family quotient")
        case .incomeTax: either("revenu fiscal de référence", "reference tax income")
        case .rsa: "RSA"
        case .ass: "ASS"
        case .aah: "AAH"
        case .jobSeeker: either("recherche d'emploi", "job search")
        case .tempWorker: either("travail intérimaire", "temporary work")
        case .workingPoor: either("emploi à bas revenu", "low-paid work")
        case .prescription: either("prescription d'un partenaire", "prescription by a partner")
        }
    }

    func proof(_ type: ProofType) -> String {
        switch type {
        case .cafAttestation: either("attestation CAF", "CAF attestation")
        case .msaAttestation: either("attestation MSA", "MSA attestation")
        case .rsaAttestation: either("attestation RSA", "RSA attestation")
        case .aahNotice: either("notification AAH", "AAH notice")
        case .taxNotice: either("avis d'imposition", "tax notice")
        case .payslip: either("bulletin de salaire", "payslip")
        case .franceTravailAttestation:
            either("attestation France Travail", "France Travail attestation")
        case .tempContract: either("contrat d'intérim", "temporary work contract")
        case .prescriptionSheet: either("fiche de prescription", "prescription sheet")
        }
    }

    func seen(_ proof: ProofSeen) -> String {
        self.proof(proof.type) + either(" du ", " of ") + day(proof.on)
    }

    /// `attestation CAF ou attestation MSA, de 3 mois au plus`.
    func proofs(of rule: EligibilityRule) -> String {
        let papers = rule.proofs.map(proof).joined(separator: either(" ou ", " or "))
        return papers + ", " + age(of: rule)
    }

    func age(of rule: EligibilityRule) -> String {
        let months = rule.proofMaxMonths
        return either(
            "de \(months) mois au plus", "at most \(months) month\(months == 1 ? "" : "s") old")
    }

    /// `règle qf v2`.
    func name(_ rule: EligibilityRule) -> String {
        either("règle", "rule") + " \(rule.id) v\(rule.version)"
    }

    /// A whole rule in one line.
    func rule(_ rule: EligibilityRule) -> String {
        let ceiling = rule.ceilingCents.map { " ≤ " + euros($0) } ?? ""
        let place = rule.territory.map {
            either("codes postaux en \($0)…", "postal codes \($0)…")
        }
        let from = either("dès le ", "from ") + day(rule.validFrom)
        let to = rule.validTo.map { either(" jusqu'au ", " to ") + day($0) } ?? ""
        let parts = [criterion(rule.criterion) + ceiling, proofs(of: rule), place, from + to]
        return name(rule) + colon + parts.compactMap(\.self).joined(separator: semicolon)
    }
}
