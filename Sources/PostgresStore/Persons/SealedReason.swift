import GarageNetwork

/// Free text beside a referral, as it is kept: the number of the key, and in hexadecimal what it
/// sealed.
enum SealedReason {
    static func seal(
        _ text: String, of person: BeneficiaryID, with vault: any PersonVault
    ) -> String {
        let bytes = vault.seal(text, as: .override, of: person.text)
        return "\(vault.sealingKey):\(Hexadecimal.text(of: bytes))"
    }

    static func open(
        _ kept: String, of person: BeneficiaryID, with vault: any PersonVault, statement: String
    ) throws(StoreError) -> String {
        let parts = kept.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let key = Int16(parts[0]),
            let bytes = Hexadecimal.bytes(of: parts[1])
        else { throw StoreError(vault: .altered(.override), of: statement) }
        return try vault.open(
            String.self, Bytes(bytes), key: key, as: .override, of: person.text,
            statement: statement)
    }

    static func reseal(
        _ kept: String, of person: String, with vault: any PersonVault
    ) throws(VaultFault) -> String {
        let parts = kept.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let key = Int16(parts[0]),
            let bytes = Hexadecimal.bytes(of: parts[1])
        else { throw .altered(.override) }
        let again = try vault.reseal(bytes, key: key, as: .override, of: person)
        return "\(vault.sealingKey):\(Hexadecimal.text(of: again))"
    }
}
