import CLoad
import Foundation

/// One connection, one request after the other: for set-up, for readiness, to compare answers.
final class Exchange {
    private let descriptor: Int32
    private var reader = load_reader()

    /// - Throws: ``BenchFailure`` when nobody listens or the opening is refused.
    init(_ target: LoadTarget) throws {
        descriptor = target.socket.withCString { load_dial(Int32(target.port), $0) }
        guard descriptor >= 0 else {
            throw BenchFailure("\(target.name): \(String(cString: strerror(errno)))")
        }
        load_reader_begin(&reader, target.rule.code)
        if !target.opening.isEmpty {
            _ = try ask(target.opening, replies: target.openingReplies)
            guard reader.errors == 0 else { throw BenchFailure("\(target.name): refused") }
        }
    }

    deinit { close(descriptor) }

    /// Sends a request and returns the bytes of its reply.
    func ask(_ request: [UInt8], replies: Int = 1) throws -> [UInt8] {
        guard send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count
        else { throw BenchFailure("cannot send: \(String(cString: strerror(errno)))") }
        var reply: [UInt8] = []
        var seen = 0
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        while seen < replies {
            let got = recv(descriptor, &bytes, bytes.count, 0)
            guard got > 0 else { throw BenchFailure("the server closed or stays silent") }
            seen += load_reader_take(&reader, bytes, got)
            reply += bytes[..<got]
        }
        return reply
    }

    /// Asks a line of garaged's protocol, and returns the lines of the reply.
    func ask(line: String) throws -> [String] {
        let reply = try ask(Array("\(line)\n".utf8))
        return String(decoding: reply, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
