import Foundation
import TOMLKit

/// The configuration file, read: values by dotted key, and the line each key stands on.
struct ConfigurationFile {
    let path: String
    let values: [String: RawSetting]
    private let lines: [String: Int]

    /// Reads a file.
    ///
    /// - Throws: One fault: it cannot be read, or it is not TOML.
    init(path: String) throws(ConfigurationFaults) {
        guard let data = FileManager.default.contents(atPath: path),
            let text = String(data: data, encoding: .utf8)
        else { throw Self.fault(in: path, line: nil, .unreadableFile) }
        try self.init(path: path, text: text)
    }

    init(path: String, text: String) throws(ConfigurationFaults) {
        let table: TOMLTable
        do {
            table = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            throw Self.fault(in: path, line: error.source.begin.line, .syntax(error.description))
        } catch {
            throw Self.fault(in: path, line: nil, .syntax("it could not be parsed"))
        }
        self.path = path
        self.values = Self.flattened(RawSetting.entries(of: table))
        self.lines = KeyLines.find(in: text)
    }

    /// Where a key stands; the nearest table above it where the key itself was not found.
    func line(of key: String) -> Int? {
        var key = Substring(key)
        while true {
            if let line = lines[String(key)] { return line }
            guard let dot = key.lastIndex(of: ".") else { return nil }
            key = key[..<dot]
        }
    }

    /// Values by dotted key; a table that is itself a setting stays whole.
    private static func flattened(
        _ entries: [String: RawSetting], under prefix: String = ""
    ) -> [String: RawSetting] {
        var values: [String: RawSetting] = [:]
        for (name, value) in entries {
            let key = prefix + name
            if case .table(let inner) = value, Settings.named(key) == nil {
                values.merge(flattened(inner, under: key + ".")) { first, _ in first }
            } else {
                values[key] = value
            }
        }
        return values
    }

    private static func fault(
        in path: String, line: Int?, _ reason: ConfigurationFault.Reason
    ) -> ConfigurationFaults {
        ConfigurationFaults(all: [
            ConfigurationFault(place: .file(path, line: line), key: nil, reason: reason)
        ])
    }
}
