import NIOCore

/// Runs asynchronous work on one event loop, so that an answer needs no hop of threads to be
/// started, and one to come back from wherever it waited.
actor LoopRunner {
    private nonisolated let eventLoop: any EventLoop

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        eventLoop.executor.asUnownedSerialExecutor()
    }

    init(_ eventLoop: any EventLoop) { self.eventLoop = eventLoop }

    /// Starts `work`; `finish` is called on the event loop with what it returned.
    ///
    /// Must be called on the event loop.
    nonisolated func start<Value: Sendable>(
        _ work: @escaping @Sendable () async -> Value, finish: @escaping (Value) -> Void
    ) {
        let finish = NIOLoopBound(finish, eventLoop: eventLoop)
        assumeIsolated { runner in
            _ = Task { await runner.run(work, finish: finish) }
        }
    }

    private func run<Value: Sendable>(
        _ work: @Sendable () async -> Value, finish: NIOLoopBound<(Value) -> Void>
    ) async {
        let value = await work()
        finish.value(value)
    }
}
