import GarageNetwork
import Matching
import Mobility

/// What is said to people of an assessment, in French or English.
struct AssessmentWords {
    let language: Language

    init(_ language: Language) { self.language = language }

    func say(_ wording: Mobility.Wording) -> String { wording.said(in: language) }

    private func say(_ french: String, _ english: String) -> String {
        language == .french ? french : english
    }

    /// The index or what it lacks, then what changed or why nothing is said of that.
    func sentences(_ assessment: Assessment?, _ comparison: Comparison?, on day: Day) -> String {
        let index =
            assessment.map { self.index($0) }
            ?? say(
                "Le questionnaire de cette version n'est plus lisible.",
                "The questionnaire of this version cannot be read any more.")
        guard let comparison else { return index }
        return index + " " + change(comparison, on: day)
    }

    private func index(_ assessment: Assessment) -> String {
        guard let index = assessment.index else { return lacks(of: assessment) }
        let band = assessment.questionnaire.band(of: index).map { ", " + say($0.name) } ?? ""
        return say(
            "Indice \(index.points) sur 100\(band).", "Index \(index.points) of 100\(band).")
    }

    private func lacks(of assessment: Assessment) -> String {
        let rules = assessment.questionnaire.rules
        let parts = assessment.lacks.map { lack in
            switch lack {
            case .dimension(let dimension, let percent):
                say(
                    "\(dimension.name.french) \(percent) % répondu (il en faut"
                        + " \(rules.dimensionAnsweredPercent))",
                    "\(dimension.name.english) \(percent) % answered"
                        + " (\(rules.dimensionAnsweredPercent) needed)")
            case .answers(let percent):
                say(
                    "en tout \(percent) % répondu (il en faut \(rules.indexAnsweredPercent))",
                    "in all \(percent) % answered (\(rules.indexAnsweredPercent) needed)")
            }
        }
        return say("Pas d'indice\u{A0}: ", "No index: ") + parts.joined(separator: ", ") + "."
    }

    private func change(_ comparison: Comparison, on day: Day) -> String {
        switch comparison {
        case .noEntry:
            return say(
                "Aucune entrée avant ce jour\u{A0}: rien à comparer.",
                "No entry before this day: nothing to compare with.")
        case .otherVersion(let entry):
            return say(
                "L'entrée du \(entry.on) a été posée avec \(entry.version)\u{A0}: reposez"
                    + " cette version pour comparer.",
                "The entry of \(entry.on) was asked with \(entry.version): ask that version"
                    + " again to compare.")
        case .unreadable:
            return say(
                "La comparaison avec l'entrée n'est pas possible.",
                "It cannot be compared with the entry.")
        case .progress(let entry, let progress):
            let parts = [change(progress, since: entry), age(of: entry, on: day)]
            return parts.compactMap { $0 }.joined(separator: " ")
        }
    }

    private func change(_ progress: Progress, since entry: AssessmentFigures) -> String {
        let count = progress.dimensions.count
        guard let change = progress.index else {
            return say(
                "Depuis l'entrée du \(entry.on)\u{A0}: pas d'évolution de l'indice,"
                    + " \(count) dimensions valables les deux fois.",
                "Since the entry of \(entry.on): no change of the index can be given,"
                    + " \(count) dimensions are valid both times.")
        }
        let signed = change.points > 0 ? "+\(change.points)" : "\(change.points)"
        guard change.isMeasurable else {
            return say(
                "Depuis l'entrée du \(entry.on)\u{A0}: pas de changement mesurable (\(signed)).",
                "Since the entry of \(entry.on): no measurable change (\(signed)).")
        }
        return say(
            "Depuis l'entrée du \(entry.on)\u{A0}: \(signed) points, de \(change.entry.points)"
                + " à \(change.exit.points) sur \(count) dimensions.",
            "Since the entry of \(entry.on): \(signed) points, from \(change.entry.points)"
                + " to \(change.exit.points) on \(count) dimensions.")
    }

    /// That the entry was older than what may be relied on, where it was.
    private func age(of entry: AssessmentFigures, on day: Day) -> String? {
        guard day > entry.validUntil else { return nil }
        return say(
            "L'entrée n'était valable que jusqu'au \(entry.validUntil).",
            "The entry could be relied on until \(entry.validUntil) only.")
    }
}
