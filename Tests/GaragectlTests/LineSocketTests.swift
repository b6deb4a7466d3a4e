import Foundation
import Testing

@testable import garagectl

@Suite struct LineSocketTests {
    /// Two ends of a stream: one for the tool, one for the test.
    private func pair() throws -> (LineSocket, FileHandle) {
        var ends: [Int32] = [0, 0]
        try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
        return (
            LineSocket(descriptor: ends[0], timeoutSeconds: 5),
            FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
        )
    }

    @Test func linesAreFoundHoweverTheyArrive() throws {
        let (socket, peer) = try pair()
        try peer.write(contentsOf: Data("one\ntwo\r\n\nth".utf8))
        #expect(try socket.readLine() == "one")
        #expect(try socket.readLine() == "two")
        #expect(try socket.readLine() == "")
        for byte in "ree\nfour é\n".utf8 { try peer.write(contentsOf: Data([byte])) }
        #expect(try socket.readLine() == "three")
        #expect(try socket.readLine() == "four é")
        try peer.close()
        #expect(try socket.readLine() == nil)
    }

    @Test func aLineLongerThanAnyReplyIsRefused() throws {
        let (socket, peer) = try pair()
        Thread.detachNewThread {
            let chunk = Data(repeating: 0x78, count: 1 << 16)
            for _ in 0..<18 { try? peer.write(contentsOf: chunk) }
        }
        let failure = try #require(throws: Failure.self) { try socket.readLine() }
        #expect(failure.sentence.contains("longer than"))
    }

    @Test func whatIsNotUTF8IsRefused() throws {
        let (socket, peer) = try pair()
        try peer.write(contentsOf: Data([0x3D, 0x20, 0xE9, 0x0A]))
        let failure = try #require(throws: Failure.self) { try socket.readLine() }
        #expect(failure.sentence.contains("UTF-8"))
    }

    @Test func linesLeaveTogetherWhenFlushed() throws {
        let (socket, peer) = try pair()
        try socket.write("PING")
        try socket.write("READY")
        try socket.flush()
        #expect(peer.availableData == Data("PING\nREADY\n".utf8))
    }

    @Test func aPeerThatIsGoneIsALostConnectionNotASignal() throws {
        let (socket, peer) = try pair()
        try peer.close()
        try socket.write("PING")
        let failure = try #require(throws: Failure.self) { try socket.flush() }
        #expect(failure.sentence.contains("lost"))
    }
}
