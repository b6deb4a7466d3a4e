/// Turns the bytes of one connection into requests: lines, then the grammar.
package struct RequestReader {
    private var splitter: LineSplitter
    private var isFirstLine = true

    package init(maximumLineBytes: Int) {
        splitter = LineSplitter(maximumLineBytes: maximumLineBytes)
    }

    /// One thing that a client sent.
    package enum Incoming: Equatable, Sendable {
        case request(Request)
        /// A line that began in an earlier piece and was answered from its bytes.
        case answered
        /// A line that is no request. The connection goes on, unless the error is `TOO-LONG`.
        case unreadable(RequestError, tag: String?)
        /// The first line speaks HTTP: the client is not one of ours.
        case http
    }

    /// The longest line in bytes, without its line end.
    package var maximumLineBytes: Int {
        get { splitter.maximumLineBytes }
        set { splitter.maximumLineBytes = newValue }
    }

    /// Whether a line has begun and not ended.
    package var isInsideLine: Bool { splitter.isInsideLine }

    /// Reads the next line of `piece` at or after `offset`, as `LineSplitter.next` does.
    ///
    /// - Parameters:
    ///   - piece: The bytes that came.
    ///   - offset: Where to go on.
    ///   - express: Is shown a line that began in an earlier piece first; true when it has answered
    ///     it. The others were shown to ``answerWhole(in:from:express:)``.
    /// - Returns: Nil when the rest of the piece holds no line end.
    package mutating func next(
        in piece: UnsafeRawBufferPointer, from offset: inout Int,
        express: (UnsafeRawBufferPointer) -> Bool = { _ in false }
    ) -> Incoming? {
        guard let found = splitter.next(in: piece, from: &offset) else { return nil }
        switch found {
        case .inPiece(let range):
            return read(UnsafeRawBufferPointer(rebasing: piece[range]))
        case .joined:
            if splitter.held.withUnsafeBytes({ express($0) }) {
                isFirstLine = false
                return .answered
            }
            return splitter.held.withUnsafeBytes { read($0) }
        case .tooLong:
            isFirstLine = false
            let limit = splitter.maximumLineBytes
            let error = RequestError(
                .tooLong, "a line has at most \(limit) bytes here; the connection ends")
            return .unreadable(error, tag: splitter.held.withUnsafeBytes { Request.tag(of: $0) })
        }
    }

    /// Shows the lines that lie whole in `piece` to whoever answers them from their bytes, as long
    /// as they are answered.
    ///
    /// - Returns: How many were.
    package mutating func answerWhole(
        in piece: UnsafeRawBufferPointer, from offset: inout Int,
        express: (UnsafeRawBufferPointer) -> Bool
    ) -> Int {
        let lines = splitter.takeWhole(in: piece, from: &offset, express)
        if lines > 0 { isFirstLine = false }
        return lines
    }

    /// What to say of a last line without its line end, once the client sends no more.
    ///
    /// - Returns: `nil` where the last line was whole.
    package mutating func finish() -> Incoming? {
        let rest = splitter.finish()
        guard !rest.isEmpty else { return nil }
        let error = RequestError(
            .truncated, "the last line has no line end and was not executed; send it again whole")
        let tag = rest.withUnsafeBytes { Request.tag(of: $0, isWhole: false) }
        return .unreadable(error, tag: tag)
    }

    private mutating func read(_ line: UnsafeRawBufferPointer) -> Incoming {
        if isFirstLine {
            isFirstLine = false
            if Self.isHTTP(line) { return .http }
        }
        do throws(RequestError) {
            return .request(try Request(parsing: line))
        } catch {
            return .unreadable(error, tag: Request.tag(of: line))
        }
    }

    /// Whether a line ends as a request line of HTTP does: ` HTTP/1.1`.
    private static func isHTTP(_ line: UnsafeRawBufferPointer) -> Bool {
        let mark = " HTTP/".utf8
        guard line.count > mark.count + 3 else { return false }
        let tail = line.suffix(mark.count + 3)
        return tail.prefix(mark.count).elementsEqual(mark)
            && line.last.map(CharacterRule.isDigit)
                ?? false
    }
}
