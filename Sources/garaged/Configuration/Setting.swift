/// One key of the configuration: all that is known of it is said here, once.
///
/// The loader, the shipped file, the messages about faults and the list of keys that need a
/// restart are read from this declaration.
struct Setting<Value: Sendable>: AnySetting {
    let key: String
    let defaultValue: Value
    let takesEffect: TakesEffect
    let isSecret: Bool
    let sentence: String
    let kind: SettingKind<Value>

    init(
        _ key: String, _ kind: SettingKind<Value>, default defaultValue: Value,
        takesEffect: TakesEffect = .atReload, isSecret: Bool = false, _ sentence: String
    ) {
        self.key = key
        self.kind = kind
        self.defaultValue = defaultValue
        self.takesEffect = takesEffect
        self.isSecret = isSecret
        self.sentence = sentence
    }

    var kindName: String { kind.name }
    var allowed: String { kind.allowed }
    var defaultText: String { kind.write(defaultValue) }

    func read(_ raw: RawSetting) throws(SettingMismatch) -> StoredSetting {
        let value = try kind.read(raw)
        return StoredSetting(value: value, text: kind.write(value))
    }
}

/// When a changed value is used: after a reload, or only once the daemon has started again.
enum TakesEffect: Equatable, Sendable {
    case atReload, atRestart
}

/// A setting whatever the type of its value, for lists of all of them.
protocol AnySetting: Sendable {
    /// Dotted: the table of the file, then the key in it.
    var key: String { get }
    /// What a value looks like, with its unit.
    var kindName: String { get }
    /// The values that are allowed, as a person reads it; empty when every value of the kind is.
    var allowed: String { get }
    /// The default as it is written in the file.
    var defaultText: String { get }
    var takesEffect: TakesEffect { get }
    /// Whether the value may hold a password and so must never be shown.
    var isSecret: Bool { get }
    /// What it is for.
    var sentence: String { get }

    func read(_ raw: RawSetting) throws(SettingMismatch) -> StoredSetting
}

extension AnySetting {
    /// The table of the file that the key stands in.
    var section: String { String(key.prefix { $0 != "." }) }
    /// The key without its table.
    var name: String { String(key.drop { $0 != "." }.dropFirst()) }
}

/// A value with the text that it is compared and shown by.
struct StoredSetting: Sendable {
    let value: any Sendable
    let text: String
}
