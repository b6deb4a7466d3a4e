import NIOCore
import NIOHTTP1

/// Sends one request, and closes as soon as the status of the answer is there.
final class StatusHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    /// There was no answer in time.
    struct Late: Error {}
    /// The other side hung up before it answered.
    struct Closed: Error {}

    let promise: EventLoopPromise<Int>
    private let request: HTTPRequestHead
    private let body: String
    private let deadline: NIODeadline
    private var alarm: Scheduled<Void>?

    init(
        request: HTTPRequestHead, body: String, deadline: NIODeadline,
        promise: EventLoopPromise<Int>
    ) {
        self.request = request
        self.body = body
        self.deadline = deadline
        self.promise = promise
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let channel = context.channel
        let promise = promise
        alarm = context.eventLoop.scheduleTask(deadline: deadline) {
            promise.fail(Late())
            channel.close(promise: nil)
        }
        if context.channel.isActive { send(context) }
    }

    func channelActive(context: ChannelHandlerContext) { send(context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(let head) = unwrapInboundIn(data) else { return }
        // 100 Continue and its like announce an answer.
        guard head.status.code >= 200 else { return }
        promise.succeed(Int(head.status.code))
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        alarm?.cancel()
        promise.fail(Closed())
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        promise.fail(error)
        context.close(promise: nil)
    }

    private func send(_ context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(.head(request)), promise: nil)
        let buffer = context.channel.allocator.buffer(string: body)
        context.write(wrapOutboundOut(.body(.byteBuffer(buffer))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
