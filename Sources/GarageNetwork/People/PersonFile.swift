/// All that is kept of a person but what happened to them: who they are, how they travel, what they
/// were told and what they asked for.
///
/// Prints as its pseudonym.
package struct PersonFile: Equatable, Sendable {
    /// Where they start from, the car, and why nothing more is done where that is so.
    package var person: Beneficiary
    package var identity: Identity
    /// The version of the information that they were given, and the day.
    package var notice: String?
    package var noticeOn: Day?
    /// Since when they object to being helped by this network.
    ///
    /// This and ``frozenOn`` are read here; ``RightsLedger`` changes them.
    package var objectedOn: Day?
    /// Since when their file is kept and not used.
    package var frozenOn: Day?
    package var lastContactOn: Day

    package init(
        person: Beneficiary, identity: Identity = Identity(), notice: String? = nil,
        noticeOn: Day? = nil, objectedOn: Day? = nil, frozenOn: Day? = nil, lastContactOn: Day
    ) {
        self.person = person
        self.identity = identity
        self.notice = notice
        self.noticeOn = noticeOn
        self.objectedOn = objectedOn
        self.frozenOn = frozenOn
        self.lastContactOn = lastContactOn
    }

    /// This file with its gaps filled from another of the same person.
    package func filled(from other: PersonFile) -> PersonFile {
        var file = self
        file.identity = identity.filled(from: other.identity)
        file.person.mode = person.mode ?? other.person.mode
        if person.kmMax == nil, person.minutesMax == nil {
            (file.person.kmMax, file.person.minutesMax) =
                (other.person.kmMax, other.person.minutesMax)
        }
        file.person.vehicle = person.vehicle.filled(from: other.person.vehicle)
        file.person.mobility = person.mobility.filled(from: other.person.mobility)
        if notice == nil { (file.notice, file.noticeOn) = (other.notice, other.noticeOn) }
        file.lastContactOn = max(lastContactOn, other.lastContactOn)
        return file
    }
}

extension PersonFile: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "‹file of \(person.id)›" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension Identity {
    fileprivate func filled(from other: Identity) -> Identity {
        Identity(
            familyName: familyName.isEmpty ? other.familyName : familyName,
            givenName: givenName.isEmpty ? other.givenName : givenName,
            birthDate: birthDate ?? other.birthDate, phone: phone ?? other.phone,
            email: email ?? other.email, contact: contact ?? other.contact,
            address: address ?? other.address, need: need ?? other.need)
    }
}

extension Vehicle {
    /// What is not known of this car, from another's.
    ///
    /// Only where both may be one car: another make is another car.
    fileprivate func filled(from other: Vehicle) -> Vehicle {
        if let brand, let theirs = other.brand, brand != theirs { return self }
        return Vehicle(
            brand: brand ?? other.brand, year: year ?? other.year,
            odometerKm: odometerKm ?? other.odometerKm,
            fiscalPower: fiscalPower ?? other.fiscalPower, drives: drives ?? other.drives)
    }
}

extension PersonMobility {
    fileprivate func filled(from other: PersonMobility) -> PersonMobility {
        var filled = self
        filled.car = car ?? other.car
        if farKm == nil, farMinutes == nil {
            (filled.farKm, filled.farMinutes) = (other.farKm, other.farMinutes)
        }
        filled.lowMobilityUntil = [lowMobilityUntil, other.lowMobilityUntil].compactMap(\.self)
            .max()
        return filled
    }
}

/// What a garage is told of the person it expects: nothing of how they live.
package struct ExpectedPerson: Equatable, Sendable {
    package var familyName: String
    package var givenName: String
    package var phone: String?
    package var vehicle: Vehicle
    package var need: String?

    package init(
        familyName: String, givenName: String, phone: String?, vehicle: Vehicle, need: String?
    ) {
        self.familyName = familyName
        self.givenName = givenName
        self.phone = phone
        self.vehicle = vehicle
        self.need = need
    }

    /// What of a file a garage may see.
    package init(_ file: PersonFile) {
        self.init(
            familyName: file.identity.familyName, givenName: file.identity.givenName,
            phone: file.identity.phone, vehicle: file.person.vehicle, need: file.identity.need)
    }
}

extension ExpectedPerson: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "‹expected person›" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
