import Foundation
import Support

/// Plays one transcript.
///
/// `#` is a remark. `@ NAME socket` and `@ NAME tcp` open a connection, or go back to one, on the
/// Unix socket as administrator or on TCP as a stranger. `>` is what the client sends, `<` what it
/// reads; `? 1` waits for one line that nobody asked for, as a subscriber does. What differs every
/// time (codes, tokens, instants) is written as `$referral1` and the like; a `$referral1` that is
/// sent stands for the value that was read.
struct Player {
    private let daemon: Daemon
    private var connections: [String: TestClient] = [:]
    private var current: TestClient?
    private var masks = Masks()

    init(daemon: Daemon) { self.daemon = daemon }

    func play(_ text: String) throws -> String {
        var player = self
        var played: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false)
        where !line.hasPrefix("<") {
            played.append(String(line))
            let rest = String(line.dropFirst(2))
            switch line.prefix(2) {
            case "@ ": try player.open(rest)
            case "> ": played += try player.exchange(rest).map { "< \($0)" }
            case "? ": played += try player.pushed(Int(rest) ?? 1).map { "< \($0)" }
            default: break
            }
        }
        return played.joined(separator: "\n")
    }

    private mutating func open(_ words: String) throws {
        let parts = words.split(separator: " ").map(String.init)
        guard let name = parts.first else { return }
        if let known = connections[name] {
            current = known
            return
        }
        let client =
            parts.last == "tcp"
            ? try TestClient(port: daemon.tcpPort()) : try TestClient(socket: daemon.socketPath)
        connections[name] = client
        current = client
    }

    private mutating func client() throws -> TestClient? {
        if current == nil { try open("admin socket") }
        return current
    }

    private mutating func exchange(_ line: String) throws -> [String] {
        guard let client = try client() else { return [] }
        return try client.ask(masks.unmasked(line)).map { masked($0) }
    }

    /// The next lines of a subscription.
    private mutating func pushed(_ count: Int) throws -> [String] {
        guard let client = try client() else { return [] }
        var lines: [String] = []
        while lines.count < count {
            let line = try client.readLine()
            if line.hasPrefix("! sub") { lines.append(masked(line)) }
        }
        return lines
    }

    private mutating func masked(_ line: String) -> String {
        masks.masked(line, state: daemon.state.path)
    }
}
