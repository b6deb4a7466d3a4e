import ArgumentParser
import Logging
import PostgresStore

/// `garaged migrate`: brings a database to this version's schema.
struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Applies the migrations that the database lacks; serve never does.",
        discussion: "The embedded cluster is migrated by serve itself and needs no call of this.")

    @Option(help: "The configuration file.")
    var config: String?

    @Option(help: "A libpq connection string.")
    var database: String?

    func run() async throws {
        let configuration: Configuration
        do throws(ConfigurationFaults) {
            configuration = try Configuration.load(
                file: config,
                overrides: [
                    database.map {
                        .init(Settings.Database.conninfo, flag: "--database", text: $0)
                    }
                ].compactMap(\.self))
        } catch {
            throw Complaint.print("\(error)", ExitStatus.configuration)
        }
        let conninfo = configuration[Settings.Database.conninfo]
        guard !conninfo.isEmpty else {
            throw ValidationError(
                "name the database: --database 'host=… dbname=…', or database.conninfo in the file")
        }
        do {
            let applied = try await Migrator(conninfo: conninfo).migrate()
            print(applied.isEmpty ? "nothing to do" : "applied \(applied.joined(separator: ", "))")
        } catch {
            throw Complaint.print("\(error)", ExitStatus.failure)
        }
    }
}
