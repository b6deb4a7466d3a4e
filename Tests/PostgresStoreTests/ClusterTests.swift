import Foundation
import Testing

@testable import PostgresStore

@Suite(.serialized) struct ClusterTests {
    @Test func itKeepsWhatItHeldFromOneStartToTheNext() async throws {
        let folder = newFolder("garaged-cluster-tests")
        defer { removeFolder(folder) }
        for start in 1...2 {
            let cluster = EmbeddedCluster(stateFolder: folder, logger: .silent)
            let sql = try PostgresConnection(conninfo: try await cluster.start())
            try sql.sql("CREATE TABLE IF NOT EXISTS public.kept (n integer)")
            try sql.sql("INSERT INTO public.kept VALUES (1)")
            #expect(try sql.number("SELECT count(*) FROM public.kept") == start)
            #expect(try sql.texts("SHOW listen_addresses") == [""])
            #expect(try sql.texts("SHOW log_error_verbosity") == ["terse"])
            let process = PostmasterFile(in: "\(folder)/postgres")?.process
            await cluster.stop()
            #expect(kill(process ?? 0, 0) != 0, "ended, and not left as a zombie")
        }
    }

    @Test func onlyItsOwnerReachesIt() async throws {
        try await TestServer.with { server in
            var status = stat()
            for path in ["\(server.folder)/socket", "\(server.folder)/postgres"] {
                #expect(stat(path, &status) == 0)
                #expect(status.st_mode & 0o077 == 0, "\(path)")
            }
            let other = server.conninfo.replacingOccurrences(of: "user=garaged", with: "user=root")
            #expect(throws: StoreError.self) { _ = try PostgresConnection(conninfo: other) }
        }
    }

    @Test func twoDaemonsCannotHaveOneFolder() async throws {
        try await TestServer.with { server in
            let second = EmbeddedCluster(stateFolder: server.folder, logger: .silent)
            await #expect(throws: ClusterError.inUse(folder: server.folder)) {
                try await second.start()
            }
            await second.stop()
        }
    }

    @Test func itIsStartedAgainWhenItDies() async throws {
        try await TestServer.with { server in
            let before = server.postmaster
            server.signal(SIGKILL)
            let isBack = await eventually {
                server.postmaster != before
                    && (try? PostgresConnection(conninfo: server.conninfo)) != nil
            }
            #expect(isBack)
        }
    }

    /// A daemon that was killed leaves a server that is about to end, or, here, one that stays.
    @Test func aServerThatStaysIsTakenOver() async throws {
        let folder = newFolder("garaged-cluster-tests")
        defer { removeFolder(folder) }
        let first = EmbeddedCluster(stateFolder: folder, logger: .silent)
        _ = try await first.start()
        await first.stop()
        let account = try ClusterAccount.choose()
        let folders = ClusterFolders(state: folder)
        var orphan = Postmaster(
            folders: folders, account: account, binaries: try ClusterBinaries.find(),
            socket: folders.socket)
        try orphan.startOrAdopt()
        var heir = Postmaster(
            folders: folders, account: account, binaries: try ClusterBinaries.find(),
            socket: folders.socket, endSeconds: 0)
        try heir.startOrAdopt()
        let isTakenOver = heir.isAlive()
        #expect(isTakenOver)
        #expect(try PostgresConnection(conninfo: heir.conninfo(database: "garaged")).isAlive())
        orphan.stop()
        let isStillThere = heir.isAlive()
        #expect(!isStillThere)
    }

    @Test func aPathTooLongForASocketGetsAShortOne() async throws {
        let folder = newFolder("garaged-" + String(repeating: "long-", count: 20))
        defer { removeFolder(folder) }
        let cluster = EmbeddedCluster(stateFolder: folder, logger: .silent)
        let conninfo = try await cluster.start()
        #expect(try PostgresConnection(conninfo: conninfo).isAlive())
        await cluster.stop()
        let socket = try #require(conninfo.split(separator: "'").dropFirst().first)
        #expect(!FileManager.default.fileExists(atPath: String(socket)), "removed at the end")
    }

    @Test func halfAClusterIsMadeAnew() async throws {
        let folder = newFolder("garaged-cluster-tests")
        defer { removeFolder(folder) }
        try FileManager.default.createDirectory(
            atPath: "\(folder)/postgres.new/base", withIntermediateDirectories: true)
        let cluster = EmbeddedCluster(stateFolder: folder, logger: .silent)
        _ = try await cluster.start()
        #expect(!FileManager.default.fileExists(atPath: "\(folder)/postgres.new"))
        await cluster.stop()
    }

    @Test func aFolderThatPostgreSQLCannotEnterIsNamed() throws {
        let closed = newFolder("garaged-closed")
        defer { removeFolder(closed) }
        try FileManager.default.createDirectory(
            atPath: "\(closed)/state", withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let stranger = ClusterAccount(name: "stranger", user: 4_242, group: 4_242, isOther: true)
        #expect(stranger.obstacle(to: "\(closed)/state") == closed)
        #expect(stranger.obstacle(to: "/tmp") == nil)
        #expect(throws: ClusterError.cannotEnter(folder: closed, account: "stranger")) {
            try ClusterFolders(state: "\(closed)/state").prepare(for: stranger)
        }
    }

    @Test func whereTheProgramsAreSearched() throws {
        let found = try ClusterBinaries.find()
        #expect(access(found.postgres, X_OK) == 0)
        let named = try ClusterBinaries.find(named: found.folder, path: "", patterns: [])
        #expect(named == found)
        #expect(throws: ClusterError.noBinaries(searched: ["/nowhere"])) {
            try ClusterBinaries.find(named: "/nowhere")
        }
        #expect(throws: ClusterError.noBinaries(searched: ["PATH"])) {
            try ClusterBinaries.find(named: nil, path: "/nowhere", patterns: [])
        }
    }

    @Test func theLogStaysUnderItsLimit() throws {
        let path = newFolder("garaged-log")
        defer {
            removeFolder(path)
            removeFolder("\(path).1")
        }
        let log = ClusterLog(path: path)
        try String(repeating: "x", count: 100).write(
            toFile: path, atomically: true, encoding: .utf8)
        log.shorten(limit: 100)
        #expect(textOfFile(path)?.count == 100)
        log.shorten(limit: 99)
        #expect(textOfFile(path)?.isEmpty == true)
        #expect(textOfFile("\(path).1")?.count == 100)
    }

    @Test(arguments: [
        ClusterError.noBinaries(searched: ["PATH"]), .inUse(folder: "/var/lib/garaged"),
        .noAccount(["postgres"]), .cannotEnter(folder: "/root", account: "postgres"),
    ])
    func whatStopsItSaysWhatToDo(_ error: ClusterError) {
        #expect(error.description.contains(":"))
        #expect(error.description.contains("--state") || error.description.contains("install"))
    }
}
