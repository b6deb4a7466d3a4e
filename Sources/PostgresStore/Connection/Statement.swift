import SQL

/// A statement and its Swift types: what it takes and what each row of its result holds.
struct Statement<Input, Row>: Sendable {
    let declaration: Declaration

    init<each I: PostgresValue, each C: PostgresValue>(
        _ file: SQL.File, takes: (repeat (each I).Type), returns: (repeat (each C).Type)
    ) where Input == (repeat each I), Row == (repeat each C) {
        var parameters: [UInt32] = []
        var columns: [UInt32] = []
        repeat parameters.append((each I).oid)
        repeat columns.append((each C).oid)
        declaration = Declaration(
            name: file.name, sql: file.text, parameters: parameters, columns: columns)
    }
}

/// A statement without its Swift types, for preparing and checking it.
struct Declaration: Sendable {
    let name: String
    let sql: String
    /// PostgreSQL's types of the parameters and of the columns, as OIDs.
    let parameters: [UInt32]
    let columns: [UInt32]
}
