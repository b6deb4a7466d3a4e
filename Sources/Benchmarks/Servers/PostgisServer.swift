import Foundation
import Geometry

/// PostGIS on a cluster of its own: the nearest by its index, over a prepared statement.
final class PostgisServer {
    /// How the Earth is laid flat, or not.
    enum Variant: String, CaseIterable {
        case geography
        case lambert93 = "Lambert 93"

        /// The statement: $1 is the latitude, $2 the longitude.
        ///
        /// The point is made once, not once a row.
        func statement(metres: Int) -> String {
            let point = "ST_SetSRID(ST_MakePoint($2, $1), 4326)"
            let (made, column) =
                self == .geography
                ? ("\(point)::geography", "sphere") : ("ST_Transform(\(point), 2154)", "flat")
            return """
                SELECT n.id, n.metres FROM (SELECT \(made) AS here OFFSET 0) q, LATERAL (\
                SELECT id, \(column) <-> q.here AS metres FROM place \
                WHERE ST_DWithin(\(column), q.here, \(metres)) \
                ORDER BY \(column) <-> q.here LIMIT 5) n
                """
        }
    }

    private let folder: TemporaryFolder
    private let child: Child
    private let port: Int

    /// - Throws: ``BenchFailure`` where PostgreSQL or its extension is not installed.
    init(_ places: [Coordinate]) throws {
        folder = try TemporaryFolder()
        port = try Tools.freePort()
        let data = "\(folder.path)/data"
        try FileManager.default.createDirectory(
            atPath: data, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        if let account = Tools.accountForPostgres { chown(data, account.user, account.group) }
        try Child.run(
            [
                Tools.require("initdb"), "-D", data, "-U", "bench", "-A", "trust", "-E", "UTF8",
                "--no-locale", "--no-sync",
            ], isUnprivileged: true)
        child = try Child(
            [
                Tools.require("postgres"), "-D", data, "-p", "\(port)", "-c",
                "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "jit=off",
                "-c", "shared_buffers=512MB", "-c", "max_connections=100",
            ], isUnprivileged: true)
        try child.waitFor(target(.geography, metres: 0, prepared: false))
        try fill(places)
    }

    deinit { child.stop() }

    private var psql: Psql {
        Psql(conninfo: "host=127.0.0.1 port=\(port) user=bench dbname=postgres")
    }

    func version() throws -> String {
        try psql.run("SELECT extversion FROM pg_extension WHERE extname = 'postgis'")
    }

    func target(_ variant: Variant, metres: Int, prepared: Bool = true) -> LoadTarget {
        var opening = PostgresMessages.startUp(user: "bench", database: "postgres")
        if prepared { opening += PostgresMessages.prepare(variant.statement(metres: metres)) }
        return LoadTarget(
            name: "PostGIS, \(variant.rawValue)", port: port, rule: .postgres, opening: opening,
            openingReplies: prepared ? 2 : 1,
            // A process of its own, which loads libraries and plans at its first query.
            warmUpPerConnection: prepared ? 0.02 : 0, process: child.id)
    }

    static func nearest(_ place: Coordinate) -> [UInt8] {
        PostgresMessages.execute([Degrees.text(place.latitude), Degrees.text(place.longitude)])
    }

    private func fill(_ places: [Coordinate]) throws {
        var rows: [UInt8] = []
        for (index, place) in places.enumerated() {
            rows += Array("\(index + 1)\t".utf8) + Degrees.text(place.latitude) + [9]
            rows += Degrees.text(place.longitude) + [10]
        }
        let file = folder.url.appending(path: "places.tsv")
        try Data(rows).write(to: file)
        try psql.run(
            """
            SET client_min_messages = warning;
            CREATE EXTENSION postgis;
            CREATE TABLE raw (id int, latitude float8, longitude float8);
            \\copy raw FROM '\(file.path)'
            CREATE TABLE place AS SELECT id, p::geography AS sphere, ST_Transform(p, 2154) AS flat\
             FROM (SELECT id, ST_SetSRID(ST_MakePoint(longitude, latitude), 4326) AS p FROM raw) r;
            DROP TABLE raw;
            CREATE INDEX ON place USING gist (sphere);
            CREATE INDEX ON place USING gist (flat);
            VACUUM ANALYZE place;
            CHECKPOINT;
            """)
    }
}

/// Messages of PostgreSQL's protocol, version 3, with text parameters.
enum PostgresMessages {
    static func startUp(user: String, database: String) -> [UInt8] {
        var names: [UInt8] = []
        for name in ["user", user, "database", database] { names += Array(name.utf8) + [0] }
        names.append(0)
        return big(Int32(names.count + 8)) + big(Int32(196_608)) + names
    }

    /// Prepares the one statement, of two doubles; answered when it is.
    static func prepare(_ sql: String) -> [UInt8] {
        let float8 = big(Int32(701))
        return message("P", Array("q".utf8) + [0] + Array(sql.utf8) + [0, 0, 2] + float8 + float8)
            + message("S", [])
    }

    /// Runs it and has the rows sent.
    static func execute(_ parameters: [[UInt8]]) -> [UInt8] {
        var bind: [UInt8] = [0] + Array("q".utf8) + [0, 0, 0, 0, UInt8(parameters.count)]
        for parameter in parameters { bind += big(Int32(parameter.count)) + parameter }
        return message("B", bind + [0, 0]) + message("E", [0] + big(Int32(0))) + message("S", [])
    }

    /// The first column of each row of a reply.
    static func ids(_ reply: [UInt8]) -> [Int] {
        var found: [Int] = []
        var at = 0
        while at + 5 <= reply.count {
            let length = number(reply[(at + 1)..<(at + 5)])
            if reply[at] == UInt8(ascii: "D"), at + 11 <= reply.count {
                let size = number(reply[(at + 7)..<(at + 11)])
                let end = min(at + 11 + size, reply.count)
                found += [Int(String(decoding: reply[(at + 11)..<end], as: UTF8.self)) ?? 0]
            }
            at += 1 + length
        }
        return found
    }

    private static func message(_ type: Character, _ body: [UInt8]) -> [UInt8] {
        Array(String(type).utf8) + big(Int32(body.count + 4)) + body
    }

    private static func big(_ number: Int32) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reduce(0) { $0 << 8 | Int($1) }
    }
}
