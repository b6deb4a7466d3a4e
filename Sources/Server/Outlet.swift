package import LineProtocol
import NIOCore

/// A way to tell a connection something that it did not ask for at this moment.
///
/// From any thread. Told after the connection has ended, nothing happens.
package struct Outlet: Sendable {
    private let eventLoop: any EventLoop
    private let handler: NIOLoopBound<WeakHandler>

    init(_ handler: ConnectionHandler, on eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
        self.handler = NIOLoopBound(WeakHandler(handler: handler), eventLoop: eventLoop)
    }

    /// Sends `! sub {…}`, between two replies and never inside one.
    ///
    /// A connection that was pushed to is no longer closed for being idle. One that falls too far
    /// behind gets nothing more and is closed with `509 SLOW`.
    package func push(_ row: Reply.Row) {
        eventLoop.execute { handler.value.handler?.push(row) }
    }

    struct WeakHandler {
        weak var handler: ConnectionHandler?
    }
}
