import GarageNetwork

/// A thread with a connection of its own, for one run of a job.
///
/// The connection is made once and never anew: what it holds ends with it.
final class JobThread: Sendable {
    typealias Work = @Sendable (Held) -> Void

    /// The connection, which never leaves its thread.
    final class Held {
        var connection: PostgresConnection?
        var failure: StoreError?

        fileprivate init(_ conninfo: String) {
            do throws(StoreError) {
                let connection = try PostgresConnection(conninfo: conninfo, options: .job)
                try connection.script(Self.session, name: "job_session")
                self.connection = connection
            } catch {
                failure = error
            }
        }

        /// A server that never closes an idle session of ours, and that notices within ten seconds
        /// that this machine is gone.
        private static let session = """
            SET idle_session_timeout = 0;
            SET tcp_keepalives_idle = 5;
            SET tcp_keepalives_interval = 2;
            SET tcp_keepalives_count = 2
            """
    }

    private let thread: WorkThread<Work>
    private let faults: FaultLog

    /// A run asks one thing at a time.
    private static let waitingMax = 16

    init(conninfo: String, faults: FaultLog) {
        self.faults = faults
        thread = WorkThread(name: "pg-job", limit: Self.waitingMax) {
            let held = Held(conninfo)
            return { works in
                for work in works { work(held) }
                return []
            }
        }
    }

    func run<Value: Sendable>(
        _ body: @escaping @Sendable (PostgresConnection) throws(StoreError) -> Value
    ) async throws(LedgerError) -> Value {
        let faults = faults
        return try await Reply<Value>.wait { reply in
            let accepted = thread.submit { held in
                do throws(StoreError) {
                    guard let connection = held.connection, connection.isUsable else {
                        throw held.failure ?? .lost("job", "the job's connection is gone")
                    }
                    reply.answer(try body(connection))
                } catch {
                    if error.reason == .unreachable { held.connection = nil }
                    reply.refuse(faults.ledgerError(error))
                }
            }
            if !accepted { reply.refuse(.storeDown) }
        }
    }

    func close() async { await thread.close() }
}

extension ConnectionOptions {
    /// For jobs, which look at everything there is.
    static let job = ConnectionOptions(
        statementTimeoutMilliseconds: 300_000, lockTimeoutMilliseconds: 5_000, role: .daemon)
}
