import Foundation
import GarageNetwork

@testable import PostgresStore

/// A cluster of a test's own, to be stopped, killed and broken.
final class TestServer: Sendable {
    let folder: String
    let cluster: EmbeddedCluster
    let conninfo: String

    private init(folder: String) async throws {
        self.folder = folder
        cluster = EmbeddedCluster(stateFolder: folder, logger: .silent)
        conninfo = try await cluster.start()
        _ = try await Migrator(conninfo: conninfo).migrate()
    }

    static func with(_ body: (TestServer) async throws -> Void) async throws {
        let folder = newFolder("garaged-cluster-tests")
        defer { removeFolder(folder) }
        let server = try await TestServer(folder: folder)
        do {
            try await body(server)
        } catch {
            await server.cluster.stop()
            throw error
        }
        await server.cluster.stop()
    }

    /// The process that everything else of the server descends from.
    var postmaster: pid_t? { PostmasterFile(in: "\(folder)/postgres")?.process }

    func signal(_ signal: Int32) {
        if let postmaster { kill(postmaster, signal) }
    }

    /// Every process of the server, stopped or let go on.
    func signalAll(_ signal: Int32) {
        guard let postmaster else { return }
        let children = "/proc/\(postmaster)/task/\(postmaster)/children"
        for child in (textOfFile(children) ?? "").split(separator: " ") {
            if let child = pid_t(child) { kill(child, signal) }
        }
        kill(postmaster, signal)
    }
}
