import LineProtocol
import NIOCore

/// What is answered from the bytes of a line, into the output, without a request.
extension ConnectionHandler {
    /// Room for one such answer: five rows with their reasons take half of it, and what does not
    /// fit is answered the long way.
    private static let expressBytes = 4_096

    /// Answers lines from their bytes straight into the output, as long as the responder can and
    /// there is room.
    ///
    /// - Returns: How many, and whether it was the room that lacked.
    func answerAtOnce(
        _ bytes: UnsafeRawBufferPointer, from offset: inout Int
    ) -> (lines: Int, lacksRoom: Bool) {
        guard mayAnswerAtOnce, let responder else { return (0, false) }
        var (lines, lacksRoom) = (0, false)
        // Much is said to many lines; what one line needs is kept from read to read.
        let room = max(Self.expressBytes, min(8 * (bytes.count - offset), Self.gatheredBytes))
        output.writeWithUnsafeMutableBytes(minimumWritableBytes: room) { space in
            var writer = LineWriter(space)
            lines = reader.answerWhole(in: bytes, from: &offset) { line in
                lacksRoom = writer.room < Self.expressBytes
                return !lacksRoom && answer(line, into: &writer, responder)
            }
            return writer.count
        }
        return (lines, lacksRoom)
    }

    /// The same for one line that came in two pieces.
    func answerAtOnce(_ line: UnsafeRawBufferPointer) -> Bool {
        guard mayAnswerAtOnce, let responder else { return false }
        var isAnswered = false
        output.writeWithUnsafeMutableBytes(minimumWritableBytes: Self.expressBytes) { space in
            var writer = LineWriter(space)
            isAnswered = answer(line, into: &writer, responder)
            return writer.count
        }
        return isAnswered
    }

    /// Whether no earlier request still waits for its answer, nor for its caller to be known.
    private var mayAnswerAtOnce: Bool { isTrusted && replies.isEmpty }

    private func answer(
        _ line: UnsafeRawBufferPointer, into writer: inout LineWriter, _ responder: any Responder
    ) -> Bool {
        let start = writer.count
        let answer = responder.answer(line, into: &writer)
        switch answer {
        case .no: writer.drop(after: start)
        case .worked: break
        case .refused(let name): services.statistics.noteError(name)
        }
        return answer != .no
    }
}
