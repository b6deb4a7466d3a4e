/// What answers the requests of one connection.
///
/// The server makes one for each connection and calls it on that connection's event loop only, with
/// the requests in the order they came, so it needs no lock for what it remembers.
package protocol Responder: AnyObject {
    /// The comment a client is greeted with, without `# ` and line end.
    var greeting: String { get }
    /// Before this is true, lines may be 1 KiB only, and the connection has ten seconds.
    var isAuthenticated: Bool { get }
    func respond(to request: Request) -> Response
    /// Told that a piece of input has come: what is asked in it is asked at this moment, so that a
    /// clock need not be looked at for each line.
    func beginPiece()
    /// Answers a line from its bytes where that can be done at once, with what ``respond(to:)``
    /// would have said of it, byte for byte.
    ///
    /// What is written counts only when the line was answered.
    func answer(_ line: UnsafeRawBufferPointer, into writer: inout LineWriter) -> ExpressAnswer
    /// The answer to a request that was answered with ``Response/exclusively(_:)``.
    func finish(_ result: any Sendable) -> Answer
    /// Told of each line that could not be read as a request, so that it can be counted.
    func noteUnreadable(_ error: RequestError)
}

extension Responder {
    package func beginPiece() {}

    package func answer(
        _ line: UnsafeRawBufferPointer, into writer: inout LineWriter
    ) -> ExpressAnswer { .no }
}

/// Whether a line was answered from its bytes.
package enum ExpressAnswer: Equatable, Sendable {
    /// It was not: read it as a request.
    case no
    case worked
    case refused(RequestError.Name)
}

/// The answer to a request: known at once, or once something is done elsewhere.
package enum Response: Sendable {
    case now(Answer)
    /// Answered when the closure returns. Later requests go on meanwhile and their answers wait
    /// their turn.
    case later(@Sendable () async -> Answer)
    /// Like `later`, but the next request is not looked at before ``Responder/finish(_:)`` was
    /// called, on the event loop, with what the closure returned: for a request that changes what
    /// the next one may do.
    case exclusively(@Sendable () async -> any Sendable)
}

/// What is written for a request, and whether the connection ends with it.
package struct Answer: Sendable {
    package var outcome: Result<Reply, RequestError>
    package var format: ReplyFormat
    /// Close once this is written: QUIT, or the third wrong token.
    package var closes: Bool
    /// Wait this long before writing it: a wrong token is answered slowly.
    package var delayMilliseconds: Int

    package init(
        _ outcome: Result<Reply, RequestError>, format: ReplyFormat = .json,
        closes: Bool = false, delayMilliseconds: Int = 0
    ) {
        self.outcome = outcome
        self.format = format
        self.closes = closes
        self.delayMilliseconds = delayMilliseconds
    }
}

/// Who is at the other end.
package enum Peer: Equatable, Sendable {
    /// A process on this machine, by its user, as the kernel says.
    case unix(uid: UInt32)
    case tcp(address: String, isEncrypted: Bool)
}
