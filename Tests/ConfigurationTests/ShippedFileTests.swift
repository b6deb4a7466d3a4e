import Foundation
import Testing

@testable import garaged

/// The file that people copy says what the declarations say.
@Suite("Config/garaged.toml") struct ShippedFileTests {
    static let path = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Config/garaged.toml").path

    /// Names, kinds, units, defaults, sentences and order at once.
    ///
    /// To write the file anew after a
    /// setting was changed: `UPDATE=1 swift test --filter ShippedFileTests`.
    @Test("is what the declarations write")
    func equalsDeclarations() throws {
        if ProcessInfo.processInfo.environment["UPDATE"] == "1" {
            try ConfigurationSample.text.write(toFile: Self.path, atomically: true, encoding: .utf8)
        }
        let shipped = try String(contentsOfFile: Self.path, encoding: .utf8)
        #expect(shipped == ConfigurationSample.text, "run UPDATE=1 swift test --filter ShippedFile")
    }

    @Test("changes nothing as it is shipped")
    func isAllDefaults() throws {
        #expect(try Configuration.load(file: Self.path).differences.isEmpty)
    }

    @Test("holds every default as a value that loads, once the # is taken away")
    func defaultsLoad() throws {
        let shipped = try String(contentsOfFile: Self.path, encoding: .utf8)
        let live = shipped.replacing(/(?m)^#(?=[a-z_]+ = )/, with: "")
        let file = try ConfigurationFile(path: "live.toml", text: live)
        #expect(file.values.keys.sorted() == Settings.all.map(\.key).sorted())
        let loaded = try load(live)
        #expect(Configuration.changes(from: .standard, to: loaded).map(\.key) == [])
    }

    @Test("has no line over 100 characters")
    func linesAreShort() {
        let lines = ConfigurationSample.text.split(separator: "\n")
        #expect(lines.filter { $0.count > 100 } == [])
    }

    @Test("each declaration is whole", arguments: Settings.all.map(\.key))
    func declarationIsWhole(key: String) throws {
        let setting = try #require(Settings.named(key))
        #expect(key.wholeMatch(of: /[a-z]+\.[a-z_0-9]+/) != nil)
        #expect(setting.sentence.hasSuffix("."))
        #expect(setting.sentence.first?.isUppercase == true)
        #expect(!setting.kindName.isEmpty)
        #expect(Settings.sections.contains { $0.name == setting.section })
        #expect(Settings.all.filter { $0.key == key }.count == 1)
    }
}

/// Loads a configuration from text, through a file as the daemon does.
func load(
    _ text: String, overrides: [Configuration.Override] = []
) throws(ConfigurationFaults) -> Configuration {
    let folder = FileManager.default.temporaryDirectory.appending(
        path: "garaged-configuration-\(UUID().uuidString)")
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "garaged.toml")
    try? text.write(to: file, atomically: true, encoding: .utf8)
    return try Configuration.load(file: file.path, overrides: overrides)
}

/// The faults of a text, without the folder of the file they are in.
func faults(of text: String, overrides: [Configuration.Override] = []) -> [String] {
    do {
        _ = try load(text, overrides: overrides)
        return []
    } catch {
        return error.all.map { $0.description.replacing(/^.*?\/garaged\.toml/, with: "") }
    }
}
