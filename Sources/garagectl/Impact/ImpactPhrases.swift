/// What the tables and the page of IMPACT say besides the daemon's own names, in French or English.
struct ImpactPhrases {
    let language: Language

    init(_ language: Language) { self.language = language }

    func say<Saying>(_ french: Saying, _ english: Saying) -> Saying {
        language == .fr ? french : english
    }

    var title: String { say("Impact des deux partenaires", "Impact of both partners") }

    func period(_ figures: ImpactFigures) -> String {
        let (first, last) = (figures.total("from") ?? "?", figures.total("through") ?? "?")
        return say(
            "Personnes orientées pour la première fois du \(first) au \(last)",
            "People first referred from \(first) to \(last)")
    }

    func group(_ name: String) -> String {
        switch name {
        case "(all)": say("Tous", "All")
        case "(folded)": say("Petits groupes, réunis", "Small groups, together")
        case "(network)": say("Le réseau lui-même", "The network itself")
        case "other": say("Autres", "Other")
        default: name
        }
    }

    func partner(_ partner: String) -> String {
        partner == "company"
            ? say("L'entreprise", "The company") : say("L'association", "The association")
    }

    func columns(_ partner: String) -> [String] {
        [
            self.partner(partner), "n", say("sur", "of"), say("valeur", "value"),
            say("intervalle à 95 %", "95 % interval"),
        ]
    }

    /// A row: what, how many, of how many, the value, its interval; a hyphen where it is not told.
    func cells(_ figure: ImpactFigures.Figure) -> [String] {
        [
            figure.label, figure.cases.map(String.init) ?? "-",
            figure.whole.map(String.init) ?? "-", value(figure), interval(figure),
        ]
    }

    func value(_ figure: ImpactFigures.Figure) -> String {
        figure.value.map { number($0, figure.unit) } ?? "-"
    }

    func interval(_ figure: ImpactFigures.Figure) -> String {
        guard let low = figure.low, let high = figure.high else { return "-" }
        return number(low, figure.unit) + say(" à ", " to ") + number(high, figure.unit)
    }

    /// `43 %` of a share, `12.5` of points.
    private func number(_ value: Double, _ unit: String) -> String {
        let bounded = Swift.min(Swift.max(value, -1e6), 1e6)
        // Rounded once: 59.46 % is 59 %, by way of 59.5 it would be 60.
        if unit == "share" { return "\(Int((bounded * 100).rounded())) %" }
        let tenths = Int((bounded * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        return "\(sign)\(abs(tenths) / 10)" + say(",", ".") + "\(abs(tenths) % 10)"
    }

    var tooFew: String {
        say(
            "Moins de cinq personnes : rien n'est dit d'elles.",
            "Fewer than five people: nothing is told of them.")
    }

    /// What the figures are, and where the intervals come from.
    var method: [String] {
        say(
            [
                "Les deux partenaires comptent les mêmes personnes : celles dont la première"
                    + " orientation a été faite dans la période, avec tout ce qu'elles sont"
                    + " devenues jusqu'à aujourd'hui.",
                "Un bilan de sortie qui manque est compté et montré, jamais écarté.",
                "Indice : médiane et intervalle de confiance à 95 % au moins par les"
                    + " statistiques d'ordre (loi binomiale), sans hypothèse de distribution, à"
                    + " partir de 6 personnes (Conover, 1999 ; Hahn et Meeker, 1991). Une évolution"
                    + " de moins de 5 points n'est pas mesurable.",
                "Parts : intervalle de Wilson (1927), recommandé pour de petits effectifs (Brown,"
                    + " Cai et DasGupta, 2001).",
                "Un tiret remplace ce qui désignerait une à quatre personnes, ou permettrait de"
                    + " les retrouver par différence.",
            ],
            [
                "Both partners count the same people: those whose first referral was made in the"
                    + " period, with all that became of them until today.",
                "An exit assessment that is missing is counted and shown, never dropped.",
                "Index: median, with a confidence interval of at least 95 % by order statistics"
                    + " (binomial), which supposes no distribution, from 6 people on (Conover 1999;"
                    + " Hahn and Meeker, 1991). A change of less than 5 points is not measurable.",
                "Shares: Wilson's interval (1927), recommended for few people (Brown, Cai and"
                    + " DasGupta, 2001).",
                "A hyphen stands for what would point at one to four people, or let them be found"
                    + " by a difference.",
            ])
    }
}
