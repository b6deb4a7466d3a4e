import Foundation

/// The repository that these tests read: its files as text.
enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// A file and its text, read once.
    struct File: Sendable {
        /// From the root of the repository, with `/` between.
        let path: String
        let text: String
        /// For Swift files, the text without comments and strings; else nothing.
        let code: String

        init(path: String, text: String) {
            self.path = path
            self.text = text
            self.code = path.hasSuffix(".swift") ? SwiftCode(text).text : ""
        }

        var name: String { path.split(separator: "/").last.map(String.init) ?? path }
        var lines: [Substring] {
            let all = text.split(separator: "\n", omittingEmptySubsequences: false)
            return all.last == "" ? all.dropLast() : all
        }
    }

    /// Every text file, except what is built, fetched or kept by a running daemon.
    static let files: [File] = {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        return entries.filter { !isByProduct($0) }.sorted().flatMap(read)
    }()

    /// The Swift files of one folder and of those below it.
    static func swiftFiles(under folder: String) -> [File] {
        files.filter { $0.path.hasPrefix(folder + "/") && $0.path.hasSuffix(".swift") }
    }

    /// The names of the folders and files right under a folder.
    static func entries(of folder: String) -> [String] {
        let url = root.appending(path: folder)
        return ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted()
    }

    static func file(_ path: String) -> File? { files.first { $0.path == path } }

    /// Names at the top of the repository that git ignores, and git's own.
    static func isByProduct(_ entry: String) -> Bool {
        entry.hasPrefix(".build")
            || [".git", ".swiftpm", "state", "Package.resolved"].contains(entry)
    }

    /// The text files at a path: itself, or all below it when it is a folder.
    private static func read(_ path: String) -> [File] {
        var isFolder: ObjCBool = false
        let full = root.appending(path: path).path
        guard FileManager.default.fileExists(atPath: full, isDirectory: &isFolder) else {
            return []
        }
        if isFolder.boolValue { return entries(of: path).flatMap { read("\(path)/\($0)") } }
        // Not text: pictures, compressed data.
        guard let text = try? String(contentsOfFile: full, encoding: .utf8) else { return [] }
        return [File(path: path, text: text)]
    }
}
