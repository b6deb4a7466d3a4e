/// The words of a ``Reason`` in one language, with its punctuation and its decimal sign.
struct ReasonWords {
    private let isFrench: Bool

    init(_ language: Language) {
        isFrench = language == .french
    }

    var colon: String { isFrench ? " : " : ": " }
    var semicolon: String { isFrench ? " ; " : "; " }

    /// One place after the decimal sign, as distances are said.
    func decimal(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10)\(isFrench ? "," : ".")\(tenths % 10)"
    }

    func phrase(_ part: Reason.Part) -> String {
        isFrench ? french(part) : english(part)
    }

    private func percent(_ probability: Double) -> String {
        "\(Int((probability * 100).rounded()))"
    }

    private func french(_ part: Reason.Part) -> String {
        switch part {
        case .isNearest: "le plus proche des garages accessibles"
        case .further(let km): "\(decimal(km)) km de plus que le plus proche"
        case .isBeyondDetour: "au-delà du détour admis"
        case .count(let count, let min, let max):
            "\(referrals(count)) ce mois-ci, pour un objectif de \(min) à \(max)"
        case .risksBelow(let count, let risk, let min):
            "\(onlyFrench(count)) et risque à \(percent(risk)) % de finir le mois sous \(min)"
        case .risksAbove(let count, let risk, let max):
            "a déjà \(referrals(count)) et risque à \(percent(risk)) % de dépasser \(max)"
        case .enters(let chance, let min):
            "cette orientation a \(percent(chance)) % de chances d'être celle qui l'amène à \(min)"
        case .nearestRisksAbove(let name, let count, let risk, let max):
            "\(name), plus proche, a déjà \(referrals(count)) et risque à \(percent(risk)) %"
                + " de dépasser \(max)"
        case .weekFull(let count): "a déjà \(persons(count)) cette semaine"
        case .mute(let since): "ne répond plus depuis le \(since)"
        case .nearestWeekFull(let name, let count):
            "\(name), plus proche, a déjà \(persons(count)) cette semaine"
        case .nearestMute(let name, let since):
            "\(name), plus proche, ne répond plus depuis le \(since)"
        case .fewerReach(let name, let few, let nearest, let many):
            few == 0
                ? "presque personne ne peut rejoindre \(name), contre \(people(many)) par mois"
                    + " pour \(nearest)"
                : "\(people(few)) par mois \(few < 2 ? "peut" : "peuvent") rejoindre \(name),"
                    + " contre \(many) pour \(nearest)"
        case .compared(let count, let nearest, let nearestCount):
            "\(referrals(count)) ce mois-ci, contre \(nearestCount) pour \(nearest)"
        }
    }

    private func english(_ part: Reason.Part) -> String {
        switch part {
        case .isNearest: "the nearest of the garages in reach"
        case .further(let km): "\(decimal(km)) km further than the nearest"
        case .isBeyondDetour: "beyond the accepted detour"
        case .count(let count, let min, let max):
            "\(referrals(count)) this month, for a target of \(min) to \(max)"
        case .risksBelow(let count, let risk, let min):
            "\(onlyEnglish(count)) and a risk of \(percent(risk)) % to end the month under \(min)"
        case .risksAbove(let count, let risk, let max):
            "it has \(referrals(count)) already and a risk of \(percent(risk)) % to pass \(max)"
        case .enters(let chance, let min):
            "a chance of \(percent(chance)) % that this referral is the one"
                + " that brings it to \(min)"
        case .nearestRisksAbove(let name, let count, let risk, let max):
            "\(name), nearer, has \(referrals(count)) already and a risk of \(percent(risk)) %"
                + " to pass \(max)"
        case .weekFull(let count): "it has \(persons(count)) this week already"
        case .mute(let since): "it has not answered since \(since)"
        case .nearestWeekFull(let name, let count):
            "\(name), nearer, has \(persons(count)) this week already"
        case .nearestMute(let name, let since):
            "\(name), nearer, has not answered since \(since)"
        case .fewerReach(let name, let few, let nearest, let many):
            few == 0
                ? "hardly anybody can reach \(name), against \(people(many)) a month for \(nearest)"
                : "\(people(few)) a month can reach \(name), against \(many) for \(nearest)"
        case .compared(let count, let nearest, let nearestCount):
            "\(referrals(count)) this month, against \(nearestCount) for \(nearest)"
        }
    }

    /// French counts none and one in the singular.
    private func referrals(_ count: Int) -> String {
        if isFrench { return count < 2 ? "\(count) orientation" : "\(count) orientations" }
        return count == 1 ? "1 referral" : "\(count) referrals"
    }

    private func people(_ count: Int) -> String {
        if isFrench {
            return count < 2 ? "environ \(count) personne" : "environ \(count) personnes"
        }
        return count == 1 ? "about 1 person" : "about \(count) people"
    }

    private func persons(_ count: Int) -> String {
        if isFrench { return count < 2 ? "\(count) personne" : "\(count) personnes" }
        return count == 1 ? "1 person" : "\(count) people"
    }

    private func onlyFrench(_ count: Int) -> String {
        count == 0 ? "n'a encore reçu personne" : "n'a reçu que \(referrals(count))"
    }

    private func onlyEnglish(_ count: Int) -> String {
        count == 0 ? "it has no referral yet" : "it has only \(referrals(count))"
    }
}
