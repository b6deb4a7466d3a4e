import LineProtocol
import NIOCore

/// Turns away a connection beyond the limit, saying when to come back.
final class RefusalHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// How long what a refused client sends is thrown away, so that it can read the refusal.
    private static let linger = TimeAmount.milliseconds(500)

    private let retryMilliseconds: Int

    init(retryMilliseconds: Int) { self.retryMilliseconds = retryMilliseconds }

    func channelActive(context: ChannelHandlerContext) {
        let error = RequestError(
            .busy, "there are too many connections; try again later",
            details: [.init("retry-ms", String(retryMilliseconds))])
        var bytes: [UInt8] = []
        ReplyEncoder().append(error, to: &bytes)
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)))
            .whenComplete { _ in channel.close(mode: .output, promise: nil) }
        context.eventLoop.scheduleTask(in: Self.linger) { channel.close(promise: nil) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event { context.close(promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
