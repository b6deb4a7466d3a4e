import LineProtocol
import NIOCore

/// What a connection may not do for too long.
extension ConnectionHandler {
    /// The monotonic clock in nanoseconds.
    var now: UInt64 { NIODeadline.now().uptimeNanoseconds }

    /// The moment that lies so far ahead.
    func later(_ milliseconds: Int) -> UInt64 { now + UInt64(milliseconds) * 1_000_000 }

    /// Starts the clock of a connection that has just opened.
    func watchIdleness() {
        lastHeard = now
        deadlines.set(.idle, at: later(services.limits.idleMilliseconds))
        planTick()
    }

    /// Starts or stops the clock of a line that has begun.
    ///
    /// While the server itself does not read, the client is not to blame.
    func watchLine() {
        guard reader.isInsideLine, phase == .open, mayReadSocket else {
            deadlines.clear(.line)
            return
        }
        guard !deadlines.isSet(.line) else { return }
        deadlines.set(.line, at: later(services.limits.lineMilliseconds))
        planTick()
    }

    /// Starts or stops the clock of a client that does not read what it is sent.
    func watchProgress(isWritable: Bool) {
        guard !isWritable else {
            if phase != .ending { deadlines.clear(.stalled) }
            return
        }
        flushedBytesWhenLastSeen = enqueuedBytes - bufferedBytes
        deadlines.set(.stalled, at: later(services.limits.stalledMilliseconds))
        planTick()
    }

    /// Sees to it that the event loop calls back when the first deadline is due.
    ///
    /// A deadline that moved away is noticed when the earlier call comes.
    func planTick() {
        let earliest = deadlines.earliest
        guard earliest < tickTime, let context else { return }
        tick?.cancel()
        tickTime = earliest
        tick = context.eventLoop.assumeIsolated().scheduleTask(
            deadline: .uptimeNanoseconds(earliest)
        ) { [self] in
            tickTime = .max
            if let reason = deadlines.due(at: now) { meet(reason) }
            planTick()
        }
    }

    func cancelTick() {
        tick?.cancel()
        tick = nil
        deadlines.clearAll()
    }

    /// What the channel holds because the client has not read it.
    var bufferedBytes: Int {
        let options = context?.channel.syncOptions
        return (try? options?.getOption(ChannelOptions.bufferedWritableBytes)) ?? 0
    }

    private func meet(_ reason: Deadlines.Reason) {
        switch reason {
        case .linger: context?.close(promise: nil)
        case .stalled: meetStalled()
        case .slow: endAsSlow()
        case .authentication: cut("no token was presented in time")
        case .line: cut("a line was begun and not ended in time")
        case .idle: meetIdle()
        }
    }

    private func meetIdle() {
        let limit = UInt64(services.limits.idleMilliseconds) * 1_000_000
        let isBusy = isSubscribed || !replies.isEmpty || phase != .open
        if isBusy || lastHeard + limit > now {
            deadlines.set(.idle, at: (isBusy ? now : lastHeard) + limit)
        } else {
            cut("nothing was said for \(services.limits.idleMilliseconds / 1_000) s")
        }
    }

    private func meetStalled() {
        let flushed = enqueuedBytes - bufferedBytes
        let hasPatience = isSubscribed && bufferedBytes < services.limits.pushedBehindBytes
        guard flushed > flushedBytesWhenLastSeen || (hasPatience && phase == .open) else {
            services.statistics.noteCut()
            context?.close(promise: nil)
            return
        }
        flushedBytesWhenLastSeen = flushed
        deadlines.set(.stalled, at: later(services.limits.stalledMilliseconds))
    }

    /// Ends a connection for what it did not do, saying why in a comment.
    private func cut(_ why: String) {
        deadlines.clear(.authentication)
        deadlines.clear(.line)
        deadlines.clear(.idle)
        guard phase == .open else { return }
        services.statistics.noteCut()
        gather { ReplyEncoder.appendComment("closing: \(why)", to: &$0) }
        end()
    }
}
