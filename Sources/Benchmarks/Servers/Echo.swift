import Foundation

/// The ceiling: a server that does nothing but answer lines by lines of a given size.
final class EchoServer {
    private let child: Child
    let target: LoadTarget

    init(bytes: Int, threads: Int = 1) throws {
        let port = try Tools.freePort()
        child = try Child(
            [
                Tools.ownProgram, "echo", "--port", "\(port)", "--bytes", "\(bytes)",
                "--threads", "\(threads)",
            ], hasNothingToSave: true)
        target = LoadTarget(name: "echo, \(bytes) B", port: port, rule: .line, process: child.id)
        try child.waitFor(target)
    }

    deinit { child.stop() }

    /// Lines as long as a MATCH, over and over.
    static func lines(in folder: URL) throws -> RequestFile {
        let line = Array("MATCH at=48.1234567,2.1234567 within=20km fields=garage,km\n".utf8)
        return try RequestFile(Array(repeating: line, count: 4096), in: folder, named: "echo")
    }
}
