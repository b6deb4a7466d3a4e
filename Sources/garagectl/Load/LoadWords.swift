import GarageNetwork

/// What the pictures of a month say, in French or English.
struct LoadWords {
    let language: Language

    init(_ language: Language) { self.language = language }

    func say<Saying>(_ french: Saying, _ english: Saying) -> Saying {
        language == .fr ? french : english
    }

    func standing(_ standing: Standing) -> String {
        switch standing {
        case .zero: say("à zéro", "at zero")
        case .below: say("en dessous", "below")
        case .inside: say("dans l'objectif", "in band")
        case .above: say("au-dessus", "above")
        case .closed: say("fermés, non comptés", "closed, not counted")
        }
    }

    /// A verdict of the daemon; one that is not known here as it came.
    func verdict(_ verdict: String) -> String {
        switch verdict {
        case "starving": say("en manque", "starving")
        case "low": say("risque bas", "low")
        case "on-course": say("en bonne voie", "on course")
        case "high": say("risque haut", "high")
        case "overloaded": say("en surcharge", "overloaded")
        case "out-of-scope": say("hors mesure", "out of scope")
        default: verdict
        }
    }

    /// The verdicts in the order of their month's end, from too few to too many.
    static let verdicts = ["starving", "low", "on-course", "high", "overloaded", "out-of-scope"]

    /// `4,04` or `4.04`: one or two decimals, a half rounded up.
    func decimal(_ number: Double, places: Int) -> String {
        let unit = places < 2 ? 10 : 100
        let whole = Int((Swift.min(Swift.max(number, 0), 1e9) * Double(unit)).rounded())
        let rest = String(whole % unit)
        let zeros = String(repeating: "0", count: places - rest.count)
        return "\(whole / unit)" + say(",", ".") + zeros + rest
    }

    /// `1 211` or `1,211`.
    func count(_ number: Int) -> String {
        var digits = String(number)
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        return ([digits] + groups).joined(separator: say("\u{A0}", ","))
    }

    /// A share as whole percent, or that nobody knows.
    func percent(_ share: Double?) -> String {
        guard let share else { return unknown }
        return "\(Int((Swift.min(share, 1) * 100).rounded()))\u{A0}%"
    }

    var unknown: String { say("inconnu", "unknown") }

    func people(_ number: Int) -> String {
        let counted = count(number)
        return number < 2
            ? say("\(counted) personne", number == 1 ? "1 person" : "\(counted) people")
            : say("\(counted) personnes", "\(counted) people")
    }

    func garages(_ number: Int) -> String {
        "\(count(number)) \(number < 2 && (language == .fr || number == 1) ? "garage" : "garages")"
    }
}

extension LoadWords {
    func month(_ month: Month) -> String {
        let french = [
            "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
            "octobre", "novembre", "décembre",
        ]
        let english = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September",
            "October", "November", "December",
        ]
        return "\((language == .fr ? french : english)[month.month - 1]) \(month.year)"
    }

    func day(_ day: Day) -> String {
        let french = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
        let english = [
            "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
        ]
        let weekday = (language == .fr ? french : english)[day.weekday - 1]
        let number = language == .fr && day.dayOfMonth == 1 ? "1er" : "\(day.dayOfMonth)"
        return "\(weekday) \(number) \(month(day.month))"
    }

    /// When the figures are from: `as of Wednesday 19 March 2025, 17:58`.
    func moment(_ load: NetworkLoad) -> String? {
        load.today.map { today in
            let time = load.time.map { ", " + say($0.replacing(":", with: " h "), $0) } ?? ""
            return say("au ", "as of ") + day(today) + time
        }
    }

    /// What the share in band is called while the month runs, and when it is over.
    func inBand(isOver: Bool) -> String {
        isOver
            ? say("dans l'objectif à la fin", "in band at the end")
            : say("dans l'objectif à ce jour", "in band now")
    }

    /// The three honest numbers in one sentence each.
    func sentence(_ numbers: HonestNumbers, isOver: Bool) -> [String] {
        let counted =
            numbers.inBand.flatMap { inBand in
                numbers.garages.map { say(" (\(inBand) sur \($0))", " (\(inBand) of \($0))") }
            } ?? ""
        let name = inBand(isOver: isOver)
        let mean = numbers.mean.map { decimal($0, places: 2) }
        return [
            say("Garages \(name)\u{A0}: ", "Garages \(name): ") + percent(numbers.share) + counted
                + ".",
            say(
                "Au mieux, avec cette demande et cette géographie\u{A0}: ",
                "The best attainable at this demand and geography: ")
                + percent(numbers.attainable) + ".",
            say("Moyenne\u{A0}: ", "Mean: ")
                + (mean.map { say("\($0) personnes par garage", "\($0) people a garage") }
                    ?? unknown) + ".",
        ]
    }
}
