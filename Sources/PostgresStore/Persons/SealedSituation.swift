import GarageNetwork
import Geometry

/// How a person travels, as it is sealed: a JSON object, so that a field more needs no migration.
struct SealedSituation: Codable, Equatable, Sendable {
    var latitude: Double
    var longitude: Double
    var mode: String?
    var kmMax: Double?
    var minutesMax: Double?
    var car: String?
    var farKm: Double?
    var farMinutes: Double?
    /// A day, as 2027-05-24.
    var lowMobilityUntil: String?

    init(_ person: Beneficiary) {
        latitude = person.position.latitude
        longitude = person.position.longitude
        mode = person.mode?.rawValue
        kmMax = person.kmMax
        minutesMax = person.minutesMax
        car = person.mobility.car?.rawValue
        farKm = person.mobility.farKm
        farMinutes = person.mobility.farMinutes
        lowMobilityUntil = person.mobility.lowMobilityUntil?.description
    }

    var mobility: PersonMobility {
        PersonMobility(
            car: car.flatMap(CarState.init(rawValue:)), farKm: farKm, farMinutes: farMinutes,
            lowMobilityUntil: lowMobilityUntil.flatMap { Day($0) })
    }
}

extension PersonVault {
    /// Opens what a statement returned.
    func open<Value: Decodable>(
        _: Value.Type, _ sealed: Bytes, key: Int16, as field: SealedField, of subject: String,
        statement: String
    ) throws(StoreError) -> Value {
        do throws(VaultFault) {
            return try open(Value.self, sealed.bytes, key: key, as: field, of: subject)
        } catch {
            throw StoreError(vault: error, of: statement)
        }
    }
}

extension StoreError {
    init(vault fault: VaultFault, of statement: String) {
        self.init(reason: .mismatch, statement: statement, message: fault.description)
    }
}
