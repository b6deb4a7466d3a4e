import CPostgres

/// The database did not do what it was asked.
///
/// Holds what an operator needs and no row of data: the statement's name, the SQLSTATE and
/// PostgreSQL's first line, never the parameters, nor the DETAIL line, which quotes them.
package struct StoreError: Error, Equatable, CustomStringConvertible, Sendable {
    package let reason: Reason
    /// The name of the statement, or `connect`.
    package let statement: String
    /// The five-character SQLSTATE, when PostgreSQL gave one.
    package let sqlState: String?
    package let message: String

    package enum Reason: Equatable, Sendable {
        /// No connection, or the server is going away. Trying again later may work; what was asked
        /// may or may not have been done.
        case unreachable
        /// Another transaction was in the way. Nothing was done; trying again at once should work.
        case conflict
        /// It took too long and was given up. Nothing was done.
        case slow
        /// A constraint or a rule refused the data. Nothing was done; trying again cannot work.
        case refused
        /// The program and the schema disagree. A person must act.
        case mismatch
    }

    package init(reason: Reason, statement: String, sqlState: String? = nil, message: String) {
        self.reason = reason
        self.statement = statement
        self.sqlState = sqlState
        self.message = message
    }

    package var description: String {
        "\(statement): \(message)\(sqlState.map { " (SQLSTATE \($0))" } ?? "")"
    }
}

extension StoreError {
    init(connecting handle: OpaquePointer?) {
        let lines = String(cString: PQerrorMessage(handle)).split(whereSeparator: \.isNewline)
        self.init(
            reason: .unreachable, statement: "connect",
            message: lines.first.map(String.init) ?? "no answer from the server")
    }

    init(running statement: String, _ result: QueryResult) {
        let state = result.field(garaged_diag_sqlstate())
        let reason = Reason(sqlState: state)
        // The messages of a refusal may quote the value that was refused; the constraint does not.
        let quotes = reason == .refused && state?.hasPrefix("GA") != true
        let told =
            quotes
            ? result.field(garaged_diag_constraint()).map { "refused by \($0)" }
                ?? "refused by the database"
            : result.field(garaged_diag_message()) ?? "the connection was lost"
        self.init(reason: reason, statement: statement, sqlState: state, message: told)
    }

    init(mismatch declaration: Declaration, parameters: [UInt32], columns: [UInt32]) {
        self.init(
            reason: .mismatch, statement: declaration.name,
            message: "the database takes types \(parameters) and returns \(columns), the program"
                + " declares \(declaration.parameters) and \(declaration.columns);"
                + " run the version of garaged that fits this schema")
    }

    init(unreadable statement: String, column: Int) {
        self.init(
            reason: .mismatch, statement: statement,
            message: "column \(column + 1) is NULL or not of the declared type")
    }

    /// No answer came in time, so another try could take as long again.
    static func late(_ statement: String) -> StoreError {
        StoreError(reason: .unreachable, statement: statement, message: lateMessage)
    }
    private static let lateMessage = "no answer in time"
    var missedDeadline: Bool { reason == .unreachable && message == Self.lateMessage }

    static func lost(_ statement: String, _ message: String) -> StoreError {
        StoreError(reason: .unreachable, statement: statement, message: message)
    }
}

extension StoreError.Reason {
    /// Reads a SQLSTATE (PostgreSQL 15 manual, appendix A); its first two characters are a class.
    init(sqlState: String?) {
        switch sqlState {
        case "40001", "40P01": self = .conflict
        case "55P03", "57014": self = .slow
        case "57P01", "57P02", "57P03", "57P05", "25006", nil: self = .unreachable
        case let state? where ["08", "53", "58", "XX"].contains(String(state.prefix(2))):
            self = .unreachable
        case let state? where state.hasPrefix("42"): self = .mismatch
        default: self = .refused
        }
    }
}
