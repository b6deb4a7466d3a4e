/// A whole number whose range is part of its type.
package protocol BoundedWhole: ProtocolValue {
    static var range: ClosedRange<Int> { get }
    static var unit: String { get }
    init(_ value: Int)
}

extension BoundedWhole {
    package static var notation: String {
        "\(range.lowerBound)…\(range.upperBound)\(unit.isEmpty ? "" : " " + unit)"
    }
    package init(argument text: String) throws(Misreading) {
        self.init(try whole(text, in: Self.range))
    }
}

/// How many rows to answer with.
package struct RowLimit: BoundedWhole {
    package static let range = 1...1000
    package static let unit = "rows"
    package let value: Int
    package init(_ value: Int) { self.value = value }
}

/// The year a car was first registered.
package struct RegistrationYear: BoundedWhole {
    package static let range = 1900...2100
    package static let unit = ""
    package let value: Int
    package init(_ value: Int) { self.value = value }
}

/// How far a car has been driven.
package struct OdometerKm: BoundedWhole {
    package static let range = 0...2_000_000
    package static let unit = "km"
    package let value: Int
    package init(_ value: Int) { self.value = value }
}

/// French fiscal horsepower.
package struct FiscalPower: BoundedWhole {
    package static let range = 1...100
    package static let unit = "CV"
    package let value: Int
    package init(_ value: Int) { self.value = value }
}

/// An age in years.
package struct AgeYears: BoundedWhole {
    package static let range = 0...100
    package static let unit = "years"
    package let value: Int
    package init(_ value: Int) { self.value = value }
}

/// How many referrals a month at most.
package struct MonthlyCap: BoundedWhole {
    package static let range = 0...1000
    package static let unit = "a month"
    package let value: Int
    package init(_ value: Int) { self.value = value }
}

/// How long a token lives.
package struct TokenDays: BoundedWhole {
    package static let range = 1...3650
    package static let unit = "days"
    package let value: Int
    package init(_ value: Int) { self.value = value }
}

/// An amount of money.
package struct AmountCents: BoundedWhole {
    package static let range = 0...100_000_000
    package static let unit = "cents"
    package let value: Int
    package init(_ value: Int) { self.value = value }
}

/// How content a person was.
package struct SatisfactionScore: BoundedWhole {
    package static let range = 1...5
    package static let unit = ""
    package let value: Int
    package init(_ value: Int) { self.value = value }
}

/// A travel limit of a person in kilometres; matching never goes beyond its own ceiling.
package struct ReachKm: ProtocolValue {
    package static let range = 0.0...1000.0
    package let value: Double
    package static var notation: String { "km, as 25" }
    package init(argument text: String) throws(Misreading) {
        value = try number(text)
        guard Self.range.contains(value) else { throw .outOfRange("it is between 0 and 1000") }
    }
}

/// A travel limit of a person in minutes.
package struct ReachMinutes: ProtocolValue {
    package static let range = 0.0...600.0
    package let value: Double
    package static var notation: String { "minutes, as 40" }
    package init(argument text: String) throws(Misreading) {
        value = try number(text)
        guard Self.range.contains(value) else { throw .outOfRange("it is between 0 and 600") }
    }
}

/// A position in a list of referrals.
package struct ListPosition: BoundedWhole {
    package static let range = 1...Int.max
    package static let unit = ""
    package let value: Int
    package init(_ value: Int) { self.value = value }
}

/// A number of inhabitants.
package struct Population: BoundedWhole {
    package static let range = 0...100_000_000
    package static let unit = "people"
    package let value: Int
    package init(_ value: Int) { self.value = value }
}

/// One of the two numbers of a position.
package struct Degrees: ProtocolValue {
    package let value: Double
    package static var notation: String { "degrees, as 48.85" }
    package init(argument text: String) throws(Misreading) { value = try number(text) }
}

/// Postal codes of one place.
package struct PostcodeList: ProtocolValue {
    package let postcodes: [String]
    package static var notation: String { "postal codes joined by |, as 62300|62301" }
    package init(argument text: String) throws(Misreading) {
        var codes: [String] = []
        for part in text.split(separator: "|") {
            codes.append(try Postcode(argument: String(part)).text)
        }
        postcodes = codes
    }
}
