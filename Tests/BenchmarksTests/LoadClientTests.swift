import Foundation
import Testing

@testable import Benchmarks

/// The client and the echo as the processes that they are.
struct LoadClientTests {
    private static let line = Array("MATCH at=48.1,2.1\n".utf8)

    @Test(arguments: [(1, 1), (3, 1), (2, 16), (8, 64)])
    func everyRequestIsAnsweredOnce(_ connections: Int, _ depth: Int) throws {
        let folder = try TemporaryFolder()
        let echo = try EchoServer(bytes: 7)
        let requests = try RequestFile(
            Array(repeating: Self.line, count: 1001), in: folder.url, named: "requests")
        let client = LoadClient(warmUpSeconds: 0, seconds: 60, isOnce: true, folder: folder.url)
        let figures = try client.measure(
            echo.target, requests, .init(connections: connections, depth: depth))
        #expect(figures.replies == 1001)
        #expect(figures.errors == 0)
        #expect(figures.bytes == 7 * 1001)
        #expect(figures.p50 <= figures.p99)
        #expect(figures.p99 <= figures.p999)
    }

    @Test func requestsBeginAnewUnlessEachIsSentOnce() throws {
        let folder = try TemporaryFolder()
        let echo = try EchoServer(bytes: 300, threads: 2)
        let requests = try RequestFile(
            Array(repeating: Self.line, count: 3), in: folder.url, named: "requests")
        let client = LoadClient(warmUpSeconds: 0.05, seconds: 0.1, folder: folder.url)
        let figures = try client.measure(
            echo.target, requests, .init(connections: 4, depth: 8))
        #expect(figures.replies > 3)
    }

    @Test func aServerThatIsNotThereIsSaid() throws {
        let folder = try TemporaryFolder()
        let requests = try RequestFile([Self.line], in: folder.url, named: "requests")
        let nobody = LoadTarget(
            name: "nobody", port: try Tools.freePort(), rule: .line, process: getpid())
        #expect(throws: BenchFailure.self) {
            try LoadClient(folder: folder.url).measure(
                nobody, requests, .init(connections: 1, depth: 1))
        }
    }

    @Test func figuresAreReadAsTheyArePrinted() throws {
        let line = "1000\t2\t0.500000000\t30000\t100\t200\t300\t150\t999\t0.250000"
        var figures = try #require(LoadFigures(line))
        figures.serverSeconds = 0.001
        #expect(figures.perSecond == 2000)
        #expect(figures.errors == 2)
        #expect(figures.cpu == 1000)
        #expect([figures.p50, figures.p99, figures.p999, figures.mean] == [100, 200, 300, 150])
        #expect(LoadFigures("1000\t2") == nil)
        #expect(LoadFigures("measuring") == nil)
    }

    @Test func figuresOfPgbenchAreFound() {
        let text = "number of transactions actually processed: 36512\ntps = 18250.75 (without …)\n"
        #expect(RowByRow.number(after: "actually processed: ", in: text) == 36512)
        #expect(RowByRow.number(after: "tps = ", in: text) == 18250.75)
        #expect(RowByRow.number(after: "latency", in: text) == nil)
    }
}

/// Programs that the bench starts.
struct ChildTests {
    @Test func whatItPrintsIsReadLineByLine() throws {
        let child = try Child(["/bin/sh", "-c", "echo one; echo two"], readsOutput: true)
        #expect(child.line() == "one")
        #expect(child.line() == "two")
        #expect(child.line() == nil)
        #expect(child.wait() == 0)
    }

    @Test func itEndsWhenNothingNeedsItAnyMore() throws {
        var child: Child? = try Child(["/bin/sleep", "600"], hasNothingToSave: true)
        let id = try #require(child?.id)
        #expect(kill(id, 0) == 0)
        child = nil
        #expect(kill(id, 0) != 0)
    }

    @Test func whatItComplainsOfIsInTheFailure() {
        #expect {
            try Child.run(["/bin/sh", "-c", "echo first >&2; echo why >&2; exit 3"])
        } throws: {
            "\($0)".hasSuffix("why")
        }
    }

    @Test func foldersGoWhenNothingNeedsThemAnyMore() throws {
        var folder: TemporaryFolder? = try TemporaryFolder()
        let path = try #require(folder?.path)
        #expect(FileManager.default.fileExists(atPath: path))
        folder = nil
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func whatIsLeftSaysWhoseItIs() {
        let own = TemporaryFolder.name(".log").lastPathComponent
        #expect(TemporaryFolder.owner(ofName: own) == getpid())
        #expect(TemporaryFolder.owner(ofName: "garaged-bench-12-ABCD") == 12)
        #expect(TemporaryFolder.owner(ofName: "garaged-bench-AB12") == nil)
        #expect(TemporaryFolder.owner(ofName: "garaged-test-12-ABCD") == nil)
    }
}
