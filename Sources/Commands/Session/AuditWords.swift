import Alerting
import GarageNetwork

/// What a walk along the audit is told as.
extension AuditVerdict {
    /// One sentence for whoever asked, with the head that they gave.
    func sentence(against given: AuditHead?) -> Sentence {
        guard let finding else { return intactSentence(against: given) }
        return Sentence(
            french: "le journal a été modifié : \(finding.sentence.french)",
            english: "the audit was tampered with: \(finding.sentence.english)")
    }

    private func intactSentence(against given: AuditHead?) -> Sentence {
        let (french, english): (String, String) =
            switch (given, isCompared) {
            case (nil, _):
                (
                    "; rien ne dit si la fin a été coupée : donner head= d'un passage précédent",
                    "; nothing tells whether its end was cut off: give head= of an earlier run"
                )
            case (_, true):
                (
                    ", et rien n'a été coupé depuis la tête donnée",
                    ", and nothing was cut off since the head that was given"
                )
            case (_, false):
                (
                    "; la tête donnée est plus ancienne que ce qui est gardé",
                    "; the head that was given is older than what is kept"
                )
            }
        return Sentence(
            french: "journal intact : \(links) maillons vérifiés" + french,
            english: "the audit is intact: \(links) links verified" + english)
    }
}

extension AuditFinding {
    var sentence: Sentence {
        let (position, entry) = (position ?? 0, entry ?? 0)
        return switch fault {
        case .altered:
            Sentence(
                french: "l'entrée \(entry), au maillon \(position), n'est plus ce qui a été écrit",
                english: "entry \(entry), at link \(position), is not what was written")
        case .removed:
            Sentence(
                french: "l'entrée \(entry), au maillon \(position), a disparu",
                english: "entry \(entry), at link \(position), is gone")
        case .linkRemoved:
            Sentence(
                french: "le maillon \(position) a disparu", english: "link \(position) is gone")
        case .unlinked:
            Sentence(
                french: "l'entrée \(entry) n'est dans aucun maillon : ajoutée après coup, ou son"
                    + " maillon a été retiré",
                english: "no link holds entry \(entry): it was put in later, or its link was taken"
                    + " away")
        case .anchor:
            Sentence(
                french: "ce qui remplace les \(position) premiers maillons n'a pas été écrit par"
                    + " garaged",
                english: "what stands for the first \(position) links was not written by garaged")
        case .cut:
            Sentence(
                french: "la fin manque à partir du maillon \(position)",
                english: "the end is missing from link \(position) on")
        case .rewritten:
            Sentence(
                french: "le maillon \(position) n'est pas celui de la tête donnée",
                english: "link \(position) is not that of the head that was given")
        }
    }
}
