import GarageNetwork

/// The way to the one thread that writes.
struct Writer: Sendable {
    let thread: WorkThread<WriteWork>
    let health: StoreHealth
    let faults: FaultLog

    /// How many writes may wait: a third of a second of them; beyond it the caller is told to wait.
    static let waitingMax = 10_000

    /// Runs something on the writer's thread, alone.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Session) throws(StoreError) -> Value
    ) async throws(LedgerError) -> Value {
        try await Reply<Value>.wait { reply in
            let work = WriteWork.other { session in
                do throws(StoreError) {
                    reply.answer(try body(session))
                } catch {
                    reply.refuse(faults.ledgerError(error))
                }
            }
            submit(work, reply)
        }
    }

    /// Runs statements on the writer's thread, alone, on its connection.
    func run<Value: Sendable>(
        _ body: @escaping @Sendable (PostgresConnection) throws(StoreError) -> Value
    ) async throws(LedgerError) -> Value {
        try await write { session throws(StoreError) in try session.run(body) }
    }

    func submit<Value>(_ work: WriteWork, _ reply: Reply<Value>) {
        guard health.epoch != nil else { return reply.refuse(.storeDown) }
        if !thread.submit(work) {
            reply.refuse(.busy(retryMilliseconds: FaultLog.retryMilliseconds))
        }
    }

    func close() async { await thread.close() }
}
