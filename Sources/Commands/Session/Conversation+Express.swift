import GarageNetwork
package import LineProtocol
import Matching

/// What is asked so often that it is answered from its bytes.
///
/// A MATCH is a hundred bytes in and some hundred out, and a search of 100 ns. Read into strings,
/// answered as fields and written out again it takes ten times as long. So the two requests that a
/// busy connection repeats are known by their bytes: PING, and a MATCH from a coordinate that was
/// asked before from elsewhere. All else, every refusal but one and every doubt goes the way of
/// ``Conversation/respond(to:)``; a test holds the two ways against each other.
extension Conversation {
    package func answer(
        _ line: UnsafeRawBufferPointer, into writer: inout LineWriter
    ) -> ExpressAnswer {
        var start = 0
        if line.first == UInt8(ascii: "@") {
            guard let end = line.firstIndex(of: 0x20) else { return .no }
            start = end + 1
        }
        let asked = UnsafeRawBufferPointer(rebasing: line[start...])
        let tag = start == 0 ? nil : UnsafeRawBufferPointer(rebasing: line[1..<start - 1])
        guard let first = asked.first, tag.map(Request.isTag) ?? true else { return .no }
        switch first & 0xDF {
        case UInt8(ascii: "P"): return answerPing(asked, tag: tag, into: &writer)
        case UInt8(ascii: "M"): return answerMatch(asked, tag: tag, into: &writer)
        default: return .no
        }
    }

    private func answerPing(
        _ asked: UnsafeRawBufferPointer, tag: UnsafeRawBufferPointer?,
        into writer: inout LineWriter
    ) -> ExpressAnswer {
        guard asked.count == 4, asked[1] & 0xDF == UInt8(ascii: "I"),
            asked[2] & 0xDF == UInt8(ascii: "N"), asked[3] & 0xDF == UInt8(ascii: "G")
        else { return .no }
        writer.begin(UInt8(ascii: "+"), tag: tag)
        writer.append("OK\n" as StaticString)
        return writer.isFull ? .no : .worked
    }

    private func answerMatch(
        _ asked: UnsafeRawBufferPointer, tag: UnsafeRawBufferPointer?,
        into writer: inout LineWriter
    ) -> ExpressAnswer {
        catchUp()
        if let answer = answerKnown(asked, tag: tag, into: &writer) { return answer }
        guard let shape = shape(of: asked) else { return .no }
        lane.remember(shape)
        return answerKnown(asked, tag: tag, into: &writer) ?? .no
    }

    /// What a line means, where it is a MATCH that its caller may ask and that is well formed.
    private func shape(of asked: UnsafeRawBufferPointer) -> MatchShape? {
        do throws(RequestError) {
            let request = try Request(parsing: asked)
            guard request.verb == Command.match.verb else { return nil }
            return MatchShape(asked, as: request, call(of: request, try permitted(request)))
        } catch {
            return nil
        }
    }

    /// - Returns: Nil where it is a MATCH of a kind that was not asked before.
    private func answerKnown(
        _ asked: UnsafeRawBufferPointer, tag: UnsafeRawBufferPointer?,
        into writer: inout LineWriter
    ) -> ExpressAnswer? {
        let now = timeOfPiece()
        return reader.lend { network in
            guard network.isReady, network.storeDown == nil, !network.isOutdated(at: now) else {
                return .no
            }
            return lane.answer(asked, in: &network, environment, tag: tag, into: &writer)
        }
    }
}
