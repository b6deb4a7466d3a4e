import CPostgres
import Glibc
import SQL

/// One connection to PostgreSQL, used by one thread from its birth to its end.
///
/// libpq waits by blocking the thread, so a thread that answers callers must not hold one. Every
/// wait has a deadline on this side too: a server that is stopped, or behind a cut cable, never
/// answers and no timeout of its own can fire. A connection that missed a deadline is closed, since
/// what it was asked may still be done.
final class PostgresConnection {
    private let handle: OpaquePointer
    private let warned: UnsafeMutablePointer<Int32>
    private var prepared: Set<String> = []
    /// False once the connection is of no more use.
    private(set) var isUsable = true

    /// The longest a statement may take, unless told otherwise: an answer within two seconds.
    static let deadlineMilliseconds = 1_800

    /// Connects, within two seconds for each host.
    ///
    /// - Throws: ``StoreError`` with the reason `unreachable`.
    init(conninfo: String, options: ConnectionOptions = .standard) throws(StoreError) {
        var keywords: [String] = []
        var values: [String] = []
        for (keyword, value) in options.defaults(before: conninfo) {
            keywords.append(keyword)
            values.append(value)
        }
        let opened = withCStrings(keywords) { keywords in
            withCStrings(values) { values in PQconnectdbParams(keywords, values, 1) }
        }
        guard let opened else { throw .lost("connect", "out of memory") }
        guard PQstatus(opened) == CONNECTION_OK else {
            defer { PQfinish(opened) }
            throw StoreError(connecting: opened)
        }
        handle = opened
        warned = .allocate(capacity: 1)
        warned.initialize(to: 0)
        garaged_drop_notices(opened, warned)
        try script(options.session, name: "session", deadlineMilliseconds: 2_000)
    }

    deinit {
        PQfinish(handle)
        warned.deallocate()
    }

    /// The server process that serves this connection.
    var serverProcess: Int32 { PQbackendPID(handle) }

    var descriptor: Int32 { PQsocket(handle) }

    /// Whether the server, while nobody asked it anything, has not hung up.
    func isAlive() -> Bool {
        var poller = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
        guard isUsable, poll(&poller, 1, 0) != 0 else { return isUsable }
        isUsable = PQconsumeInput(handle) == 1 && PQstatus(handle) == CONNECTION_OK
        return isUsable
    }

    /// Runs a block in one transaction: all or nothing.
    func transaction<Value>(
        _ kind: String = "READ WRITE", deadlineMilliseconds: Int = deadlineMilliseconds,
        _ body: () throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        try script("BEGIN \(kind)", name: "begin")
        do throws(StoreError) {
            let value = try body()
            try script("COMMIT", name: "commit", deadlineMilliseconds: deadlineMilliseconds)
            return value
        } catch {
            if isUsable { try? script("ROLLBACK", name: "rollback") }
            throw error
        }
    }

    /// How long an import or a load may take: a million rows, on a busy machine.
    static let bulkDeadlineMilliseconds = 60_000

    /// Runs a block that writes much in one transaction.
    func bulk<Value>(
        deadlineMilliseconds deadline: Int = bulkDeadlineMilliseconds,
        _ body: () throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        try transaction(deadlineMilliseconds: deadline) { () throws(StoreError) in
            try script("SET LOCAL statement_timeout = \(deadline)", name: "bulk")
            return try body()
        }
    }

    /// Runs one or more statements that take no parameter, ignoring their rows.
    func script(
        _ sql: String, name: String, deadlineMilliseconds: Int = deadlineMilliseconds
    ) throws(StoreError) {
        warned.pointee = 0
        try check(PQsendQuery(handle, sql), name)
        let result = try finish(name, deadlineMilliseconds)
        // A script of comments alone is no error.
        let fine = [PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY]
        guard fine.contains(PQresultStatus(result.handle)) else {
            throw StoreError(running: name, result)
        }
        try expectConfirmed(name)
    }

