import GarageNetwork
import SQL

/// Who is likely to be somebody enrolled before: equal digests, of which nobody can read a name.
enum TwinRows {
    static let ofOne = Statement(
        SQL.personTwinsOf, takes: (String.self, Int64?.self, Int64.self),
        returns: (String.self))
    static let all = Statement(
        SQL.personTwins, takes: (Int64?.self, String?.self, Int64.self),
        returns: (
            String.self, Int64.self, String.self, Int64.self, Bool.self, Bool.self, String?.self,
            String?.self
        ))

    static func of(
        _ id: BeneficiaryID, _ organisation: Int64?, limit: Int, on connection: PostgresConnection
    ) throws(StoreError) -> [BeneficiaryID] {
        try connection.run(ofOne, id.text, organisation, Int64(limit)).map {
            (text) throws(StoreError) in
            try BeneficiaryID(stored: text, column: 0, of: ofOne.declaration.name)
        }
    }

    static func page(
        _ organisation: Int64?, after id: BeneficiaryID?, limit: Int,
        on connection: PostgresConnection
    ) throws(StoreError) -> [PersonTwin] {
        let name = all.declaration.name
        return try connection.run(all, organisation, id?.text, Int64(limit)).map {
            (row) throws(StoreError) in
            PersonTwin(
                person: try BeneficiaryID(stored: row.0, column: 0, of: name),
                organisation: OrganisationID(row.1),
                sameAs: try BeneficiaryID(stored: row.2, column: 2, of: name),
                sameOrganisation: OrganisationID(row.3), hasSameName: row.4,
                hasSamePhone: row.5, referral: row.6.flatMap { ReferralCode($0) },
                sameReferral: row.7.flatMap { ReferralCode($0) })
        }
    }
}

extension BeneficiaryID {
    fileprivate init(stored text: String, column: Int, of statement: String) throws(StoreError) {
        guard let id = BeneficiaryID(text) else {
            throw StoreError(unreadable: statement, column: column)
        }
        self = id
    }
}
