package import Geometry

/// The pseudonym of a person: `B` and 13 characters drawn at random.
package struct BeneficiaryID: Hashable, Sendable, CustomStringConvertible {
    package let text: String
    /// - Returns: nil unless the text is `B` and 1 to 31 letters or digits.
    package init?(_ text: String) {
        guard text.utf8.first == UInt8(ascii: "B"), (2...32).contains(text.utf8.count),
            text.utf8.dropFirst().allSatisfy({ $0.isASCIILetterOrDigit })
        else { return nil }
        self.text = text
    }
    package var description: String { text }

    /// One of 32¹³ pseudonyms, which nobody can guess or count.
    package static func random(
        using generator: inout some RandomNumberGenerator
    ) -> BeneficiaryID {
        let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
        let drawn = (0..<13).map { _ in
            alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
        }
        return BeneficiaryID(unchecked: "B" + String(decoding: drawn, as: UTF8.self))
    }

    private init(unchecked text: String) { self.text = text }
}

/// A prescriber organisation's key in the database.
///
/// 0 is the network itself: what an administrator sends on nobody's behalf.
package struct OrganisationID: Hashable, Sendable {
    package let number: Int64
    package init(_ number: Int64) { self.number = number }
    package static let network = OrganisationID(0)
}

/// An organisation entitled to send people: an agency, a town's social office, an association.
package struct Prescriber: Equatable, Sendable {
    /// The database's key; ignored when adding.
    package var organisation: OrganisationID
    /// The id of the file it was imported from; the same rules as a garage's.
    package var id: GarageID
    package var name: String
    package var kind: String
    package var position: Coordinate?
    package var town: String
    package var postcode: String

    package init(
        organisation: OrganisationID, id: GarageID, name: String, kind: String,
        position: Coordinate?, town: String, postcode: String
    ) {
        self.organisation = organisation
        self.id = id
        self.name = name
        self.kind = kind
        self.position = position
        self.town = town
        self.postcode = postcode
    }
}

/// How a person moves.
package enum TravelMode: String, CaseIterable, Sendable {
    case car, transit, bike, walk
    /// The car is carried; the person rides along or comes later.
    case tow
}

/// What matching needs of a person, under a pseudonym.
package struct Beneficiary: Equatable, Sendable {
    package var id: BeneficiaryID
    package var organisation: OrganisationID
    package var position: Coordinate
    package var mode: TravelMode?
    package var kmMax: Double?
    package var minutesMax: Double?
    package var vehicle: Vehicle
    package var mobility: PersonMobility
    /// Why nothing more is done for them; nil for most.
    package var halt: Halt?

    package init(
        id: BeneficiaryID, organisation: OrganisationID, position: Coordinate,
        mode: TravelMode? = nil, kmMax: Double? = nil, minutesMax: Double? = nil,
        vehicle: Vehicle = Vehicle(), mobility: PersonMobility = PersonMobility(),
        halt: Halt? = nil
    ) {
        self.id = id
        self.organisation = organisation
        self.position = position
        self.mode = mode
        self.kmMax = kmMax
        self.minutesMax = minutesMax
        self.vehicle = vehicle
        self.mobility = mobility
        self.halt = halt
    }
}

extension UInt8 {
    package var isASCIILetterOrDigit: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
