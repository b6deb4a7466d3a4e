import Foundation

/// The program as it was built beside these tests, run as a shell would.
struct BuiltProgram {
    private let executable: URL

    struct Ending: Equatable {
        let status: Int32
        let output: String
        let complaints: String
    }

    /// Nil where tests are not run from the folder of the build.
    init?() {
        executable = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appending(path: "garagectl")
        guard FileManager.default.isExecutableFile(atPath: executable.path) else { return nil }
    }

    static var exists: Bool { BuiltProgram() != nil }

    /// Runs the program to its end.
    ///
    /// What it says stays far under the 64 KiB that a pipe holds, so the pipes are read one after
    /// the other.
    func run(_ words: [String], environment: [String: String] = [:]) throws -> Ending {
        let process = Process()
        process.executableURL = executable
        process.arguments = words
        process.environment = environment
        let (output, complaints) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = complaints
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        let complained = complaints.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Ending(
            status: process.terminationStatus, output: String(decoding: said, as: UTF8.self),
            complaints: String(decoding: complained, as: UTF8.self))
    }
}
