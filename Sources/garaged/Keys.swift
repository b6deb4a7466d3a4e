import ArgumentParser
import Foundation
import Sealing

/// `garaged keys`: makes the file of the keys that seal persons' files, or adds a key to it.
struct Keys: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Makes the key file of persons' files, or adds a new key to it.",
        discussion: """
            Keep a copy of the file, apart from every backup of the database: without it nobody \
            can read persons' files, and with both everybody can.
            """)

    @Option(help: "The configuration file.")
    var config: String?

    @Option(help: "The state folder, where the file is unless the configuration says otherwise.")
    var state: String?

    @Flag(help: "Add a key, with which everything is sealed again.")
    var rotate = false

    func run() throws {
        let file = try configured().keyFile()
        do throws(KeyFileError) {
            if let ring = try file.read() {
                guard rotate else {
                    return print(
                        """
                        \(file.path): \(ring.numbers.count) key(s); number \(ring.sealingKey) seals.
                        garaged keys --rotate adds one.
                        """)
                }
                let number = try file.rotate()
                print(
                    """
                    \(file.path): key \(number) was added. Next:
                    1. Keep a copy of the file, apart from the backups of the database.
                    2. Copy it to every machine that runs garaged, then restart every garaged.
                    3. At its start, and by garagectl job nightly, everything is sealed with key \
                    \(number).
                    4. When a nightly job says resealed 0 and finds nothing, and no backup of the \
                    database from before is wanted any more, older seal lines may be taken away.
                    """)
            } else {
                _ = try file.make()
                print(
                    """
                    \(file.path): made, with one key. Next:
                    1. Keep a copy of the file, apart from the backups of the database.
                    2. Start garaged.
                    """)
            }
        } catch {
            throw Complaint.print("\(error)", ExitStatus.failure)
        }
    }

    private func configured() throws -> Configuration {
        do throws(ConfigurationFaults) {
            return try Configuration.load(
                file: config,
                overrides: [
                    state.map { .init(Settings.State.folder, flag: "--state", text: $0) }
                ].compactMap(\.self))
        } catch {
            throw Complaint.print("\(error)", ExitStatus.configuration)
        }
    }
}