    /// Runs a statement and reads every row, preparing the statement where it was not yet.
    ///
    /// - Returns: when the server is ready for the next one, which is after the commit.
    func run<each Input: PostgresValue, each Column: PostgresValue>(
        _ statement: Statement<(repeat each Input), (repeat each Column)>,
        _ input: repeat each Input, deadlineMilliseconds: Int = deadlineMilliseconds
    ) throws(StoreError) -> [(repeat each Column)] {
        try send(statement, repeat each input)
        let name = statement.declaration.name
        let result = try receive(name, deadlineMilliseconds: deadlineMilliseconds)
        var rows: [(repeat each Column)] = []
        rows.reserveCapacity(Int(PQntuples(result.handle)))
        for row in 0..<PQntuples(result.handle) {
            var reader = RowReader(result: result, row: row, statement: name)
            rows.append((repeat try reader.next((each Column).self)))
        }
        return rows
    }

    /// Sends a statement, preparing it where it was not yet, without waiting for what it answers:
    /// ``receive(_:deadlineMilliseconds:)`` must be next.
    func send<each Input: PostgresValue, Row>(
        _ statement: Statement<(repeat each Input), Row>, _ input: repeat each Input
    ) throws(StoreError) {
        try prepare(statement.declaration)
        let name = statement.declaration.name
        var parameters = Parameters()
        repeat (each input).append(to: &parameters)
        warned.pointee = 0
        let sent = parameters.withPointers { values, lengths, formats in
            PQsendQueryPrepared(
                handle, name, Int32(parameters.count), values, lengths, formats, 1)
        }
        try check(sent, name)
    }

    /// What the statement that was sent last answers, as the server wrote it.
    func receive(
        _ name: String, deadlineMilliseconds: Int = deadlineMilliseconds
    ) throws(StoreError) -> QueryResult {
        let result = try finish(name, deadlineMilliseconds)
        let status = PQresultStatus(result.handle)
        guard status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK else {
            throw StoreError(running: name, result)
        }
        try expectConfirmed(name)
        return result
    }

    /// Prepares a statement, and checks that the database takes and returns the types that its
    /// Swift declaration says.
    func prepare(_ declaration: Declaration) throws(StoreError) {
        guard !prepared.contains(declaration.name) else { return }
        try check(
            PQsendPrepare(handle, declaration.name, declaration.sql, 0, nil), declaration.name)
        try expectCommand(declaration.name)
        try check(PQsendDescribePrepared(handle, declaration.name), declaration.name)
        try accept(declaration, try expectCommand(declaration.name))
    }

    /// Prepares statements as ``prepare(_:)`` does, all of them in one round trip: some two
    /// hundred of them are most of what a daemon waits for at its start.
    ///
    /// A connection that could not prepare one is of no more use.
    func prepare(all declarations: [Declaration]) throws(StoreError) {
        let new = declarations.filter { !prepared.contains($0.name) }
        try check(PQenterPipelineMode(handle), "prepare")
        for declaration in new {
            let (name, sql) = (declaration.name, declaration.sql)
            try check(PQsendPrepare(handle, name, sql, 0, nil), name)
            try check(PQsendDescribePrepared(handle, name), name)
        }
        try check(PQpipelineSync(handle), "prepare")
        for declaration in new {
            try expectCommand(declaration.name)
            try accept(declaration, try expectCommand(declaration.name))
        }
        let end = try finish("prepare", Self.deadlineMilliseconds)
        guard PQresultStatus(end.handle) == PGRES_PIPELINE_SYNC else { throw lost("prepare") }
        try check(PQexitPipelineMode(handle), "prepare")
    }

    /// Notes a statement as prepared if it is what its declaration says.
    private func accept(
        _ declaration: Declaration, _ described: QueryResult
    ) throws(StoreError) {
        let parameters = (0..<PQnparams(described.handle)).map { PQparamtype(described.handle, $0) }
        let columns = (0..<PQnfields(described.handle)).map { PQftype(described.handle, $0) }
        guard parameters == declaration.parameters, columns == declaration.columns else {
            throw StoreError(mismatch: declaration, parameters: parameters, columns: columns)
        }
        prepared.insert(declaration.name)
    }

