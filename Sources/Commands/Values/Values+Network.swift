package import GarageNetwork

extension GarageID: ProtocolValue {
    package static var notation: String { "an id, as G017" }
    package init(argument text: String) throws(Misreading) {
        guard let id = GarageID(text) else {
            throw .unreadable("an id is 1 to \(Self.lengthMax) letters, digits, - _ . or :")
        }
        self = id
    }
}

extension BeneficiaryID: ProtocolValue {
    package static var notation: String { "the B… that BENEFICIARY-ADD gave" }
    package init(argument text: String) throws(Misreading) {
        guard let id = BeneficiaryID(text) else {
            throw .unreadable("it is the B… that BENEFICIARY-ADD gave")
        }
        self = id
    }
}

extension ReferralCode: ProtocolValue {
    package static var notation: String { "eight characters, as 7KQ4M2X9" }
    package init(argument text: String) throws(Misreading) {
        guard let code = ReferralCode(text) else {
            throw .unreadable("not a referral's code: eight characters; check for a typing error")
        }
        self = code
    }
}

extension Brand: ProtocolValue {
    package static var notation: String { "a maker, as Renault" }
    package init(argument text: String) throws(Misreading) {
        guard let brand = Brand(text) else { throw .unreadable("a brand is 1 to 40 letters") }
        self = brand
    }
}

extension TargetBand: ProtocolValue {
    package static var notation: String { "min-max a month, as 5-10" }
    package init(argument text: String) throws(Misreading) {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2 else { throw .notANumber("a band is min-max, as 5-10") }
        let cap = 0...Garage.monthlyCapMax
        let (min, max) = (try whole(ends[0], in: cap), try whole(ends[1], in: cap))
        guard let band = TargetBand(min: min, max: max) else {
            throw .outOfRange("the smaller number of a band comes first")
        }
        self = band
    }
}

extension Day: ProtocolValue {
    package static var notation: String { "a day, as 2026-11-24" }
    package init(argument text: String) throws(Misreading) {
        guard let day = Day(text) else { throw .unreadable("a day is written 2026-11-24") }
        self = day
    }
}

extension Month: ProtocolValue {
    package static var notation: String { "a month, as 2026-11" }
    package init(argument text: String) throws(Misreading) {
        guard let month = Month(text) else { throw .unreadable("a month is written 2026-11") }
        self = month
    }
}

extension Instant: ProtocolValue {
    package static var notation: String { "an instant, as 2025-01-02T08:00:00+01:00" }
    package init(argument text: String) throws(Misreading) {
        guard let instant = Instant(iso8601: text) else {
            throw .unreadable("an instant is written 2025-01-02T08:00:00+01:00")
        }
        self = instant
    }
}

/// A closed list of words, each written as its raw value.
package protocol ProtocolWord: ProtocolValue, RawRepresentable, CaseIterable
where RawValue == String {}

extension ProtocolWord {
    package static var notation: String { allCases.map(\.rawValue).joined(separator: " | ") }
    package init(argument text: String) throws(Misreading) {
        guard let word = Self(rawValue: text) else {
            let words = Self.allCases.map(\.rawValue).joined(separator: ", ")
            throw .outOfRange("it is not one of \(words)")
        }
        self = word
    }
}

extension TravelMode: ProtocolWord {}
extension Work: ProtocolWord {}
extension Role: ProtocolWord {}
extension ReferralState: ProtocolWord {}
extension ReasonCode: ProtocolWord {}
