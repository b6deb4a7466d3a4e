/// Where a database says that its key file is.
package enum KeyPlace {
    /// The path that the daemon noted which sealed first; it may be another machine's.
    ///
    /// - Returns: nil where nothing was sealed yet, or the database does not answer.
    package static func noted(in conninfo: String) async -> String? {
        await withCheckedContinuation { (continuation: CheckedContinuation<String?, Never>) in
            PosixThread.start("pg-keys") {
                let connection = try? PostgresConnection(conninfo: conninfo, options: .person)
                let rows = try? connection?.run(PersonKeys.place)
                continuation.resume(returning: rows?.first ?? nil)
            }
        }
    }
}
