import Foundation

/// The peer of the daemon's batches: `pgbench`, a referral a transaction, on the same cluster.
final class RowByRow {
    struct Figures {
        let perSecond: Double
        /// Of a transaction, in nanoseconds.
        let mean: Double
    }

    private let folder: TemporaryFolder
    private let child: Child
    private let garages: Int
    private let seconds: Int
    private var firstPerson = 1

    /// Starts PostgreSQL on the folder of a daemon that is stopped, and enrols people.
    init(_ server: GaragedServer, people: Int, garages: Int, seconds: Int) throws {
        folder = try TemporaryFolder()
        self.garages = garages
        self.seconds = seconds
        if let account = Tools.accountForPostgres {
            chown(folder.path, account.user, account.group)
        }
        child = try Child(
            [
                Tools.require("postgres"), "-D", server.url.appending(path: "postgres").path,
                "-c", "listen_addresses=", "-c", "unix_socket_directories=\(folder.path)",
                "-c", "port=5432", "-c", "jit=off", "-c", "max_connections=60",
            ], isUnprivileged: true)
        try waitUntilUp()
        try psql.run(
            """
            INSERT INTO ledger.beneficiary (id, organisation, request_key, request_hash)
            SELECT 'B' || i, 7, 'e' || i, sha256(int8send(i::bigint))
              FROM generate_series(1, \(people)) AS i ORDER BY i;
            VACUUM ANALYZE;
            CHECKPOINT;
            """)
    }

    deinit { child.stop() }

    var psql: Psql {
        Psql(conninfo: "host=\(folder.path) port=5432 user=garaged dbname=garaged")
    }

    /// - Throws: ``BenchFailure`` when pgbench fails.
    func measure(clients: Int) throws -> Figures {
        let script = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "refer.pgbench").path
        let before = try referrals()
        let output = try Child.run([
            Tools.require("pgbench"), "-n", "-M", "prepared", "-f", script, "-c", "\(clients)",
            "-j", "\(min(clients, 2))", "-T", "\(seconds)", "-D", "clients=\(clients)",
            "-D", "garages=\(garages)", "-D", "first=\(firstPerson)", "-D", "i=-1",
            "-h", folder.path, "-p", "5432", "-U", "garaged", "garaged",
        ])
        let done = try referrals() - before
        guard let transactions = Self.number(after: "actually processed: ", in: output),
            let rate = Self.number(after: "tps = ", in: output), rate > 0, done > 0
        else { throw BenchFailure("pgbench printed no figures") }
        // Clients do not count alike: the next run begins behind the fastest.
        firstPerson += Int(transactions) * 2
        let elapsed = transactions / rate
        return Figures(
            perSecond: Double(done) / elapsed, mean: elapsed * 1e9 * Double(clients) / transactions)
    }

    static func number(after label: String, in text: String) -> Double? {
        guard let label = text.range(of: label) else { return nil }
        return Double(text[label.upperBound...].prefix { $0.isNumber || $0 == "." })
    }

    private func referrals() throws -> Int {
        Int(try psql.run("SELECT count(*) FROM ledger.referral")) ?? 0
    }

    private func waitUntilUp() throws {
        for _ in 0..<600 {
            guard child.isRunning else { throw BenchFailure("postgres ended: \(child.complaint)") }
            if (try? psql.run("SELECT 1")) != nil { return }
            usleep(50_000)
        }
        throw BenchFailure("PostgreSQL does not answer")
    }
}
