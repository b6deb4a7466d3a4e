/// The settings that the daemon runs with: checked whole, then never changed.
struct Configuration: Sendable {
    private let values: [String: StoredSetting]

    fileprivate init(values: [String: StoredSetting]) { self.values = values }

    /// The value of a setting: from the command line, else from the file, else its default.
    subscript<Value>(setting: Setting<Value>) -> Value {
        // Cast only what is there: a missing value would cast to an optional `Value` as its nil.
        guard let stored = values[setting.key] else { return setting.defaultValue }
        return stored.value as? Value ?? setting.defaultValue
    }

    /// Every setting at its default.
    static let standard = Configuration(values: [:])

    /// A value from the command line, which goes before the file's.
    struct Override: Equatable, Sendable {
        let key: String
        /// As the user typed it, for the message when the value is wrong: `--listen`.
        let flag: String
        let text: String

        init<Value>(_ setting: Setting<Value>, flag: String, text: String) {
            self.key = setting.key
            self.flag = flag
            self.text = text
        }
    }

    /// Reads the file, if there is one, and what the command line changes of it.
    ///
    /// Throws every fault there is, in the order of the file, then of the flags, then those of
    /// settings that do not go together. A file that is not TOML hides the faults of its values.
    static func load(
        file path: String?, overrides: [Override] = []
    ) throws(ConfigurationFaults) -> Configuration {
        var loader = Loader()
        if let path {
            do {
                loader.take(try ConfigurationFile(path: path))
            } catch {
                loader.faults += error.all
            }
        }
        for override in overrides { loader.take(override) }
        let configuration = Configuration(values: loader.values)
        loader.faults += ConfigurationRules.faults(
            in: configuration, places: loader.places,
            elsewhere: path.map { .file($0, line: nil) } ?? .flag("the command line"))
        if loader.faults.isEmpty { return configuration }
        throw ConfigurationFaults(all: loader.faults)
    }

    /// Keys, in the order of the file, whose values differ.
    static func changes(
        from old: Configuration, to new: Configuration
    ) -> [any AnySetting] {
        Settings.all.filter { old.text(of: $0) != new.text(of: $0) }
    }

    /// Keys whose change is not used before the daemon starts again.
    static func changesNeedingRestart(
        from old: Configuration, to new: Configuration
    ) -> [String] {
        changes(from: old, to: new).filter { $0.takesEffect == .atRestart }.map(\.key)
    }

    /// Keys and values that are not the defaults, for the log; secrets are hidden.
    var differences: [String] {
        Configuration.changes(from: .standard, to: self).map { setting in
            "\(setting.key)=\(setting.isSecret ? "‹redacted›" : text(of: setting))"
        }
    }

    private func text(of setting: any AnySetting) -> String {
        values[setting.key]?.text ?? setting.defaultText
    }
}

/// Collects values and faults while a configuration is read.
private struct Loader {
    var values: [String: StoredSetting] = [:]
    var places: [String: ConfigurationFault.Place] = [:]
    var faults: [ConfigurationFault] = []

    mutating func take(_ file: ConfigurationFile) {
        let placed = file.values.map { key, raw in (key: key, raw: raw, line: file.line(of: key)) }
        for (key, raw, line) in placed.sorted(by: {
            ($0.line ?? 0, $0.key) < ($1.line ?? 0, $1.key)
        }) {
            take(raw, of: key, at: .file(file.path, line: line))
        }
    }

    mutating func take(_ override: Configuration.Override) {
        take(.argument(override.text), of: override.key, at: .flag(override.flag))
    }

    private mutating func take(
        _ raw: RawSetting, of key: String, at place: ConfigurationFault.Place
    ) {
        guard let setting = Settings.named(key) else {
            let nearest = Spelling.nearest(to: key, among: Settings.all.map(\.key))
            note(.unknownKey(nearest: nearest), of: key, at: place)
            return
        }
        places[key] = place
        do {
            values[key] = try setting.read(raw)
        } catch {
            note(reason(for: error, of: setting, holding: raw), of: key, at: place)
        }
    }

    private mutating func note(
        _ reason: ConfigurationFault.Reason, of key: String, at place: ConfigurationFault.Place
    ) {
        faults.append(ConfigurationFault(place: place, key: key, reason: reason))
    }

    private func reason(
        for mismatch: SettingMismatch, of setting: any AnySetting, holding raw: RawSetting
    ) -> ConfigurationFault.Reason {
        switch mismatch {
        case .wrongType: .wrongType(expected: setting.kindName, found: raw.kindName)
        case .outOfRange: .outOfRange(allowed: setting.allowed)
        case .missingFile: .missingFile
        case .unreadable(let reason): .unreadable(reason)
        }
    }
}
