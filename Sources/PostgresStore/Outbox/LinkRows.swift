import GarageNetwork
import SQL

/// Reads and writes of one-time links.
enum LinkRows {
    static let add = Statement(
        SQL.linkAdd, takes: (Bytes.self, String.self, Int32?.self, Instant?.self),
        returns: (Instant.self))
    static let use = Statement(
        SQL.linkUse, takes: (Bytes.self, Instant?.self),
        returns: (String.self, String?.self, Int64?.self, String?.self))

    static func add(
        _ link: AnswerLink, at: Instant?, on connection: PostgresConnection
    ) throws(StoreError) -> Instant? {
        try connection.run(
            add, Bytes(link.secretHash), link.referral.text,
            link.lifetimeSeconds.map { Int32(clamping: $0) }, at
        ).first
    }

    static func use(
        _ secretHash: [UInt8], at: Instant?, on connection: PostgresConnection
    ) throws(StoreError) -> LinkUse {
        let row = try connection.run(use, Bytes(secretHash), at).first
        switch row?.0 {
        case "OPENED":
            guard let code = row?.1.flatMap({ ReferralCode($0) }), let garage = row?.2 else {
                throw StoreError(unreadable: use.declaration.name, column: 1)
            }
            return .opened(code, garage: garage)
        case "NO_SUCH": return .noSuchLink
        case "USED": return .used
        case "EXPIRED": return .expired
        default: throw StoreError(unreadable: use.declaration.name, column: 0)
        }
    }
}
