import GarageNetwork

/// Writes the words of a ``Reason`` in one language, with its punctuation and its decimal sign.
///
/// Straight into the memory that is sent: five sentences a reply are most of what a reply with
/// reasons costs. What does not fit is left out and said by ``isFull``.
struct ReasonWriter {
    private let space: UnsafeMutableRawBufferPointer
    private(set) var count = 0
    private(set) var isFull = false
    private let isFrench: Bool
    private let own: UnsafeRawBufferPointer
    private let nearest: UnsafeRawBufferPointer

    init(
        _ space: UnsafeMutableRawBufferPointer, _ language: Language,
        own: UnsafeRawBufferPointer, nearest: UnsafeRawBufferPointer
    ) {
        self.space = space
        isFrench = language == .french
        self.own = own
        self.nearest = nearest
    }

    mutating func write(_ reason: Reason) {
        text(own)
        text(", ")
        decimal(reason.own.km)
        text(" km")
        var isFirst = true
        reason.forEachPart { part in
            if part.isAboutDistance {
                text(", ")
            } else {
                text(isFirst ? (isFrench ? " : " : ": ") : (isFrench ? " ; " : "; "))
                isFirst = false
            }
            if isFrench { french(part) } else { english(part) }
        }
        text(".")
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
        case .nearestRisksAbove(let count, let risk, let max):
            text(nearest)
            text(", plus proche, ")
            frenchExcess(count, risk, max)
        case .weekFull(let count): frenchWeek(count)
        case .mute(let since): frenchSilence(since)
        case .nearestWeekFull(let count):
            text(nearest)
            text(", plus proche, ")
            frenchWeek(count)
        case .nearestMute(let since):
            text(nearest)
            text(", plus proche, ")
            frenchSilence(since)
        case .fewerReach(let few, let many):
            frenchReach(few, many)
        case .compared(let count, let nearestCount):
            referrals(count)
            text(" ce mois-ci, contre ")
            number(nearestCount)
            text(" pour ")
            text(nearest)
        }
    }

    private mutating func frenchReach(_ few: Int, _ many: Int) {
        if few == 0 {
            text("presque personne ne peut rejoindre ")
            text(own)
            text(", contre ")
            people(many)
            text(" par mois")
        } else {
            people(few)
            text(few < 2 ? " par mois peut rejoindre " : " par mois peuvent rejoindre ")
            text(own)
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
        spelled(since.description)
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
        case .nearestRisksAbove(let count, let risk, let max):
            text(nearest)
            text(", nearer, ")
            englishExcess(count, risk, max)
        case .weekFull(let count):
            text("it has ")
            persons(count)
            text(" this week already")
        case .mute(let since):
            text("it has not answered since ")
            spelled(since.description)
        case .nearestWeekFull(let count):
            text(nearest)
            text(", nearer, has ")
            persons(count)
            text(" this week already")
        case .nearestMute(let since):
            text(nearest)
            text(", nearer, has not answered since ")
            spelled(since.description)
        case .fewerReach(let few, let many):
            englishReach(few, many)
        case .compared(let count, let nearestCount):
            referrals(count)
            text(" this month, against ")
            number(nearestCount)
            text(" for ")
            text(nearest)
        }
    }

    private mutating func englishReach(_ few: Int, _ many: Int) {
        if few == 0 {
            text("hardly anybody can reach ")
            text(own)
            text(", against ")
            people(many)
            text(" a month")
        } else {
            people(few)
            text(" a month can reach ")
            text(own)
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
    /// Inlined, so that a text whose length is known is copied in a few instructions.
    @inline(__always)
    private mutating func text(_ text: StaticString) {
        self.text(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    @inline(__always)
    private mutating func text(_ text: UnsafeRawBufferPointer) {
        guard text.count <= space.count &- count else {
            isFull = true
            return
        }
        guard let from = text.baseAddress, let to = space.baseAddress else { return }
        (to + count).copyMemory(from: from, byteCount: text.count)
        count &+= text.count
    }

    private mutating func byte(_ byte: Int) {
        guard count < space.count else {
            isFull = true
            return
        }
        space[count] = UInt8(truncatingIfNeeded: byte)
        count &+= 1
    }

    /// Not a `text`, which every literal in a choice of two would be taken for.
    private mutating func spelled(_ text: String) {
        var text = text
        text.withUTF8 { self.text(UnsafeRawBufferPointer($0)) }
    }

    private mutating func number(_ number: Int) {
        guard (0..<100).contains(number) else { return spelled(number.description) }
        if number > 9 { byte(0x30 + number / 10) }
        byte(0x30 + number % 10)
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
