import GarageNetwork
import SQL
import Testing

@testable import PostgresStore

/// Values survive the way to PostgreSQL and back, and mean there what they mean here.
@Suite struct PostgresValueTests {
    private func echo<Value: PostgresValue>(
        _ value: Value, as type: String
    ) async throws -> Value {
        let sql = try PostgresConnection(conninfo: await Self.database.value)
        let statement = Statement(
            SQL.File(name: "echo", text: "SELECT $1::\(type)"), takes: (Value.self),
            returns: (Value.self))
        return try #require(try sql.run(statement, value).first)
    }

    private static let database = Task { try await TestCluster.emptyDatabase() }

    @Test(arguments: [0, 1, -1, .max, .min, 946_684_800])
    func integers(_ value: Int64) async throws {
        #expect(try await echo(value, as: "bigint") == value)
        let narrow = Int32(truncatingIfNeeded: value)
        #expect(try await echo(narrow, as: "integer") == narrow)
        let short = Int16(truncatingIfNeeded: value)
        #expect(try await echo(short, as: "smallint") == short)
    }

    @Test(arguments: [
        0, -0.0, 1.5, .pi, .greatestFiniteMagnitude, .leastNonzeroMagnitude, .infinity,
    ])
    func floatingPoint(_ value: Double) async throws {
        #expect(try await echo(value, as: "double precision").bitPattern == value.bitPattern)
    }

    @Test(arguments: [
        "", "a", "Brebières", "'; DROP TABLE x; --", "\\", "{\"a\",b}", "\u{1F697}\n",
    ])
    func text(_ value: String) async throws {
        #expect(try await echo(value, as: "text") == value)
        #expect(try await echo([value, nil, value], as: "text[]") == [value, nil, value])
        #expect(try await echo(Bytes(Array(value.utf8)), as: "bytea") == Bytes(Array(value.utf8)))
    }

    @Test func nullsBooleansAndEmptyArrays() async throws {
        #expect(try await echo(Int64?.none, as: "bigint") == nil)
        #expect(try await echo(Int64?.some(3), as: "bigint") == 3)
        #expect(try await echo([true, false], as: "boolean[]") == [true, false])
        #expect(try await echo([Int64](), as: "bigint[]") == [])
        #expect(try await echo([1.5, nil], as: "double precision[]") == [1.5, nil])
    }

    @Test(arguments: ["1970-01-01", "2000-01-01", "1999-12-31", "2026-11-21", "9999-12-31"])
    func days(_ text: String) async throws {
        let day = try #require(Day(text))
        #expect(try await echo(day, as: "date") == day)
        let sql = try PostgresConnection(conninfo: await Self.database.value)
        #expect(try sql.number("SELECT ('\(text)'::date - '1970-01-01')") == Int(day.ordinal))
    }

    @Test(arguments: [0, 1, -1, 946_684_800_000_000, 1_795_000_000_123_456])
    func instants(_ microseconds: Int64) async throws {
        let instant = Instant(microseconds: microseconds)
        #expect(try await echo(instant, as: "timestamptz") == instant)
        let sql = try PostgresConnection(conninfo: await Self.database.value)
        let statement = Statement(
            SQL.File(
                name: "epoch",
                text: "SELECT (extract(epoch FROM $1::timestamptz) * 1000000)::bigint"),
            takes: (Instant.self), returns: (Int64.self))
        #expect(try sql.run(statement, instant) == [microseconds])
    }

    @Test func aColumnThatIsNullWhereTheProgramExpectsAValueIsAnError() async throws {
        let sql = try PostgresConnection(conninfo: await Self.database.value)
        let statement = Statement(
            SQL.File(name: "null", text: "SELECT NULL::bigint"), takes: (), returns: (Int64.self))
        let error = #expect(throws: StoreError.self) { try sql.run(statement) }
        #expect(error?.reason == .mismatch)
    }
}
