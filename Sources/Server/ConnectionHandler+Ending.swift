import LineProtocol
import NIOCore

/// How a connection ends: everything that was asked is answered, then everything is read.
extension ConnectionHandler {
    /// The client sends no more.
    func noteInputEnded() {
        hasInputEnded = true
        if phase == .lingering {
            context?.close(promise: nil)
        } else if phase == .open, unread == nil {
            noteAllTaken()
            flush()
        }
    }

    /// The server stops: what came is answered, nothing more is read.
    func stop() {
        isStopping = true
        deadlines.clear(.line)
        if phase == .open, unread == nil { noteAllTaken() }
    }

    /// Every line that came is taken.
    ///
    /// If no more will come, the connection ends after its last answer.
    func noteAllTaken() {
        if hasInputEnded, let incoming = reader.finish() { take(incoming) }
        if hasInputEnded || isStopping { end() }
    }

    /// Looks at no further line and closes once what was asked is answered.
    func end() {
        guard phase == .open else { return }
        phase = .ending
        finishIfDone()
    }

    /// Closes an ending connection whose last answer is written.
    ///
    /// First the sending half only. Closing both while the client still sends would make the kernel
    /// throw away the last replies, so what comes is read and dropped for a while.
    func finishIfDone() {
        guard phase == .ending, replies.isEmpty, !isFinishing, let context else { return }
        isFinishing = true
        if isStopping { gather { ReplyEncoder.appendComment("bye", to: &$0) } }
        deadlines.clearAll()
        watchProgress(isWritable: false)
        let written = context.eventLoop.makePromise(of: Void.self)
        flush()
        context.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: written)
        written.futureResult.assumeIsolated().whenComplete { [self] _ in linger() }
    }

    /// Everything is sent: waits for the client to close, but not for long.
    private func linger() {
        guard phase == .ending, let context else { return }
        phase = .lingering
        guard !hasInputEnded else {
            context.close(promise: nil)
            return
        }
        deadlines.clear(.stalled)
        deadlines.set(.linger, at: later(services.limits.lingerMilliseconds))
        planTick()
        context.close(mode: .output, promise: nil)
        resume()
    }
}

/// What a connection is told unasked.
extension ConnectionHandler {
    /// Sends a subscriber one row, unless it is too far behind already.
    func push(_ row: Reply.Row) {
        guard phase == .open else { return }
        isSubscribed = true
        guard !deadlines.isSet(.slow) else { return }
        if bufferedBytes + output.readableBytes > services.limits.pushedBehindBytes {
            deadlines.set(.slow, at: later(services.limits.stalledMilliseconds))
            planTick()
        } else {
            gather { ReplyEncoder.appendPushed(row, to: &$0) }
            planFlush()
        }
    }

    /// Ends a subscription that has missed something.
    func endAsSlow() {
        deadlines.clear(.slow)
        guard phase == .open else { return }
        services.statistics.noteError(.slow)
        services.statistics.noteCut()
        let error = RequestError(.slow, "this connection read too slowly and has missed something")
        gather { ReplyEncoder.appendPushed(error, to: &$0) }
        replies.removeAll()
        end()
    }
}
