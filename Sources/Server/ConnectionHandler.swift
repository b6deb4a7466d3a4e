import LineProtocol
import Logging
import NIOCore

/// One connection: reads requests, asks the responder, writes the answers in order.
///
/// A plain handler on the event loop. All lines of one read are answered in one buffer, written
/// once. Deadlines are in `ConnectionHandler+Deadlines`, the end in `ConnectionHandler+Ending`, and
/// what is answered without a request in `ConnectionHandler+Express`.
final class ConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// How far a connection is in its life.
    enum Phase {
        case open
        /// No further line is looked at; answers under way are still written.
        case ending
        /// Everything is said; what still comes is thrown away.
        case lingering
        case closed
    }

    let services: ConnectionServices
    let runner: LoopRunner
    var phase = Phase.open
    var context: ChannelHandlerContext?
    var reader: RequestReader
    var replies = ReplyQueue()
    /// Written to the channel at the end of a read, or once it is large.
    var output = ByteBuffer()
    /// What came and is not read yet, because reading is held.
    var unread: ByteBuffer?
    var hasInputEnded = false
    var isStopping = false
    var deadlines = Deadlines()
    var tick: Scheduled<Void>?
    var tickTime = UInt64.max
    var lastHeard: UInt64 = 0
    var enqueuedBytes = 0
    var flushedBytesWhenLastSeen = 0
    var isSubscribed = false
    var isFinishing = false
    private(set) var responder: (any Responder)?
    private(set) var isTrusted = false

    /// A request is under way that may change what the next one may do.
    private var isHeld = false
    private var isTaking = false
    private var isWritable = true
    private var isCatchingUp = false
    private var isFlushPlanned = false
    private var isReadWanted = false

    /// How much output is gathered before it is handed to the channel in the middle of a read.
    static let gatheredBytes = 65_536
    /// An output buffer above this is given back once it is written.
    private static let keptBytes = 4_096

    init(services: ConnectionServices, runner: LoopRunner) {
        self.services = services
        self.runner = runner
        reader = RequestReader(maximumLineBytes: services.limits.maximumLineBytesBeforeAuth)
    }

    /// Names who answers; called once, before the channel is active.
    func attach(_ responder: any Responder) { self.responder = responder }

    // MARK: What the channel tells

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func channelActive(context: ChannelHandlerContext) {
        watchIdleness()
        if let responder { gather { ReplyEncoder.appendComment(responder.greeting, to: &$0) } }
        notTrustedYet()
        flush()
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        phase = .closed
        replies.removeAll()
        unread = nil
        responder = nil
        cancelTick()
        self.context = nil
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var piece = unwrapInboundIn(data)
        services.statistics.noteBytesIn(piece.readableBytes)
        guard phase == .open else { return }
        lastHeard = now
        if var held = unread {
            unread = nil
            held.writeBuffer(&piece)
            unread = held
        } else {
            unread = piece
        }
        takeLines()
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        flush()
        watchLine()
        context.fireChannelReadComplete()
    }

    func read(context: ChannelHandlerContext) {
        if mayReadSocket {
            context.read()
        } else {
            isReadWanted = true
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        isWritable = context.channel.isWritable
        watchProgress(isWritable: isWritable)
        if isWritable { resume() }
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.inputClosed: noteInputEnded()
        case is ServerIsStopping: stop()
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        services.logger.debug("connection failed", metadata: ["error": "\(type(of: error))"])
        context.close(promise: nil)
    }

    // MARK: Requests

    /// Takes every line that may be taken now.
    func takeLines() {
        guard !isTaking, var piece = unread else { return }
        isTaking = true
        unread = nil
        responder?.beginPiece()
        var requests = 0
        var lines = 0
        var isWhole = false
        var offset = 0
        piece.withUnsafeReadableBytes { bytes in
            while mayTakeLine {
                let (answered, lacksRoom) = answerAtOnce(bytes, from: &offset)
                lines += answered
                requests += answered
                if output.readableBytes > Self.gatheredBytes {
                    flush()
                    continue
                }
                if lacksRoom { continue }
                guard
                    let incoming = reader.next(
                        in: bytes, from: &offset, express: answerAtOnce)
                else {
                    isWhole = true
                    break
                }
                lines += 1
                switch incoming {
                case .answered: requests += 1
                case .request:
                    requests += 1
                    take(incoming)
                case .unreadable, .http: take(incoming)
                }
                isCatchingUp = replies.count >= services.limits.requestsInFlight
                if output.readableBytes > Self.gatheredBytes { flush() }
            }
        }
        if requests > 0 { services.statistics.noteRequests(requests) }
        if lines > 0 { deadlines.clear(.line) }
        isTaking = false
        if phase == .open, !isWhole {
            piece.moveReaderIndex(forwardBy: offset)
            unread = piece
        } else if phase == .open {
            noteAllTaken()
        }
    }

    func take(_ incoming: RequestReader.Incoming) {
        switch incoming {
        case .request(let request):
            guard let responder else { return }
            answer(responder.respond(to: request), tag: request.tag)
        case .unreadable(let error, let tag):
            responder?.noteUnreadable(error)
            settle(Answer(.failure(error), closes: error.name == .tooLong), tag: tag)
        case .answered: break
        case .http:
            output.writeString(Self.httpRefusal)
            phase = .ending
            finishIfDone()
        }
        if !isTrusted { trustIfAuthenticated() }
    }

    private func answer(_ response: Response, tag: String?) {
        switch response {
        case .now(let answer): settle(answer, tag: tag)
        case .later(let work):
            let ticket = replies.append(tag: tag)
            runner.start(work) { [self] answer in complete(ticket, with: answer) }
        case .exclusively(let work):
            let ticket = replies.append(tag: tag)
            isHeld = true
            runner.start(work) { [self] result in
                guard let responder else { return }
                finishHeld(ticket, with: responder.finish(result))
            }
        }
    }

    /// An answer that is known while the lines are taken.
    private func settle(_ answer: Answer, tag: String?) {
        if answer.delayMilliseconds > 0 {
            isHeld = true
            finishHeld(replies.append(tag: tag), with: answer)
        } else if replies.isEmpty {
            write(answer, tag: tag)
        } else {
            replies.append(tag: tag, answer: answer)
            if answer.closes { phase = .ending }
        }
    }

    /// An answer before which no other line was looked at, after its delay.
    private func finishHeld(_ ticket: ReplyQueue.Ticket, with answer: Answer) {
        guard phase != .closed else { return }
        if answer.delayMilliseconds > 0, let context {
            var answer = answer
            let delay = TimeAmount.milliseconds(Int64(answer.delayMilliseconds))
            answer.delayMilliseconds = 0
            context.eventLoop.assumeIsolated().scheduleTask(in: delay) { [self, answer] in
                finishHeld(ticket, with: answer)
            }
            return
        }
        isHeld = false
        if !isTrusted { trustIfAuthenticated() }
        complete(ticket, with: answer)
    }

    /// An answer that became known later.
    private func complete(_ ticket: ReplyQueue.Ticket, with answer: Answer) {
        guard phase != .closed else { return }
        lastHeard = now
        replies.settle(ticket, with: answer)
        while let (tag, answer) = replies.takeReady() { write(answer, tag: tag) }
        if output.readableBytes > Self.gatheredBytes { flush() }
        resume()
        finishIfDone()
    }

    private func write(_ answer: Answer, tag: String?) {
        if case .failure(let error) = answer.outcome { services.statistics.noteError(error.name) }
        gather { ReplyEncoder(tag: tag, format: answer.format).append(answer.outcome, to: &$0) }
        guard answer.closes else { return }
        replies.removeAll()
        phase = .ending
        finishIfDone()
    }

    private func trustIfAuthenticated() {
        guard let responder, responder.isAuthenticated else { return }
        isTrusted = true
        reader.maximumLineBytes = services.limits.maximumLineBytes
        deadlines.clear(.authentication)
    }

    private func notTrustedYet() {
        trustIfAuthenticated()
        if !isTrusted {
            deadlines.set(.authentication, at: later(services.limits.authMilliseconds))
        }
        planTick()
    }

    // MARK: Back-pressure

    /// Whether one more line may be looked at.
    private var mayTakeLine: Bool {
        phase == .open && !isHeld && isWritable && !isCatchingUp
    }

    /// Whether more bytes are wanted from the socket.
    var mayReadSocket: Bool {
        switch phase {
        case .open: mayTakeLine && unread == nil && !isStopping
        case .lingering: true
        case .ending, .closed: false
        }
    }

    /// Goes on where reading stopped, once there is room again.
    func resume() {
        if isCatchingUp {
            isCatchingUp = replies.count > services.limits.requestsInFlightToResume
        }
        takeLines()
        planFlush()
        guard isReadWanted, mayReadSocket else { return }
        isReadWanted = false
        context?.read()
        watchLine()
    }

    // MARK: Output

    /// Adds bytes that are written into an array to those that leave at the end of a read.
    func gather(_ write: (inout [UInt8]) -> Void) {
        var bytes: [UInt8] = []
        write(&bytes)
        output.writeBytes(bytes)
    }

    /// Hands what was gathered to the channel.
    ///
    /// The channel mostly writes it at once and lets go of it, so that the memory is used again.
    func flush() {
        guard output.readableBytes > 0, let context else { return }
        enqueuedBytes += output.readableBytes
        services.statistics.noteBytesOut(output.readableBytes)
        let isLarge = output.capacity > Self.keptBytes
        context.writeAndFlush(wrapOutboundOut(output), promise: nil)
        if isLarge { output = ByteBuffer() } else { output.clear() }
    }

    /// Flushes at the end of this turn of the event loop: answers that a group commit completes
    /// together leave in one write.
    func planFlush() {
        guard !isFlushPlanned, output.readableBytes > 0, let context else { return }
        isFlushPlanned = true
        context.eventLoop.assumeIsolated().execute { [self] in
            isFlushPlanned = false
            flush()
        }
    }

    private static let httpRefusal =
        "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: 56\r\n"
        + "Connection: close\r\n\r\nThis port speaks the line protocol of garaged, no HTTP.\n"
}
