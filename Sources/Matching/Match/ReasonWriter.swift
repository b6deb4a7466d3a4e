import GarageNetwork

/// Writes the words of a ``Reason`` in one language, with its punctuation and its decimal sign.
///
/// Straight into the bytes that are sent: the same with strings put together cost three times as
/// much, and five sentences a reply are most of what a reply with reasons costs.
struct ReasonWriter {
    private(set) var utf8: [UInt8]
    private let isFrench: Bool

    /// Writes after what is there already.
    init(_ utf8: consuming [UInt8], _ language: Language) {
        self.utf8 = utf8
        isFrench = language == .french
    }

    mutating func write(_ reason: Reason) {
        text(reason.name)
        text(", ")
        decimal(reason.km)
        text(" km")
        for way in reason.parts where way.isAboutDistance {
            text(", ")
            phrase(way)
        }
        var isFirst = true
        for why in reason.parts where !why.isAboutDistance {
            text(isFirst ? (isFrench ? " : " : ": ") : (isFrench ? " ; " : "; "))
            phrase(why)
            isFirst = false
        }
        text(".")
    }

    private mutating func phrase(_ part: Reason.Part) {
        if isFrench { french(part) } else { english(part) }
    }

    private mutating func french(_ part: Reason.Part) {
        switch part {
        case .isNearest: text("le plus proche des garages accessibles")
        case .further(let km):
            decimal(km)
            text(" km de plus que le plus proche")
        case .isBeyondDetour: text("au-delà du détour admis")
        case .count(let count, let min, let max):
            referrals(count)
            text(" ce mois-ci, pour un objectif de ")
            number(min)
            text(" à ")
            number(max)
        case .risksBelow(let count, let risk, let min):
            if count == 0 {
                text("n'a encore reçu personne")
            } else {
                text("n'a reçu que ")
                referrals(count)
            }
            text(" et risque à ")
            percent(risk)
            text(" % de finir le mois sous ")
            number(min)
        case .risksAbove(let count, let risk, let max): frenchExcess(count, risk, max)
        case .enters(let chance, let min):
            text("cette orientation a ")
            percent(chance)
            text(" % de chances d'être celle qui l'amène à ")
            number(min)
        case .nearestRisksAbove(let name, let count, let risk, let max):
            text(name)
            text(", plus proche, ")
            frenchExcess(count, risk, max)
        case .weekFull(let count): frenchWeek(count)
        case .mute(let since): frenchSilence(since)
        case .nearestWeekFull(let name, let count):
            text(name)
            text(", plus proche, ")
            frenchWeek(count)
        case .nearestMute(let name, let since):
            text(name)
            text(", plus proche, ")
            frenchSilence(since)
        case .fewerReach(let name, let few, let nearest, let many):
            frenchReach(of: name, few, than: nearest, many)
        case .compared(let count, let nearest, let nearestCount):
            referrals(count)
            text(" ce mois-ci, contre ")
            number(nearestCount)
            text(" pour ")
            text(nearest)
        }
    }

    private mutating func frenchReach(
        of name: String, _ few: Int, than nearest: String, _ many: Int
    ) {
        if few == 0 {
            text("presque personne ne peut rejoindre ")
            text(name)
            text(", contre ")
            people(many)
            text(" par mois")
        } else {
            people(few)
            text(few < 2 ? " par mois peut rejoindre " : " par mois peuvent rejoindre ")
            text(name)
            text(", contre ")
            number(many)
        }
        text(" pour ")
        text(nearest)
    }

    private mutating func frenchExcess(_ count: Int, _ risk: Double, _ max: Int) {
        text("a déjà ")
        referrals(count)
        text(" et risque à ")
        percent(risk)
        text(" % de dépasser ")
        number(max)
    }

    private mutating func frenchWeek(_ count: Int) {
        text("a déjà ")
        persons(count)
        text(" cette semaine")
    }

    private mutating func frenchSilence(_ since: Day) {
        text("ne répond plus depuis le ")
        text(since.description)
    }

