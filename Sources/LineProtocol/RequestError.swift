/// A request the daemon refuses, as the client reads it: a name for programs, a sentence for
/// people.
///
/// The sentence says what to do next and never holds a person's name, position or free text.
package struct RequestError: Error, Equatable, Sendable {
    package let name: Name
    package let message: String
    /// Values for programs, written before the sentence: `retry-ms=200`.
    package let details: [Detail]
    /// Written before the final line: what of a long request was refused, one row each.
    package let rows: [Reply.Row]

    package struct Detail: Equatable, Sendable {
        package let name: String
        package let value: String
        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(
        _ name: Name, _ message: String, details: [Detail] = [], rows: [Reply.Row] = []
    ) {
        self.name = name
        self.message = message
        self.details = details
        self.rows = rows
    }

    /// The contract: a name never changes once released.
    ///
    /// Where several apply, the order of this list decides.
    package enum Name: String, CaseIterable, Sendable {
        case tooLong = "TOO-LONG"
        case truncated = "TRUNCATED"
        case syntax = "SYNTAX"
        case repeatedKey = "REPEATED-KEY"
        case auth = "AUTH"
        case unknownVerb = "UNKNOWN-VERB"
        case denied = "DENIED"
        case unknownKey = "UNKNOWN-KEY"
        case missingKey = "MISSING-KEY"
        case number = "NUMBER"
        case range = "RANGE"
        case noSuch = "NO-SUCH"
        case noGarage = "NO-GARAGE"
        case full = "FULL"
        case openReferral = "OPEN-REFERRAL"
        case conflict = "CONFLICT"
        case keyReused = "KEY-REUSED"
        case busy = "BUSY"
        case notReady = "NOT-READY"
        case storeDown = "STORE-DOWN"
        case timeout = "TIMEOUT"
        case slow = "SLOW"
        case `internal` = "INTERNAL"

        /// The code in HTTP's sense.
        package var code: Int {
            switch self {
            case .syntax, .number, .unknownKey, .repeatedKey, .missingKey: 400
            case .auth: 401
            case .denied: 403
            case .unknownVerb, .noSuch, .noGarage: 404
            case .full, .openReferral, .conflict, .keyReused: 409
            case .tooLong: 413
            case .range: 422
            case .busy: 429
            case .truncated: 499
            case .internal: 500
            case .notReady, .storeDown: 503
            case .timeout: 504
            case .slow: 509
            }
        }

        /// Whether the same request, unchanged, may succeed later.
        package var isWorthRetrying: Bool {
            switch self {
            case .busy, .internal, .notReady, .storeDown, .timeout, .slow: true
            default: false
            }
        }
    }
}
