/// What the questionnaire in the terminal says, in French or English.
struct InterviewWords {
    let language: Language

    init(_ language: Language) { self.language = language }

    func say(_ french: String, _ english: String) -> String {
        language == .fr ? french : english
    }

    func opening(_ version: String, _ count: Int, _ person: String) -> [String] {
        [
            say(
                "Bilan de mobilité \(version), \(count) questions, pour \(person).",
                "Mobility assessment \(version), \(count) questions, for \(person)."),
            say(
                "Toute question peut être refusée. Il n'y a pas de mauvaise réponse.",
                "Every question may be refused. There is no wrong answer."),
            keys,
        ]
    }

    var keys: String {
        say(
            "Répondez par le numéro ou le début de la réponse"
                + "\u{A0}; b revenir, s passer, q arrêter et reprendre plus tard.",
            "Answer by number or by how the answer begins;"
                + " b back, s skip, q stop and go on later.")
    }

    var sensitive: String {
        say(
            "facultatif, conservé à part, effacé en premier",
            "optional, kept apart, erased first")
    }

    func wrong(_ count: Int) -> String {
        say(
            "Tapez 1 à \(count), ou b, s, q.",
            "Type 1 to \(count), or b, s, q.")
    }

    var ambiguous: String {
        say("Plusieurs réponses commencent ainsi.", "More than one answer begins like that.")
    }

    var atStart: String { say("C'est la première question.", "This is the first question.") }

    var spokenHint: String {
        say("En quelques mots; vide ou s pour passer.", "In a few words; empty or s to skip.")
    }

    var farHint: String {
        say(
            "Par exemple 25km ou 40min; vide ou s pour passer.",
            "Such as 25km or 40min; empty or s to skip.")
    }

    func resume(_ count: Int) -> String {
        say(
            "Un entretien interrompu attend ici, \(count) réponses. Le reprendre\u{A0}? (o/n)",
            "An interrupted talk waits here, \(count) answers. Go on with it? (y/n)")
    }

    func isYes(_ text: String) -> Bool { ["o", "oui", "y", "yes"].contains(text.lowercased()) }
    func isNo(_ text: String) -> Bool { ["n", "non", "no"].contains(text.lowercased()) }

    var yesOrNo: String { say("Tapez o ou n.", "Type y or n.") }

    var summary: String { say("Vos réponses", "Your answers") }
    var refused: String { say("(passée)", "(skipped)") }

    func ending(_ count: Int) -> String {
        say(
            "Tapez «\u{A0}envoyer\u{A0}», un numéro de 1 à \(count) pour corriger, ou q.",
            "Type 'send', a number of 1 to \(count) to correct, or q.")
    }

    func isSend(_ text: String) -> Bool { ["envoyer", "send"].contains(text.lowercased()) }

    func kept(_ path: String) -> String {
        say(
            "Rien n'a été envoyé. Les réponses attendent dans \(path)\u{A0};"
                + " la même commande les reprend.",
            "Nothing was sent. The answers wait in \(path); the same command goes on with them.")
    }

    var sent: String { say("Enregistré.", "Kept.") }
}
