import Foundation
import Synchronization

/// A receiver of webhooks that behaves as it is told, on a port of this machine.
///
/// Plain sockets, so that it can do what no HTTP library lets one do.
package final class WebhookReceiver: Sendable {
    /// What it does with a request.
    package enum Behaviour: Sendable {
        case answer(status: Int)
        case redirect(to: String)
        /// Reads and never answers.
        case hang
        /// Reads and hangs up.
        case hangUp
        /// Begins to answer and hangs up.
        case answerHalf
        /// Answers something that is not HTTP.
        case babble
    }

    /// A request as it came.
    package struct Delivery: Sendable {
        /// The first line.
        package let line: String
        /// By their names in lower case.
        package let headers: [String: String]
        package let body: String
    }

    private struct State {
        var behaviour = Behaviour.answer(status: 200)
        var listener: Int32 = -1
        var port: UInt16 = 0
        var received: [Delivery] = []
        var open: [Int32] = []
    }
    private let state = Mutex(State())

    package init() throws { try start() }
    deinit { stop() }

    package var port: Int { Int(state.withLock { $0.port }) }
    package var url: String { "http://127.0.0.1:\(port)/in?from=garaged" }
    /// Every request that was read whole, whatever was done with it.
    package var received: [Delivery] { state.withLock { $0.received } }
    package func behave(_ behaviour: Behaviour) { state.withLock { $0.behaviour = behaviour } }

    /// Listens, on the same port as before.
    package func start() throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var on: Int32 = 1
        setsockopt(
            listener, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = state.withLock { $0.port }.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 64) == 0
                    && getsockname(listener, $0, &length) == 0
            }
        }
        guard bound else { throw POSIXError(.EADDRINUSE) }
        state.withLock {
            $0.listener = listener
            $0.port = UInt16(bigEndian: address.sin_port)
        }
        Thread.detachNewThread { [weak self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0, let self else { return }
                state.withLock { $0.open.append(connection) }
                Thread.detachNewThread { [weak self] in self?.serve(connection) }
            }
        }
    }

    /// Refuses every connection from now on.
    package func stop() {
        let (listener, open) = state.withLock { state in
            defer { (state.listener, state.open) = (-1, []) }
            return (state.listener, state.open)
        }
        for connection in open { shutdown(connection, Int32(SHUT_RDWR)) }
        if listener >= 0 {
            shutdown(listener, Int32(SHUT_RDWR))
            close(listener)
        }
    }

    private func serve(_ connection: Int32) {
        defer {
            let mine = state.withLock { state in
                defer { state.open.removeAll { $0 == connection } }
                return state.open.contains(connection)
            }
            _ = mine
            close(connection)
        }
        guard let delivery = Self.read(connection) else { return }
        let behaviour = state.withLock { state in
            state.received.append(delivery)
            return state.behaviour
        }
        switch behaviour {
        case .answer(let status):
            Self.write("HTTP/1.1 \(status) Word\r\nContent-Length: 2\r\n\r\nok", to: connection)
        case .redirect(let place):
            Self.write(
                "HTTP/1.1 307 Elsewhere\r\nLocation: \(place)\r\nContent-Length: 0\r\n\r\n",
                to: connection)
        case .hang:
            var byte: UInt8 = 0
            while recv(connection, &byte, 1, 0) > 0 {}
        case .hangUp: break
        case .answerHalf: Self.write("HTTP/1.1 20", to: connection)
        case .babble: Self.write("220 mail.example ESMTP\r\n", to: connection)
        }
    }

    private static func write(_ text: String, to connection: Int32) {
        let bytes = Array(text.utf8)
        _ = send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    private static func read(_ connection: Int32) -> Delivery? {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while true {
            let text = String(decoding: bytes, as: UTF8.self)
            if let end = text.range(of: "\r\n\r\n") {
                let lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
                var headers: [String: String] = [:]
                for line in lines.dropFirst() {
                    let parts = line.split(separator: ":", maxSplits: 1)
                    guard parts.count == 2 else { return nil }
                    headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
                }
                let length = headers["content-length"].flatMap { Int($0) } ?? 0
                let body = text[end.upperBound...]
                if body.utf8.count >= length {
                    return Delivery(line: lines[0], headers: headers, body: String(body))
                }
            }
            let count = recv(connection, &chunk, chunk.count, 0)
            guard count > 0 else { return nil }
            bytes += chunk[..<count]
        }
    }
}