    private mutating func english(_ part: Reason.Part) {
        switch part {
        case .isNearest: text("the nearest of the garages in reach")
        case .further(let km):
            decimal(km)
            text(" km further than the nearest")
        case .isBeyondDetour: text("beyond the accepted detour")
        case .count(let count, let min, let max):
            referrals(count)
            text(" this month, for a target of ")
            number(min)
            text(" to ")
            number(max)
        case .risksBelow(let count, let risk, let min):
            if count == 0 {
                text("it has no referral yet")
            } else {
                text("it has only ")
                referrals(count)
            }
            text(" and a risk of ")
            percent(risk)
            text(" % to end the month under ")
            number(min)
        case .risksAbove(let count, let risk, let max):
            text("it ")
            englishExcess(count, risk, max)
        case .enters(let chance, let min):
            text("a chance of ")
            percent(chance)
            text(" % that this referral is the one that brings it to ")
            number(min)
        case .nearestRisksAbove(let name, let count, let risk, let max):
            text(name)
            text(", nearer, ")
            englishExcess(count, risk, max)
        case .weekFull(let count):
            text("it has ")
            persons(count)
            text(" this week already")
        case .mute(let since):
            text("it has not answered since ")
            text(since.description)
        case .nearestWeekFull(let name, let count):
            text(name)
            text(", nearer, has ")
            persons(count)
            text(" this week already")
        case .nearestMute(let name, let since):
            text(name)
            text(", nearer, has not answered since ")
            text(since.description)
        case .fewerReach(let name, let few, let nearest, let many):
            englishReach(of: name, few, than: nearest, many)
        case .compared(let count, let nearest, let nearestCount):
            referrals(count)
            text(" this month, against ")
            number(nearestCount)
            text(" for ")
            text(nearest)
        }
    }

    private mutating func englishReach(
        of name: String, _ few: Int, than nearest: String, _ many: Int
    ) {
        if few == 0 {
            text("hardly anybody can reach ")
            text(name)
            text(", against ")
            people(many)
            text(" a month")
        } else {
            people(few)
            text(" a month can reach ")
            text(name)
            text(", against ")
            number(many)
        }
        text(" for ")
        text(nearest)
    }

    private mutating func englishExcess(_ count: Int, _ risk: Double, _ max: Int) {
        text("has ")
        referrals(count)
        text(" already and a risk of ")
        percent(risk)
        text(" % to pass ")
        number(max)
    }
}

// MARK: Words and numbers

extension ReasonWriter {
    private mutating func text(_ text: StaticString) {
        utf8.append(
            contentsOf: UnsafeBufferPointer(
                start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private mutating func text(_ text: String) { utf8.append(contentsOf: text.utf8) }

    private mutating func number(_ number: Int) {
        guard (0..<100).contains(number) else {
            utf8.append(contentsOf: number.description.utf8)
            return
        }
        if number > 9 { utf8.append(UInt8(ascii: "0") + UInt8(number / 10)) }
        utf8.append(UInt8(ascii: "0") + UInt8(number % 10))
    }

    /// One place after the decimal sign, as distances are said.
    private mutating func decimal(_ value: Double) {
        let tenths = Int((value * 10).rounded())
        number(tenths / 10)
        text(isFrench ? "," : ".")
        number(tenths % 10)
    }

    private mutating func percent(_ probability: Double) {
        number(Int((probability * 100).rounded()))
    }

    /// French counts none and one in the singular.
    private mutating func referrals(_ count: Int) {
        number(count)
        if isFrench {
            text(count < 2 ? " orientation" : " orientations")
        } else {
            text(count == 1 ? " referral" : " referrals")
        }
    }

    private mutating func people(_ count: Int) {
        text(isFrench ? "environ " : "about ")
        persons(count)
    }

    private mutating func persons(_ count: Int) {
        number(count)
        if isFrench {
            text(count < 2 ? " personne" : " personnes")
        } else {
            text(count == 1 ? " person" : " people")
        }
    }
}

extension Reason.Part {
    fileprivate var isAboutDistance: Bool {
        switch self {
        case .isNearest, .further, .isBeyondDetour: true
        default: false
        }
    }
}
