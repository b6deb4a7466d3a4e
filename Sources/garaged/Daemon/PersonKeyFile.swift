import Foundation
import Sealing

extension Configuration {
    /// The file of the keys: as configured, else systemd's credential, else in the state folder.
    func keyFile(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> KeyFile {
        if let path = self[Settings.Privacy.keys] {
            // It may well be the credential, by its full name.
            let folder = environment["CREDENTIALS_DIRECTORY"].map { $0 + "/" }
            return KeyFile(path: path, isCredential: folder.map(path.hasPrefix) ?? false)
        }
        if let folder = environment["CREDENTIALS_DIRECTORY"] {
            let path = folder + "/person.keys"
            if FileManager.default.fileExists(atPath: path) {
                return KeyFile(path: path, isCredential: true)
            }
        }
        return KeyFile(path: stateFolder + "/person.keys")
    }
}
