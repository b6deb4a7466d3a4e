import GarageNetwork

/// A thread with a connection of its own, for what takes seconds or what another role may not do,
/// so that the writer's thread goes on meanwhile.
struct BulkWriter: Sendable {
    typealias Job = @Sendable (Session) -> Void

    let thread: WorkThread<Job>
    let health: StoreHealth
    let faults: FaultLog

    /// How many files may wait for the one that is being written.
    static let waitingMax = 16

    init(
        conninfo: String, health: StoreHealth, faults: FaultLog, name: String = "pg-bulk",
        waitingMax: Int = Self.waitingMax, options: ConnectionOptions = .daemon
    ) {
        self.health = health
        self.faults = faults
        thread = WorkThread(name: name, limit: waitingMax) {
            let session = Session(conninfo: conninfo, health: health, options: options)
            return { jobs in
                for job in jobs { job(session) }
                return []
            }
        }
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Session) throws(StoreError) -> Value
    ) async throws(LedgerError) -> Value {
        guard health.epoch != nil else { throw .storeDown }
        return try await Reply<Value>.wait { reply in
            let accepted = thread.submit { session in
                do throws(StoreError) {
                    reply.answer(try body(session))
                } catch {
                    reply.refuse(faults.ledgerError(error))
                }
            }
            if !accepted { reply.refuse(.busy(retryMilliseconds: FaultLog.retryMilliseconds)) }
        }
    }

    /// Runs statements on the thread's connection.
    func run<Value: Sendable>(
        _ body: @escaping @Sendable (PostgresConnection) throws(StoreError) -> Value
    ) async throws(LedgerError) -> Value {
        try await write { session throws(StoreError) in try session.run(body) }
    }

    func close() async { await thread.close() }
}
