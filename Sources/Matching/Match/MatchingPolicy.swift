/// How reachable garages are put in order: by their distance plus what a policy says they cost.
///
/// To add a policy, add a `static let` below and name it in ``all``: commands, help, simulation and
/// the reference page read ``all``. One that weighs something new adds it to ``MatchingPrice``.
package struct MatchingPolicy: Sendable {
    /// What `policy=` takes.
    package let name: String
    /// One sentence for people.
    package let summary: String
    /// The same in French.
    package let frenchSummary: String
    /// What it balances the whole network for, which takes work every day; nil when it looks at one
    /// garage at a time.
    package var goal: BalanceGoal?
    /// What it adds to a garage's distance.
    package let price: MatchingPrice

    /// Every policy, the default first.
    package static let all: [MatchingPolicy] = [
        .balanced, .inBand, .monthEnd, .nearest, .leastLoaded,
    ]

    /// What the network is for: see ``ElasticPrice``.
    package static let balanced = MatchingPolicy(
        name: "balanced",
        summary: "The distance plus what one more person would cost the garage's month,"
            + " given who can still reach it.",
        frenchSummary: "La distance, plus ce qu'une personne de plus coûterait au mois du garage,"
            + " selon qui peut encore l'atteindre.",
        goal: .people, price: .people)

    /// The same rule where a network counts its garages: more of them end in their band, and those
    /// that do not are further from it.
    package static let inBand = MatchingPolicy(
        name: "in-band",
        summary: "As balanced, but for as many garages as possible in their band,"
            + " even if the others end further from it.",
        frenchSummary: "Comme balanced, mais pour le plus de garages possible dans leur objectif,"
            + " quitte à ce que les autres en finissent plus loin.",
        goal: .garages, price: .garages)

    /// The rule that looks at one garage at a time: see ``MonthEndPrice``.
    package static let monthEnd = MatchingPolicy(
        name: "month-end",
        summary: "The distance plus what one more person would cost the garage's month,"
            + " judged by its own past alone.",
        frenchSummary: "La distance, plus ce qu'une personne de plus coûterait au mois du garage,"
            + " d'après son seul passé.",
        price: .ownMonth)

    /// What a map would say.
    package static let nearest = MatchingPolicy(
        name: "nearest",
        summary: "The closest garage first, whatever its load.",
        frenchSummary: "Le garage le plus proche d'abord, quelle que soit sa charge.",
        price: .nothing)

    /// What a fair share would say.
    package static let leastLoaded = MatchingPolicy(
        name: "least-loaded",
        summary: "The garage with the fewest people this month first, then the closest.",
        frenchSummary:
            "Le garage qui a reçu le moins de personnes ce mois-ci, puis le plus proche.",
        price: .count)

    /// The policy of a name, as written; nil when there is none.
    package static func named(_ name: String) -> MatchingPolicy? { all.first { $0.name == name } }

    /// Kilometres to add to a garage's distance; negative draws people to it.
    package func priceKm(_ month: MonthEnd) -> Double { price.km(month) }
}
