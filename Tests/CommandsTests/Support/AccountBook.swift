import GarageNetwork
import Synchronization

/// Accounts kept in memory, by the rules of the database.
final class AccountBook: AccountLedger {
    struct Pages {
        var tokens: [TokenAccount] = []
        var standings = [1, 2].map { PrescriberStanding(organisation: OrganisationID($0)) }
        var failure: LedgerError?
        /// Which token was used on which day, in order.
        var used: [String] = []
    }
    private let pages: Mutex<Pages>

    init(_ change: (inout Pages) -> Void = { _ in }) {
        var pages = Pages()
        change(&pages)
        self.pages = Mutex(pages)
    }

    var now: Pages { pages.withLock { $0 } }

    private func answer<Value: Sendable>(
        _ body: (inout Pages) -> Value
    ) throws(LedgerError) -> Value {
        if let failure = now.failure { throw failure }
        return pages.withLock { body(&$0) }
    }

    func tokens() async throws(LedgerError) -> [TokenAccount] { try answer { $0.tokens } }

    func tokenWasUsed(keyID: String, on day: Day) async throws(LedgerError) {
        try answer { $0.used.append("\(keyID) \(day)") }
    }

    func prescriberStandings() async throws(LedgerError) -> [PrescriberStanding] {
        try answer { $0.standings }
    }

    func set(_ standing: PrescriberStanding) async throws(LedgerError) -> Bool {
        try answer { pages in
            let place = pages.standings.firstIndex { $0.organisation == standing.organisation }
            guard let place else { return false }
            pages.standings[place] = standing
            return true
        }
    }
}
