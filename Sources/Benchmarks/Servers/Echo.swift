import Foundation

/// The ceiling: a server that does nothing but answer lines by lines of a given size.
final class EchoServer {
    private let child: Child
    let target: LoadTarget

    init(bytes: Int, threads: Int = 1) throws {
        let port = try GaragedServer.freePort()
        child = try Child(
            [
                Tools.ownProgram, "echo", "--port", "\(port)", "--bytes", "\(bytes)",
                "--threads", "\(threads)",
            ], hasNothingToSave: true)
        target = LoadTarget(name: "echo, \(bytes) B", port: port, rule: .line, process: child.id)
        try child.waitFor(target)
    }

    deinit { child.stop() }
}
