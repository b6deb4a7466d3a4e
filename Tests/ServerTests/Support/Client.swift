import Foundation
import Glibc

/// A blocking client with nothing between it and the kernel.
///
/// Every wait ends after 20 s with an error, so that a broken server fails a test and does not hang
/// it. Use it off the cooperative pool: see ``offPool(_:)``.
final class Client: Sendable {
    struct Failure: Error { let what: String }

    let descriptor: Int32

    init(socketPath: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: socketPath.utf8) }
        try connect(to: address)
    }

    init(port: Int, receiveBufferBytes: Int32? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if var bytes = receiveBufferBytes {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &bytes, socklen_t(4))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        try connect(to: address)
    }

    deinit { Glibc.close(descriptor) }

    private func connect<Address>(to address: Address) throws {
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
        let result = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<Address>.size))
            }
        }
        guard result == 0 else {
            throw Failure(what: "connect: \(String(cString: strerror(errno)))")
        }
    }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else {
                throw Failure(what: "send: \(String(cString: strerror(errno)))")
            }
            sent += count
        }
    }

    /// Sends what the socket takes at this moment, for as long as it takes something within 0.3 s.
    func sendUntilRefused(_ bytes: [UInt8], atMost total: Int) -> Int {
        var limit = timeval(tv_sec: 0, tv_usec: 300_000)
        setsockopt(
            descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var sent = 0
        while sent < total {
            let count = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
            guard count > 0 else { break }
            sent += count
        }
        return sent
    }

    /// One read; empty at the end.
    func read(_ count: Int = 65_536) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = recv(descriptor, buffer.baseAddress, count, 0)
            if filled < 0 {
                filled = 0
                throw Failure(what: "read: \(String(cString: strerror(errno)))")
            }
        }
    }

    /// Reads until so many lines have come, or the end.
    func lines(_ count: Int) throws -> [String] {
        var bytes: [UInt8] = []
        var found = 0
        while found < count {
            let piece = try read()
            if piece.isEmpty { break }
            found += piece.count { $0 == 0x0A }
            bytes += piece
        }
        return Self.split(bytes)
    }

    /// Reads to the end.
    func linesToEnd() throws -> [String] {
        var bytes: [UInt8] = []
        while true {
            let piece = try read()
            if piece.isEmpty { return Self.split(bytes) }
            bytes += piece
        }
    }

    func shutWriting() { shutdown(descriptor, Int32(SHUT_WR)) }

    private static func split(_ bytes: [UInt8]) -> [String] {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines.map { String(decoding: $0, as: UTF8.self) }
    }
}

/// Runs blocking code on a thread of its own.
func offPool<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value
{
    try await withCheckedThrowingContinuation { continuation in
        Thread { continuation.resume(with: Result(catching: body)) }.start()
    }
}

/// Waits until something is so, 20 s at most.
func eventually(_ condition: () -> Bool) async throws -> Bool {
    for _ in 0..<4_000 {
        if condition() { return true }
        try await Task.sleep(for: .milliseconds(5))
    }
    return condition()
}