    /// Reads what the server sent unasked; the senders' processes and payloads of notifications.
    ///
    /// - Throws: ``StoreError`` with the reason `unreachable` when the connection is gone.
    func notifications() throws(StoreError) -> [(process: Int32, payload: String)] {
        guard PQconsumeInput(handle) == 1 else { throw lost("listen") }
        var received: [(process: Int32, payload: String)] = []
        while let notification = PQnotifies(handle) {
            received.append(
                (notification.pointee.be_pid, String(cString: notification.pointee.extra)))
            PQfreemem(notification)
        }
        return received
    }

    private func expectConfirmed(_ name: String) throws(StoreError) {
        guard warned.pointee == 0 else {
            throw .lost(name, "committed here, but no standby has confirmed it (01000)")
        }
    }

    @discardableResult
    private func expectCommand(_ name: String) throws(StoreError) -> QueryResult {
        let result = try finish(name, Self.deadlineMilliseconds)
        guard PQresultStatus(result.handle) == PGRES_COMMAND_OK else {
            throw StoreError(running: name, result)
        }
        return result
    }

    /// Waits until the server is ready again; the last result, or the first that failed.
    private func finish(_ name: String, _ deadlineMilliseconds: Int) throws(StoreError)
        -> QueryResult
    {
        let deadline = ContinuousClock.now + .milliseconds(deadlineMilliseconds)
        var last: QueryResult?
        while true {
            while PQisBusy(handle) == 1 {
                guard wait(until: deadline) else {
                    isUsable = false
                    throw .late(name)
                }
                guard PQconsumeInput(handle) == 1 else { throw lost(name) }
            }
            guard let next = PQgetResult(handle) else { break }
            if last?.failed != true { last = QueryResult(next) } else { PQclear(next) }
        }
        guard PQstatus(handle) == CONNECTION_OK, let last else { throw lost(name) }
        return last
    }

    private func wait(until deadline: ContinuousClock.Instant) -> Bool {
        var poller = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
        while true {
            let left = (deadline - .now) / .milliseconds(1)
            guard left > 0 else { return false }
            let ready = poll(&poller, 1, Int32(left.rounded(.up)))
            if ready > 0 { return true }
            if ready < 0 && errno != EINTR { return true }
        }
    }

    private func check(_ sent: Int32, _ name: String) throws(StoreError) {
        guard sent == 1 else { throw lost(name) }
    }

    private func lost(_ name: String) -> StoreError {
        isUsable = false
        return .lost(name, "the connection was lost")
    }
}

/// Reads the fields of one row from left to right.
private struct RowReader {
    let result: QueryResult
    let row: Int32
    let statement: String
    var column: Int32 = 0

    init(result: QueryResult, row: Int32, statement: String) {
        self.result = result
        self.row = row
        self.statement = statement
    }

    @inline(__always)
    mutating func next<Value: PostgresValue>(_: Value.Type) throws(StoreError) -> Value {
        defer { column += 1 }
        let isNull = PQgetisnull(result.handle, row, column) == 1
        let field = UnsafeRawBufferPointer(
            start: PQgetvalue(result.handle, row, column),
            count: Int(PQgetlength(result.handle, row, column)))
        guard let value = Value.decode(isNull ? nil : field) else {
            throw StoreError(unreadable: statement, column: Int(column))
        }
        return value
    }
}

/// Owns a `PGresult` and clears it.
final class QueryResult {
    let handle: OpaquePointer?
    init(_ handle: OpaquePointer?) { self.handle = handle }
    deinit { PQclear(handle) }

    var failed: Bool { PQresultStatus(handle) == PGRES_FATAL_ERROR }

    func field(_ code: Int32) -> String? {
        PQresultErrorField(handle, code).map { String(cString: $0) }
    }
}

/// Lends the strings to C as an array of NUL-terminated strings that ends with a null pointer.
private func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafePointer<CChar>?]) -> Result
) -> Result {
    func lend(_ index: Int, _ pointers: [UnsafePointer<CChar>?]) -> Result {
        guard index < strings.count else { return body(pointers + [nil]) }
        return strings[index].withCString { lend(index + 1, pointers + [$0]) }
    }
    return lend(0, [])
}
