import GarageNetwork
import Geometry
import LineProtocol
import Matching

/// What is said of a person besides where they are and which car they have.
enum PersonKeys {
    static let name = Key<PersonName>("name", "The family name.")
    static let firstName = Key<PersonName>("first_name", "The first name.")
    static let birthDate = Key<BirthDate>("birth_date", "The day of birth.")
    static let phone = Key<PersonPhone>(
        "phone", "The telephone; the garage that expects them sees it.")
    static let email = Key<PersonEmail>("email", "The electronic address.")
    static let contact = Key<ContactPreference>("contact", "How they want to be reached.")
    static let address = Key<PersonWords>("address", "A street, where a letter is sent.")
    static let need = Key<PersonWords>(
        "need", "What is wrong with the car and what it is needed for; the garage sees it.")
    static let notice = Key<NoticeVersion>(
        "notice", "The version of the information that they were given.")
    static let car = Key<CarState>("car", "How the car is.")
    static let far = Key<FarExtent>("far", "How far is far for them.")

    static let identity: [any KeyDeclaration] = [
        name, firstName, birthDate, phone, email, contact, address, need,
    ]
    static let mobility: [any KeyDeclaration] = [car, far]

    /// The same key, where an empty value takes away what was kept.
    static func clearable<Value>(_ key: Key<Value>) -> Key<Clearable<Value>> {
        Key(key.name, key.meaning)
    }
}

extension Call {
    /// Who a person is; nil where nothing of it was said.
    func identity() throws(RequestError) -> Identity? {
        let identity = Identity(
            familyName: try optional(PersonKeys.name)?.text ?? "",
            givenName: try optional(PersonKeys.firstName)?.text ?? "",
            birthDate: try optional(PersonKeys.birthDate).map(past),
            phone: try optional(PersonKeys.phone)?.text,
            email: try optional(PersonKeys.email)?.address.text,
            contact: try optional(PersonKeys.contact),
            address: try optional(PersonKeys.address)?.text,
            need: try optional(PersonKeys.need)?.text)
        return identity == Identity() ? nil : identity
    }

    /// The day of a birth, which is not to come.
    func past(_ birth: BirthDate) throws(RequestError) -> Day {
        guard birth.day <= environment.clock.now.paris.day else {
            throw RequestError(.range, "birth_date: a birth date is not in the future")
        }
        return birth.day
    }

    /// How the car is and how far is far.
    func mobility() throws(RequestError) -> PersonMobility {
        var mobility = PersonMobility(car: try optional(PersonKeys.car))
        mobility.set(far: try optional(PersonKeys.far)?.extent)
        return mobility
    }

    /// What is said of the car of a person who is kept: a make that there is.
    func keptVehicle() throws(RequestError) -> Vehicle {
        let vehicle = try vehicle()
        if let brand = vehicle.brand { _ = try known(brand) }
        return vehicle
    }

    /// A make of cars, or one that a garage of the network says it takes.
    ///
    /// It is kept in clear: anything else, a name for one, must not be written there.
    func known(_ brand: Brand) throws(RequestError) -> Brand {
        let isKnown =
            KnownMakes.contains(brand)
            || view.garages.contains {
                $0.takes.lightBrands.contains(brand) || $0.takes.heavyBrands.contains(brand)
            }
        guard isKnown else {
            throw RequestError(
                .range, "brand: not a make of cars that is known here; leave it out or write other")
        }
        return brand
    }
}

extension PersonMobility {
    /// Sets how far is far; nil for nothing said.
    mutating func set(far: Extent?) {
        switch far {
        case .kilometres(let km): (farKm, farMinutes) = (km, nil)
        case .minutes(let minutes): (farKm, farMinutes) = (nil, minutes)
        case nil: (farKm, farMinutes) = (nil, nil)
        }
    }

    /// As a client would write it.
    var farText: String? {
        farKm.map { Extent.kilometres($0).argument }
            ?? farMinutes.map { Extent.minutes($0).argument }
    }
}
