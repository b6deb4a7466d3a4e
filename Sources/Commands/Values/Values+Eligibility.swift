import GarageNetwork

extension EligibilityCriterion: ProtocolWord {}

/// The name of a rule of eligibility.
struct RuleID: ProtocolValue {
    let text: String
    static var notation: String { "small letters, digits or -, as qf-62" }

    init(argument text: String) throws(Misreading) {
        let isWord = text.utf8.allSatisfy {
            $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0)
        }
        guard isWord, (1...EligibilityRule.idLengthMax).contains(text.utf8.count) else {
            throw .unreadable(
                "a rule is 1 to \(EligibilityRule.idLengthMax) small letters, digits or -")
        }
        self.text = text
    }
}

/// An amount that an adviser reads on a paper.
struct Euros: ProtocolValue {
    let cents: Int64
    static let max = Double(EligibilityRule.ceilingCentsMax) / 100
    static var notation: String { "euros, as 640 or 640.50" }

    init(argument text: String) throws(Misreading) {
        let euros = try number(text)
        let decimals = text.split(separator: ".", omittingEmptySubsequences: false).dropFirst()
        guard decimals.allSatisfy({ $0.utf8.count <= 2 }), (0...Self.max).contains(euros) else {
            throw .outOfRange("it is between 0 and \(Int(Self.max)), with at most two decimals")
        }
        cents = Int64((euros * 100).rounded())
    }
}

/// Papers, joined by commas.
struct ProofList: ProtocolValue {
    let types: [ProofType]
    static var notation: String { ProofType.allCases.map(\.rawValue).joined(separator: " | ") }

    init(argument text: String) throws(Misreading) {
        var types: [ProofType] = []
        for word in try WordList(argument: text).words {
            guard let type = ProofType(rawValue: word) else {
                throw .outOfRange("a paper is one of \(Self.notation)")
            }
            if !types.contains(type) { types.append(type) }
        }
        guard types.count <= EligibilityRule.proofsMax else {
            throw .outOfRange("at most \(EligibilityRule.proofsMax) papers")
        }
        self.types = types
    }
}

/// Days, joined by commas.
struct DayList: ProtocolValue {
    let days: [Day]
    static var notation: String { "days joined by commas, as 2026-10-02" }

    init(argument text: String) throws(Misreading) {
        var days: [Day] = []
        for word in try WordList(argument: text).words { days.append(try Day(argument: word)) }
        self.days = days
    }
}

/// The beginning of the postal codes where a rule holds.
struct RuleTerritory: ProtocolValue {
    /// Nil for everywhere.
    let prefix: String?
    static var notation: String { "1 to 5 digits, as 62, or all" }

    init(argument text: String) throws(Misreading) {
        if text == "all" {
            prefix = nil
            return
        }
        guard (1...5).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { throw .unreadable("a territory is 1 to 5 digits of a postal code, or all") }
        prefix = text
    }

    /// Whether a rule of that territory holds somewhere in this one.
    func touches(_ territory: String?) -> Bool {
        guard let prefix, let territory else { return true }
        return territory.hasPrefix(prefix) || prefix.hasPrefix(territory)
    }
}

/// The last day of a rule.
struct RuleEnd: ProtocolValue {
    /// Nil for none.
    let day: Day?
    static var notation: String { "a day, as 2026-12-31, or none" }

    init(argument text: String) throws(Misreading) {
        day = text == "none" ? nil : try Day(argument: text)
    }
}

/// How old a paper may be.
struct ProofMonths: BoundedWhole {
    static let range = EligibilityRule.proofMonths
    static let unit = "months"
    let value: Int
    init(_ value: Int) { self.value = value }
}
