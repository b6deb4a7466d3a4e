import Foundation
import Synchronization

/// A daemon of scripted replies on a Unix socket: it reads a line, asks the script what to answer,
/// and remembers what it was sent.
final class FakeDaemon: Sendable {
    let path: String
    private let descriptor: Int32
    private let heard = Mutex<[String]>([])

    /// What was sent, without the line ends.
    var requests: [String] { heard.withLock { $0 } }

    /// As the last line of an answer: the connection ends after it.
    static let hangUp = "HANG UP"

    static let greeting = "# garaged 1.0 proto=1 auth=required max-line=8192"

    /// Listens, and serves so many connections one after the other.
    ///
    /// `greeting` is the first line of each, nil closes at once; `script` gives the lines that
    /// answer a request, nil closes the connection.
    init(
        greeting: String? = FakeDaemon.greeting, connections: Int = 1,
        script: @escaping @Sendable (String) -> [String]?
    ) throws {
        path = temporaryPath("sock")
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard bound == 0, listen(descriptor, 8) == 0 else {
            throw POSIXError(.init(rawValue: errno) ?? .EIO)
        }
        Thread.detachNewThread { [self] in
            for _ in 0..<connections { serve(greeting: greeting, script: script) }
        }
    }

    deinit {
        close(descriptor)
        unlink(path)
    }

    private func serve(greeting: String?, script: (String) -> [String]?) {
        let client = accept(descriptor, nil, nil)
        guard client >= 0 else { return }
        defer { close(client) }
        guard let greeting else { return }
        say([greeting], to: client)
        var held: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            while let end = held.firstIndex(of: 0x0A) {
                let line = String(decoding: held[..<end], as: UTF8.self)
                held.removeFirst(end + 1)
                heard.withLock { $0.append(line) }
                guard let lines = script(line) else { return }
                say(lines.filter { $0 != Self.hangUp }, to: client)
                if lines.last == Self.hangUp { return }
            }
            let count = read(client, &chunk, chunk.count)
            guard count > 0 else { return }
            held += chunk[..<count]
        }
    }

    private func say(_ lines: [String], to client: Int32) {
        let bytes = Array(lines.map { $0 + "\n" }.joined().utf8)
        _ = bytes.withUnsafeBytes {
            send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
    }
}

/// A path that nobody else uses, short enough for a socket.
func temporaryPath(_ ending: String) -> String {
    FileManager.default.temporaryDirectory.path
        + "/ctl-\(getpid())-\(UInt32.random(in: 0...UInt32.max)).\(ending)"
}
