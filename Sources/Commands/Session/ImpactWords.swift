import GarageNetwork
import Impact
import Matching

/// What the indicators of IMPACT are called, in French or English.
struct ImpactWords {
    private let language: Language

    init(_ language: Language) { self.language = language }

    private func say(_ french: String, _ english: String) -> String {
        language == .french ? french : english
    }

    /// What whoever reads the figures must know.
    var note: String {
        say(
            "Les indicateurs des deux partenaires portent sur les mêmes personnes : ils sont liés,"
                + " aucun ne prouve qu'il est la cause d'un autre.",
            "Both partners' indicators are of the same people: they are linked, and none proves"
                + " that it caused another.")
    }

    /// The name of an indicator.
    func label(of line: ImpactLine) -> String {
        if !line.dimension.isEmpty {
            return "\(dimension(line.dimension)) : \(standing(line.measure))"
                .replacing(" : ", with: say("\u{A0}: ", ": "))
        }
        if let months = OutcomeMonths.allCases.first(where: {
            line.measure.hasSuffix("-\($0.rawValue)")
        }) {
            return work(String(line.measure.dropLast(2)), months.rawValue)
        }
        return line.partner == .company ? step(line.measure) : exit(line.measure)
    }

    private func dimension(_ name: String) -> String {
        switch name {
        case "index": say("indice de mobilité", "mobility index")
        case "environment": say("environnement", "environment")
        case "licence": say("permis", "licence")
        case "physical": say("physique", "physical")
        case "material": say("matériel", "material")
        case "financial": say("financier", "financial")
        case "cognitive": say("cognitif et confiance", "cognitive, confidence")
        default: name
        }
    }

    private func standing(_ measure: String) -> String {
        switch measure {
        case "entry": say("à l'entrée, médiane", "at entry, median")
        case "exit": say("à la sortie, médiane", "at exit, median")
        case "change": say("évolution, médiane", "change, median")
        case "rise": say("hausse mesurable", "measurable rise")
        case "same": say("pas de changement mesurable", "no measurable change")
        case "fall": say("baisse mesurable", "measurable fall")
        default: measure
        }
    }

    private func exit(_ measure: String) -> String {
        switch measure {
        case "people": say("personnes orientées", "people referred")
        case "no-entry": say("sans bilan d'entrée", "without an entry assessment")
        case "exit-due": say("sortie pas encore due", "exit not yet due")
        case "exit-overdue": say("sortie en retard", "exit overdue")
        case "exit-other-version":
            say("sortie faite avec un autre questionnaire", "exit with another questionnaire")
        case "exit-incomparable": say("sortie non comparable", "exit not comparable")
        default: measure
        }
    }

    private func work(_ measure: String, _ months: Int) -> String {
        let when =
            months == 0
            ? say("à la sortie", "at the end") : say("à \(months) mois", "after \(months) months")
        let what =
            switch measure {
            case "work": say("en emploi (gardé ou trouvé)", "in work (kept or found)")
            case "job-kept": say("emploi gardé", "job kept")
            case "job-found": say("emploi trouvé", "job found")
            case "training": say("formation", "training")
            case "none": say("ni emploi ni formation", "neither job nor training")
            case "unknown": say("situation inconnue", "not known")
            default: measure
            }
        return "\(what), \(when)"
    }

    private func step(_ measure: String) -> String {
        switch measure {
        case "garages": say("garages déployés", "garages deployed")
        case "referrals": say("orientations", "referrals")
        case "reception": say("accueil", "reception")
        case "file": say("dossier", "file")
        case "quote": say("devis", "quote")
        case "repaired": say("réparation faite", "repair done")
        case "not-repaired": say("réparation non faite", "repair not done")
        case "unfinished": say("pas encore d'issue", "not ended yet")
        case "satisfaction": say("satisfaction, médiane", "satisfaction, median")
        case "satisfaction-mean": say("satisfaction, moyenne", "satisfaction, mean")
        default: measure
        }
    }
}
