import GarageNetwork

/// A thread that writes what takes seconds, on a connection of its own, so that the writer's thread
/// goes on meanwhile.
struct BulkWriter: Sendable {
    typealias Job = @Sendable (Session) -> Void

    let thread: WorkThread<Job>
    let health: StoreHealth
    let faults: FaultLog

    /// How many files may wait for the one that is being written.
    static let waitingMax = 16

    init(conninfo: String, health: StoreHealth, faults: FaultLog) {
        self.health = health
        self.faults = faults
        thread = WorkThread(name: "pg-bulk", limit: Self.waitingMax) {
            let session = Session(conninfo: conninfo, health: health)
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

    func close() async { await thread.close() }
}
