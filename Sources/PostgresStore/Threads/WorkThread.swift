import Dispatch
import Synchronization

/// A thread with an inbox: everything that arrived while it was busy is handed to it at once.
///
/// That is what makes group commit: while one batch is at the disk, the next one collects.
final class WorkThread<Work: Sendable>: Sendable {
    /// Takes what waited, in order, and returns what has to wait for the next round.
    typealias Handler = ([Work]) -> [Work]

    private struct Inbox {
        var waiting: [Work] = []
        var isClosed = false
        var hasEnded = false
        var whenEnded: [CheckedContinuation<Void, Never>] = []
    }

    private let inbox = Mutex(Inbox())
    private let arrival = DispatchSemaphore(value: 0)
    private let limit: Int

    /// - Parameters:
    ///   - name: For ps and top, at most 15 bytes.
    ///   - limit: How much may wait; beyond it ``submit(_:)`` refuses.
    ///   - makeHandler: Called on the new thread, so that what the handler holds never leaves it.
    init(name: String, limit: Int, makeHandler: @escaping @Sendable () -> Handler) {
        self.limit = limit
        PosixThread.start(name) {
            let handle = makeHandler()
            var left: [Work] = []
            while let arrived = self.next(waitingFor: left.isEmpty) {
                left = handle(left + arrived)
            }
            self.end()
        }
    }

    /// Queues work; false when too much is waiting or the thread was closed.
    func submit(_ work: Work) -> Bool {
        let (accepted, wasEmpty) = inbox.withLock { inbox in
            guard !inbox.isClosed, inbox.waiting.count < limit else { return (false, false) }
            inbox.waiting.append(work)
            return (true, inbox.waiting.count == 1)
        }
        if wasEmpty { arrival.signal() }
        return accepted
    }

    /// Takes no more work, does what is waiting, and returns when the thread has ended.
    func close() async {
        await withCheckedContinuation { continuation in
            let hasEnded = inbox.withLock { inbox in
                inbox.isClosed = true
                if !inbox.hasEnded { inbox.whenEnded.append(continuation) }
                return inbox.hasEnded
            }
            if hasEnded { continuation.resume() } else { arrival.signal() }
        }
    }

    /// What has arrived; nil when nothing more will.
    ///
    /// May be empty unless asked to wait.
    private func next(waitingFor shouldWait: Bool) -> [Work]? {
        while true {
            let (arrived, isClosed) = inbox.withLock { inbox in
                let arrived = inbox.waiting
                inbox.waiting.removeAll(keepingCapacity: true)
                return (arrived, inbox.isClosed)
            }
            if !arrived.isEmpty || !shouldWait { return arrived }
            if isClosed { return nil }
            arrival.wait()
        }
    }

    private func end() {
        let waiters = inbox.withLock { inbox in
            inbox.hasEnded = true
            defer { inbox.whenEnded = [] }
            return inbox.whenEnded
        }
        for waiter in waiters { waiter.resume() }
    }
}
