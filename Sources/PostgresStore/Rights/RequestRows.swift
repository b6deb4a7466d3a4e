import GarageNetwork
import SQL

/// The register of requests.
enum RequestRows {
    static let add = Statement(
        SQL.requestAdd, takes: (String.self, Int64?.self, String.self, Day.self),
        returns: columns)
    static let list = Statement(
        SQL.requestList, takes: (Bool.self, Int64?.self, Int64?.self, Int64.self),
        returns: columns)
    static let close = Statement(
        SQL.requestClose, takes: (Int64.self, Int64?.self, String.self, Day.self),
        returns: columns)
    static let facts = Statement(
        SQL.requestFacts, takes: (), returns: (Int64.self, Day?.self, Day?.self))

    typealias Columns = (Int64, String?, Int64, String, Day, Day, Day?, String?)

    private static var columns:
        (
            Int64.Type, String?.Type, Int64.Type, String.Type, Day.Type, Day.Type, Day?.Type,
            String?.Type
        )
    {
        (
            Int64.self, String?.self, Int64.self, String.self, Day.self, Day.self, Day?.self,
            String?.self
        )
    }
}

extension PersonRequest {
    init(_ row: RequestRows.Columns, of statement: String) throws(StoreError) {
        guard let kind = RequestKind(rawValue: row.3) else {
            throw StoreError(unreadable: statement, column: 3)
        }
        self.init(
            number: row.0, beneficiary: row.1.flatMap { BeneficiaryID($0) },
            organisation: OrganisationID(row.2), kind: kind, receivedOn: row.4, dueOn: row.5,
            closedOn: row.6, outcome: row.7.flatMap(RequestOutcome.init(rawValue:)))
    }
}
