package import Geometry

/// What is kept of somebody.
package enum PersonHolding: Equatable, Sendable {
    case kept(KeptPerson)
    /// They were erased on that day; the caller did it, or the organisation they belong to.
    case forgotten(on: Day)
}

/// Somebody who may be forgotten: what the counts need that stay, and how much would go.
package struct KeptPerson: Equatable, Sendable {
    package var number: Int64
    package var id: BeneficiaryID
    /// Nil where it cannot be opened: erasing needs no key.
    package var position: Coordinate?
    package var birthDate: Day?
    /// The referral that would be called off.
    package var openReferral: ReferralCode?
    package var referrals: Int
    package var assessments: Int
    package var decisions: Int
    package var openRequests: Int

    package init(
        number: Int64, id: BeneficiaryID, position: Coordinate? = nil, birthDate: Day? = nil,
        openReferral: ReferralCode? = nil, referrals: Int = 0, assessments: Int = 0,
        decisions: Int = 0, openRequests: Int = 0
    ) {
        self.number = number
        self.id = id
        self.position = position
        self.birthDate = birthDate
        self.openReferral = openReferral
        self.referrals = referrals
        self.assessments = assessments
        self.decisions = decisions
        self.openRequests = openRequests
    }
}

/// Somebody who is forgotten, as they go on being counted.
package struct Departure: Equatable, Sendable {
    package var number: Int64
    /// Empty where unknown.
    package var department: String
    package var ageBand: AgeBand

    package init(number: Int64, department: String, ageBand: AgeBand) {
        self.number = number
        self.department = department
        self.ageBand = ageBand
    }
}

/// How old people were, coarse enough to be nobody.
package enum AgeBand: String, CaseIterable, Sendable {
    case unknown = ""
    case to25 = "-25"
    case to35 = "26-35"
    case to45 = "36-45"
    case to55 = "46-55"
    case to65 = "56-65"
    case over65 = "66+"

    /// By the age in whole years on a day.
    package init(bornOn birth: Day?, on day: Day) {
        guard let birth, birth <= day else {
            self = .unknown
            return
        }
        let hadBirthday =
            (day.month.month, day.dayOfMonth) >= (birth.month.month, birth.dayOfMonth)
        let years = day.month.year - birth.month.year - (hadBirthday ? 0 : 1)
        self =
            switch years {
            case ...25: .to25
            case ...35: .to35
            case ...45: .to45
            case ...55: .to55
            case ...65: .to65
            case ...120: .over65
            default: .unknown
            }
    }
}
