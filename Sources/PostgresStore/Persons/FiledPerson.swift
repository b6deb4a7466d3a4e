import GarageNetwork
import Geometry

/// A pseudonym with the sealed situation beside it, as statements return them.
struct FiledPerson {
    var id: String
    var organisation: Int64
    var situation: Bytes?
    var sealedWith: Int16?
    /// JSON of before there was a key.
    var clear: String?
    var brand: String?
    var year: Int32?
    var odometerKm: Int32?
    var power: Int32?
    var drives: Bool?
    var halted: String?

    func opened(
        with vault: any PersonVault, statement: String
    ) throws(StoreError) -> Beneficiary {
        guard let id = BeneficiaryID(id) else {
            throw StoreError(unreadable: statement, column: 0)
        }
        let situation = try situation(of: id, vault, statement)
        return Beneficiary(
            id: id, organisation: OrganisationID(organisation),
            position: try Coordinate(
                stored: situation.latitude, situation.longitude, column: 2, of: statement),
            mode: situation.mode.flatMap(TravelMode.init(rawValue:)), kmMax: situation.kmMax,
            minutesMax: situation.minutesMax,
            vehicle: Vehicle(
                brand: brand.flatMap { Brand($0) }, year: year.map(Int.init),
                odometerKm: odometerKm.map(Int.init), fiscalPower: power.map(Int.init),
                drives: drives),
            mobility: situation.mobility, halt: halted.flatMap(Halt.init(rawValue:)))
    }

    private func situation(
        of id: BeneficiaryID, _ vault: any PersonVault, _ statement: String
    ) throws(StoreError) -> SealedSituation {
        if let situation, let sealedWith {
            return try vault.open(
                SealedSituation.self, situation, key: sealedWith, as: .situation, of: id.text,
                statement: statement)
        }
        guard let clear else { throw StoreError(unreadable: statement, column: 2) }
        do throws(VaultFault) {
            return try vault.read(SealedSituation.self, clear: clear, as: .situation)
        } catch {
            throw StoreError(vault: error, of: statement)
        }
    }
}
