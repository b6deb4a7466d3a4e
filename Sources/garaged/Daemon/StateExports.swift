import Commands
import Foundation
import Logging

/// The folder of files for partners: each appears whole, or not at all.
struct StateExports: ExportFolder {
    let folder: String
    let logger: Logger

    func write(_ bytes: [UInt8], as name: String) async throws(ExportFailure) -> String {
        let target = URL(filePath: folder).appending(path: name)
        // Named like no other, so that two daemons on one folder do not write into one file.
        let part = URL(filePath: folder)
            .appending(path: ".\(name).\(UUID().uuidString.prefix(8)).part")
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o750])
            try Data(bytes).write(to: part)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o640], ofItemAtPath: part.path)
            let file = try FileHandle(forUpdating: part)
            try file.synchronize()
            try file.close()
            guard rename(part.path, target.path) == 0 else {
                throw CocoaError(.fileWriteUnknown)
            }
        } catch {
            try? FileManager.default.removeItem(at: part)
            let reference = String(UUID().uuidString.prefix(8))
            logger.error(
                "a file for partners could not be written",
                metadata: [
                    "file": "\(target.path)", "reason": "\(error.localizedDescription)",
                    "reference": "\(reference)",
                ])
            throw ExportFailure(reference: reference)
        }
        return target.path
    }
}
