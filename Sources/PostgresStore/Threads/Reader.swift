import GarageNetwork

/// The threads that read: each has a connection of its own, and takes what comes in turn.
struct Reader: Sendable {
    typealias Job = @Sendable (Session) -> Void

    let threads: [WorkThread<Job>]
    let health: StoreHealth
    let faults: FaultLog

    /// How many reads may wait for one thread: half a second of them.
    static let waitingMax = 1_000

    init(conninfo: String, count: Int, health: StoreHealth, faults: FaultLog) {
        self.health = health
        self.faults = faults
        threads = (0..<count).map { index in
            WorkThread(name: "pg-reader-\(index)", limit: Self.waitingMax) {
                let session = Session(conninfo: conninfo, health: health)
                return { jobs in
                    for job in jobs { job(session) }
                    return []
                }
            }
        }
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (PostgresConnection) throws(StoreError) -> Value
    ) async throws(LedgerError) -> Value {
        guard health.epoch != nil, let thread = threads.randomElement() else { throw .storeDown }
        return try await Reply<Value>.wait { reply in
            let accepted = thread.submit { session in
                do throws(StoreError) {
                    reply.answer(try session.run(body))
                } catch {
                    reply.refuse(faults.ledgerError(error))
                }
            }
            if !accepted { reply.refuse(.busy(retryMilliseconds: FaultLog.retryMilliseconds)) }
        }
    }

    func close() async {
        for thread in threads { await thread.close() }
    }
}
