import Glibc
import Logging
import NIOCore

/// Stops to accept for a while when the process has no descriptor or memory left for a connection.
///
/// The kernel goes on saying that a connection waits, and NIO goes on asking for it: without a
/// pause that costs a whole core (seen with NIO 2.101, whose own back-off handler does not stop
/// it).
final class AcceptPause: ChannelInboundHandler {
    typealias InboundIn = any Channel

    /// Long enough to cost nothing, short enough to be noticed by nobody.
    static let pause = TimeAmount.milliseconds(500)

    private let logger: Logger
    private let setAccepting: (any Channel, Bool) -> Void
    private var isPaused = false

    /// - Parameters:
    ///   - logger: told of each pause.
    ///   - setAccepting: stops or resumes; the tests put their own here.
    init(
        logger: Logger,
        setAccepting: @escaping (any Channel, Bool) -> Void = AcceptPause.setAutoRead
    ) {
        self.logger = logger
        self.setAccepting = setAccepting
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? IOError, Self.isShortage(error.errnoCode) else {
            context.fireErrorCaught(error)
            return
        }
        guard !isPaused else { return }
        isPaused = true
        logger.warning(
            "no room for another connection, accepting later",
            metadata: ["cause": "\(UnixSocketFile.describe(error.errnoCode))"])
        setAccepting(context.channel, false)
        let channel = context.channel
        context.eventLoop.assumeIsolated().scheduleTask(in: Self.pause) { [self] in
            isPaused = false
            setAccepting(channel, true)
        }
    }

    private static func setAutoRead(_ channel: any Channel, _ isOn: Bool) {
        // Fails only where the listener has closed meanwhile: then there is nothing to accept.
        _ = channel.setOption(.autoRead, value: isOn)
    }

    private static func isShortage(_ code: CInt) -> Bool {
        [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(code)
    }
}
