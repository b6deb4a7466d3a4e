/// Who a person is: kept sealed, shown to the adviser, and the name and telephone to the garage
/// that expects them.
///
/// Prints as nothing. No national number, no nationality, no diagnosis has a place here.
package struct Identity: Equatable, Sendable {
    package var familyName: String
    package var givenName: String
    package var birthDate: Day?
    /// As it was given; digits decide whether two are the same.
    package var phone: String?
    package var email: String?
    package var contact: ContactPreference?
    /// A street, where the adviser needs one for a letter.
    package var address: String?
    /// What is wrong with the car and what it is needed for, in the adviser's words.
    package var need: String?

    package init(
        familyName: String = "", givenName: String = "", birthDate: Day? = nil,
        phone: String? = nil, email: String? = nil, contact: ContactPreference? = nil,
        address: String? = nil, need: String? = nil
    ) {
        self.familyName = familyName
        self.givenName = givenName
        self.birthDate = birthDate
        self.phone = phone
        self.email = email
        self.contact = contact
        self.address = address
        self.need = need
    }
}

extension Identity: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "‹identity›" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// How a person wants to be reached.
package enum ContactPreference: String, CaseIterable, Sendable {
    case phone, email, adviser
}

/// Why nothing more is done with a person's file.
package enum Halt: String, CaseIterable, Sendable {
    /// They objected: every job stops.
    case objection
    /// Somebody asked for limitation: it is kept and not used.
    case frozen
    /// It was erased; the pseudonym stays as an empty stone.
    case forgotten
    /// Another pseudonym is the same person, and goes on.
    case merged
}

/// What the reach of a person follows from besides what an adviser sets.
package struct PersonMobility: Equatable, Sendable {
    package var car: CarState?
    /// The adviser's answer to "how far is far?".
    package var farKm: Double?
    package var farMinutes: Double?
    /// Until when an assessment says that more than the nearest garage is too much; nil for never.
    package var lowMobilityUntil: Day?

    package init(
        car: CarState? = nil, farKm: Double? = nil, farMinutes: Double? = nil,
        lowMobilityUntil: Day? = nil
    ) {
        self.car = car
        self.farKm = farKm
        self.farMinutes = farMinutes
        self.lowMobilityUntil = lowMobilityUntil
    }
}

/// How the car is.
package enum CarState: String, CaseIterable, Sendable {
    case runs
    /// It drives, with a defect: not far.
    case defect
    case immobilised
}
