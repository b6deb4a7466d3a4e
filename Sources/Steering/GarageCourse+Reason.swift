import Alerting
import GarageNetwork
import Matching

extension GarageCourse {
    /// Why, with the numbers behind it: the months, the people, the rivals, the prescribers.
    package var reason: Wording {
        Wording(french: sentence(.french), english: sentence(.english))
    }

    private func sentence(_ language: Language) -> String {
        let isFrench = language == .french
        let facts = [months(language), basin(language), prescribers(language)]
            .compactMap(\.self).joined(separator: isFrench ? " ; " : "; ")
        let finding = isFrench ? french : english
        return facts.isEmpty ? finding : finding + ". " + facts.capitalisedFirst
    }

    private var french: String {
        switch cause {
        case .noPast: "aucun mois complet n'est encore connu"
        case .silent:
            "la moitié au moins de ce qui lui est proposé reste sans réponse"
                + " (\(around?.unanswered ?? 0) sur \(around?.proposed ?? 0) en trois mois) :"
                + " l'appeler, puis le suspendre si rien ne change"
        case .above:
            "au-dessus de son objectif mois après mois : recruter un garage à proximité"
                + " ou réduire le flux"
        case .thinBasin:
            "son bassin ne peut pas lui donner \(target.min) personnes par mois, quelle que soit"
                + " la répartition : recruter des prescripteurs à proximité"
        case .sharedBasin:
            "bassin mince et partagé : sa part équitable est de"
                + " \(Spoken.decimal(around?.fairSharePerMonth ?? 0, .french)) personnes par mois,"
                + " sous son minimum de \(target.min) : revoir son objectif ou son secteur"
        case .overlooked:
            "son bassin suffirait, mais les personnes n'y arrivent pas : vérifier ce qu'il"
                + " accepte, son plafond et ses fermetures"
        case .none: "aucun écart ne se répète : continuer ainsi"
        }
    }

    private var english: String {
        switch cause {
        case .noPast: "no full month is known yet"
        case .silent:
            "half or more of what is proposed to it stays without an answer"
                + " (\(around?.unanswered ?? 0) of \(around?.proposed ?? 0) in three months):"
                + " call it, then pause it if nothing changes"
        case .above:
            "above its target month after month: recruit a garage near it or lower the flow"
        case .thinBasin:
            "its basin cannot give it \(target.min) people a month, whatever the policy:"
                + " recruit prescribers near it"
        case .sharedBasin:
            "a thin basin that others share: its even share is"
                + " \(Spoken.decimal(around?.fairSharePerMonth ?? 0, .english)) people a month,"
                + " under its minimum of \(target.min): reconsider its target or its area"
        case .overlooked:
            "its basin would be enough, but people do not get there: check what it takes, its cap"
                + " and its closures"
        case .none: "nothing repeats that should be changed: go on like this"
        }
    }

    private func months(_ language: Language) -> String? {
        guard past.judged > 0 else { return nil }
        switch language {
        case .french:
            return "sur \(past.judged) mois, \(past.below) sous l'objectif de \(target.min) à"
                + " \(target.max), \(past.inside) dedans, \(past.above) au-dessus"
        case .english:
            let months = Spoken.count(past.judged, "month", "months", language)
            return "of \(months), \(past.below) below the target of \(target.min) to \(target.max),"
                + " \(past.inside) in it, \(past.above) above"
        }
    }

    private func basin(_ language: Language) -> String? {
        guard let around else { return nil }
        let people = Spoken.decimal(around.reachedByPerMonth, language)
        let rivals = Spoken.decimal(around.rivals, language)
        let isAlone = around.rivals < 0.05
        switch language {
        case .french:
            return "\(people) personnes par mois peuvent le rejoindre, "
                + (isAlone
                    ? "sans autre garage à leur portée"
                    : "avec \(rivals) autres garages à leur portée en moyenne")
        case .english:
            return "\(people) people a month can reach it, "
                + (isAlone
                    ? "with no other garage in their reach"
                    : "with \(rivals) other garages in their reach on average")
        }
    }

    private func prescribers(_ language: Language) -> String? {
        guard let near = around?.prescribersNear else { return nil }
        let km = Int(Circumstances.prescriberKm)
        switch language {
        case .french:
            let count =
                near == 0
                ? "aucun prescripteur"
                : Spoken.count(near, "prescripteur", "prescripteurs", language)
            return "\(count) à moins de \(km) km"
        case .english:
            let count =
                near == 0
                ? "no prescriber" : Spoken.count(near, "prescriber", "prescribers", language)
            return "\(count) within \(km) km"
        }
    }
}

extension String {
    /// The text with a capital first letter.
    fileprivate var capitalisedFirst: String {
        prefix(1).uppercased() + dropFirst()
    }
}
