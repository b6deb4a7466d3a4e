import Foundation
import Logging

/// Writes the daemon's log to its standard error: a line for people, or a JSON object a line.
///
/// Nothing is buffered, so a crash loses no line. systemd adds the time; in a terminal the line has
/// its own.
struct DaemonLog: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level
    private let label: String
    private let isJSON: Bool
    private let isTimed: Bool

    init(label: String, configuration: Configuration) {
        self.label = label
        logLevel = Logger.Level(rawValue: configuration[Settings.Log.level]) ?? .info
        isJSON = configuration[Settings.Log.format] == "json"
        isTimed = ProcessInfo.processInfo.environment["JOURNAL_STREAM"] == nil
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
        let pairs = all.sorted { $0.key < $1.key }
            .map { (name: $0.key, value: Self.oneLine("\($0.value)")) }
        let line = isJSON ? json(event, pairs) : text(event, pairs)
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }

    private func text(_ event: LogEvent, _ pairs: [(name: String, value: String)]) -> String {
        let time = isTimed ? Self.time() + " " : ""
        let rest = pairs.map { " \($0.name)=\($0.value)" }.joined()
        return "\(time)\(event.level) \(Self.oneLine("\(event.message)"))\(rest)"
    }

    private func json(_ event: LogEvent, _ pairs: [(name: String, value: String)]) -> String {
        var object = ["level": "\(event.level)", "message": "\(event.message)", "log": label]
        if isTimed { object["time"] = Self.time() }
        for (name, value) in pairs { object[name] = value }
        let data = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])
        return data.map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    private static func time() -> String { Date.now.ISO8601Format() }

    private static func oneLine(_ text: String) -> String {
        text.contains(where: \.isNewline)
            ? text.split(whereSeparator: \.isNewline).joined(separator: " | ") : text
    }
}
