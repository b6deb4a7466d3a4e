import Foundation

/// A program in C++ beside the Swift sources, compiled here for this very machine.
///
/// Peers need headers that need not be there, so they are no targets of the package: the sources in
/// `Peers` are compiled when they are measured, and skipped where that fails.
struct NativeProgram {
    /// The name of the source file in `Peers`.
    let source: String
    /// Arguments for the linker.
    var libraries: [String] = []

    static let sources = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../Peers").standardized

    /// Why a program could not be built.
    struct Unbuilt: Error { let reason: String }

    /// Compiles the program, unless it is newer than its sources, and says where it lies.
    func build(in folder: URL) throws -> URL {
        let file = Self.sources.appending(path: source)
        guard FileManager.default.fileExists(atPath: file.path) else {
            throw Unbuilt(reason: "\(file.path) is not there; run it where its sources are")
        }
        let program = folder.appending(path: (source as NSString).deletingPathExtension)
        if let built = Self.changed(program), let written = Self.newestSource, built > written {
            return program
        }
        let names = ["c++", "g++", "clang++"]
        guard let compiler = names.lazy.compactMap(Tools.find).first else {
            throw Unbuilt(reason: "there is no compiler (\(names.joined(separator: ", ")))")
        }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let child = try Child(
            [compiler, "-std=c++17", "-O3", "-march=native", "-o", program.path, file.path]
                + libraries)
        guard child.wait() == 0 else {
            throw Unbuilt(reason: String(child.complaint.drop { $0 != ":" }.dropFirst()))
        }
        return program
    }

    private static var newestSource: Date? {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: sources.path)) ?? []
        return names.compactMap { changed(sources.appending(path: $0)) }.max()
    }

    private static func changed(_ file: URL) -> Date? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
        return attributes?[.modificationDate] as? Date
    }
}
