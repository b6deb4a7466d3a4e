import Glibc
import Logging
import NIOCore
import NIOEmbedded
import Testing

@testable import Server

@Suite struct AcceptPauseTests {
    @Test(
        "a shortage stops accepting for a while; another error does not",
        arguments: [(EMFILE, true), (ENFILE, true), (ENOBUFS, true), (ECONNABORTED, false)])
    func pauses(code: CInt, isPause: Bool) throws {
        let counter = ErrorCounter()
        let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        var told: [Bool] = []
        let pause = AcceptPause(logger: logger) { _, isAccepting in told.append(isAccepting) }
        let channel = EmbeddedChannel(handlers: [pause, counter])
        channel.pipeline.fireErrorCaught(IOError(errnoCode: code, reason: "accept"))
        #expect(counter.errors == (isPause ? 0 : 1))
        channel.pipeline.fireErrorCaught(IOError(errnoCode: code, reason: "accept"))
        #expect(told == (isPause ? [false] : []))
        channel.embeddedEventLoop.advanceTime(by: AcceptPause.pause)
        #expect(told == (isPause ? [false, true] : []))
        _ = try? channel.finish()
    }
}

private final class ErrorCounter: ChannelInboundHandler {
    typealias InboundIn = Any
    var errors = 0

    func errorCaught(context: ChannelHandlerContext, error: any Error) { errors += 1 }
}
