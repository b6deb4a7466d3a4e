import Foundation
import Support

/// Plays one transcript.
///
/// `#` is a remark. `@ NAME socket` and `@ NAME tcp` open a connection, or go back to one, on the
/// Unix socket as administrator or on TCP as a stranger. `>` is what the client sends, `<` what it
/// reads. What differs every time (codes, tokens, instants) is written as `$referral1` and the
/// like; a `$referral1` that is sent stands for the value that was read.
struct Player {
    private let daemon: Daemon
    private var connections: [String: TestClient] = [:]
    private var current: TestClient?
    private var names: [String: String] = [:]
    private var values: [String: String] = [:]
    private var counts: [String: Int] = [:]

    init(daemon: Daemon) { self.daemon = daemon }

    func play(_ text: String) throws -> String {
        var player = self
        var played: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false)
        where !line.hasPrefix("<") {
            played.append(String(line))
            if line.hasPrefix("@ ") { try player.open(String(line.dropFirst(2))) }
            if line.hasPrefix("> ") {
                played += try player.exchange(String(line.dropFirst(2))).map { "< \($0)" }
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

    private mutating func exchange(_ line: String) throws -> [String] {
        if current == nil { try open("admin socket") }
        guard let client = current else { return [] }
        var sent = line
        for name in values.keys.sorted(by: { $0.count > $1.count }) {
            sent = sent.replacing(name, with: values[name] ?? "")
        }
        return try client.ask(sent).map { normalised($0) }
    }

    /// Fields whose values are drawn at random or are the present moment.
    private static let varying = ["referral", "beneficiary", "token", "id", "revoked"]
    private static let instants = ["created_at", "recorded_at", "expires", "now"]
    private static let counters = [
        "epoch", "revision", "uptime_s", "process", "connections", "errors",
    ]
    /// One that only a row of `STATUS` has; elsewhere it counts what people asked.
    private static let counterOfStatus = "requests"

    private mutating func normalised(_ line: String) -> String {
        var line = line
        for field in Self.varying {
            for pattern in ["\"\(field)\":\"([^\"]+)\"", " \(field)=([^ ]+)"] {
                for value in Self.matches(of: pattern, in: line) where value.count >= 8 {
                    line = line.replacing(value, with: name(of: value, field))
                }
            }
        }
        for field in Self.instants {
            line = Self.replace("\"\(field)\":\"[^\"]+\"", in: line, by: "\"\(field)\":\"$time\"")
        }
        for field in Self.counters {
            line = Self.replace("\"\(field)\":\\d+", in: line, by: "\"\(field)\":$n")
            line = Self.replace(" \(field)=\\d+", in: line, by: " \(field)=$n")
        }
        line = Self.replace(
            "\"\(Self.counterOfStatus)\":\\d+", in: line, by: "\"\(Self.counterOfStatus)\":$n")
        return line
    }

    private mutating func name(of value: String, _ field: String) -> String {
        if let known = names[value] { return known }
        counts[field, default: 0] += 1
        let name = "$\(field)\(counts[field] ?? 0)"
        names[value] = name
        values[name] = value
        return name
    }

    private static func matches(of pattern: String, in line: String) -> [String] {
        guard let expression = try? NSRegularExpression(pattern: pattern) else { return [] }
        let whole = NSRange(line.startIndex..., in: line)
        return expression.matches(in: line, range: whole).compactMap {
            Range($0.range(at: 1), in: line).map { String(line[$0]) }
        }
    }

    private static func replace(_ pattern: String, in line: String, by text: String) -> String {
        guard let expression = try? NSRegularExpression(pattern: pattern) else { return line }
        return expression.stringByReplacingMatches(
            in: line, range: NSRange(line.startIndex..., in: line),
            withTemplate: NSRegularExpression.escapedTemplate(for: text))
    }
}
