/// Where files for partners are put, whole or not at all.
package protocol ExportFolder: Sendable {
    /// Writes a file in one step; where it lies then.
    func write(_ bytes: [UInt8], as name: String) async throws(ExportFailure) -> String
}

/// A file could not be written.
package struct ExportFailure: Error, Equatable, Sendable {
    /// What to look for in the log.
    package let reference: String

    package init(reference: String) { self.reference = reference }
}

/// The folder of a process that has none.
package struct NoExportFolder: ExportFolder {
    package init() {}

    package func write(_: [UInt8], as _: String) async throws(ExportFailure) -> String {
        throw ExportFailure(reference: "no-folder")
    }
}
