import GarageNetwork
import SQL

/// Reads of what happened to referrals, whoever wrote it.
///
/// The position is one of its own: a daemon's own events are news as well, and news make no choice
/// old.
enum NewsReads {
    static let since = Statement(
        SQL.newsSince, takes: (String.self, Bool.self),
        returns: (
            String.self, String?.self, Int64?.self, Int64?.self, String?.self, String?.self,
            Instant?.self
        ))
    static let prune = Statement(SQL.newsPrune, takes: (Int32.self), returns: ())

    /// Reads what was committed since the last time, and tells it.
    static func takeOver(
        into position: NetworkPosition, on connection: PostgresConnection
    ) throws(StoreError) {
        guard let told = position.told else { return }
        let rows = try connection.run(since, told, position.hearsNews)
        guard let seen = rows.first?.0 else {
            throw StoreError(unreadable: since.declaration.name, column: 0)
        }
        var news: [ReferralNews] = []
        for row in rows {
            if let event = try ReferralNews(row) { news.append(event) }
        }
        position.tell(news, seen: seen)
    }
}

extension ReferralNews {
    /// Nil for the row that says only what the statement saw.
    fileprivate init?(
        _ columns: (String, String?, Int64?, Int64?, String?, String?, Instant?)
    ) throws(StoreError) {
        guard let text = columns.1 else { return nil }
        guard let code = ReferralCode(text), let organisation = columns.2,
            let garage = columns.3, let event = columns.4.flatMap(ReferralEvent.init(rawValue:)),
            let state = columns.5.flatMap(ReferralState.init(rawValue:)), let at = columns.6
        else { throw StoreError(unreadable: NewsReads.since.declaration.name, column: 1) }
        self.init(
            code: code, organisation: OrganisationID(organisation), garage: garage, event: event,
            state: state, at: at)
    }
}
