import Foundation

/// Where programs lie that are not in PATH, from the environment.
struct BenchOptions {
    /// `GARAGED`: the daemon; else the one that was built beside the bench.
    func garaged() throws -> String { try program("GARAGED", "garaged") }

    /// `GARAGECTL`: its tool; else the one that was built beside the bench.
    func garagectl() throws -> String { try program("GARAGECTL", "garagectl") }

    /// `TILE38`: tile38-server, which no registry offers; else what PATH has.
    func tile38() throws -> String {
        if let program = environment("TILE38") ?? Tools.find("tile38-server") { return program }
        throw BenchFailure("there is no tile38-server in PATH, nor named by TILE38")
    }

    private func program(_ variable: String, _ name: String) throws -> String {
        if let path = environment(variable) { return path }
        let beside = URL(filePath: Tools.ownProgram).deletingLastPathComponent()
            .appending(path: name).path
        guard FileManager.default.isExecutableFile(atPath: beside) else {
            throw BenchFailure(
                "there is no \(beside): build it with `swift build -c release`, or name"
                    + " it in the environment: \(variable)=PATH")
        }
        return beside
    }

    private func environment(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}
