import Foundation

/// A client of the line protocol that shares no code with the project's own.
package final class TestClient {
    private let descriptor: Int32
    private var pending: [UInt8] = []
    package private(set) var greeting = ""

    package struct Closed: Error {}

    package init(socket path: String) throws {
        descriptor = Foundation.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try finishConnecting(result)
    }

    package init(port: Int) throws {
        descriptor = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try finishConnecting(result)
    }

    private func finishConnecting(_ result: Int32) throws {
        guard result == 0 else { throw Closed() }
        var timeout = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout,
            socklen_t(MemoryLayout<timeval>.size))
        greeting = try readLine()
    }

    deinit { close(descriptor) }

    package func send(_ text: String) throws { try send(Array(text.utf8)) }

    package func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Closed() }
            sent += count
        }
    }

    package func shutDownWriting() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// One line without its end; throws at the end of the connection.
    package func readLine() throws -> String {
        while true {
            if let end = pending.firstIndex(of: 0x0A) {
                let line = String(decoding: pending[..<end], as: UTF8.self)
                pending.removeSubrange(...end)
                return line
            }
            var chunk = [UInt8](repeating: 0, count: 65_536)
            let count = recv(descriptor, &chunk, chunk.count, 0)
            guard count > 0 else { throw Closed() }
            pending += chunk[..<count]
        }
    }

    /// The lines of one reply, its final line last.
    package func readReply() throws -> [String] {
        var lines: [String] = []
        while true {
            let line = try readLine()
            if line.hasPrefix("#") { continue }
            lines.append(line)
            if line.hasPrefix("+") || line.hasPrefix("-") { return lines }
        }
    }

    package func ask(_ line: String) throws -> [String] {
        try send(line + "\n")
        return try readReply()
    }

    /// Everything up to the end of the connection.
    package func readToEnd() -> [String] {
        var lines: [String] = []
        while let line = try? readLine() { lines.append(line) }
        return lines
    }
}

extension [String] {
    /// The rows of a reply as dictionaries.
    package var rows: [[String: Any]] {
        compactMap { line in
            guard line.hasPrefix("= {") else { return nil }
            let object = try? JSONSerialization.jsonObject(with: Data(line.dropFirst(2).utf8))
            return object as? [String: Any]
        }
    }

    /// A value of the final line.
    package func summary(_ name: String) -> String? {
        last?.split(separator: " ").first { $0.hasPrefix(name + "=") }
            .map { String($0.dropFirst(name.count + 1)) }
    }
}
