import GarageNetwork
import SQL

/// How rows of the database become values of the network, and back.
///
/// A row that cannot be read is a mismatch between the program and the schema: the columns are
/// constrained to what these types can hold.
extension Referral {
    typealias Columns = (
        Int64, String, Int64, String, Int64, String, Day, Instant, Instant, Int32, Int32, Double,
        Double, receivedOn: Day?, quote: String, outcome: String?, previous: String?, next: String?,
        attempt: Int32
    )

    init(_ columns: Columns, of statement: String) throws(StoreError) {
        guard let code = ReferralCode(columns.1) else {
            throw StoreError(unreadable: statement, column: 1)
        }
        guard let beneficiary = BeneficiaryID(columns.3) else {
            throw StoreError(unreadable: statement, column: 3)
        }
        guard let state = ReferralState(rawValue: columns.5) else {
            throw StoreError(unreadable: statement, column: 5)
        }
        self.init(
            number: columns.0, code: code, organisation: OrganisationID(columns.2),
            beneficiary: beneficiary, garage: columns.4, state: state, month: columns.6.month,
            createdAt: columns.7, answerBy: columns.8, committedThen: Int(columns.9),
            rank: Int(columns.10), km: columns.11, extraKm: columns.12,
            course: try ReferralCourse(columns, of: statement))
    }
}

extension ReferralCourse {
    fileprivate init(_ columns: Referral.Columns, of statement: String) throws(StoreError) {
        guard let quote = QuoteStanding(rawValue: columns.quote) else {
            throw StoreError(unreadable: statement, column: 14)
        }
        self.init(
            receivedOn: columns.receivedOn, quote: quote,
            outcome: columns.outcome.flatMap(ReferralEvent.init(rawValue:)),
            previous: columns.previous.flatMap { ReferralCode($0) },
            next: columns.next.flatMap { ReferralCode($0) }, attempt: Int(columns.attempt))
    }
}

extension ReferralHistory.Entry {
    typealias Columns = (String, String, Day, Instant, String, String, String, Int64?, Int32?)

    init(_ columns: Columns, of statement: String) throws(StoreError) {
        guard let event = ReferralEvent(rawValue: columns.0) else {
            throw StoreError(unreadable: statement, column: 0)
        }
        guard let state = ReferralState(rawValue: columns.1) else {
            throw StoreError(unreadable: statement, column: 1)
        }
        guard let role = Role(rawValue: columns.4) else {
            throw StoreError(unreadable: statement, column: 4)
        }
        guard let channel = Channel(rawValue: columns.5) else {
            throw StoreError(unreadable: statement, column: 5)
        }
        self.init(
            event: event, state: state, on: columns.2, recordedAt: columns.3, by: role,
            channel: channel, reason: columns.6, amountCents: columns.7,
            score: columns.8.map(Int.init))
    }
}

extension GarageCount {
    init(_ columns: (Int64, Day, Int32, Int32, Int64)) {
        self.init(
            garage: columns.0, month: columns.1.month, committed: Int(columns.2),
            received: Int(columns.3), revision: columns.4)
    }
}

extension DayCount {
    init(_ columns: (Int64, Day, Int32, Int64)) {
        self.init(
            garage: columns.0, day: columns.1, committed: Int(columns.2), revision: columns.3)
    }
}

extension Scope {
    /// The organisation that referrals must be of; nil for any.
    var organisationNumber: Int64? {
        if case .organisation(let organisation) = self { organisation.number } else { nil }
    }

    /// The garage that referrals must be at; nil for any.
    var garageNumber: Int64? {
        if case .garage(let number) = self { number } else { nil }
    }
}
