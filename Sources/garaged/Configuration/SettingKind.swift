/// How the values of a setting are read and written.
struct SettingKind<Value: Sendable>: Sendable {
    /// With its article, and the unit where there is one: `a duration, such as "300s"`.
    let name: String
    /// The allowed values, or nothing.
    let allowed: String
    let read: @Sendable (RawSetting) throws(SettingMismatch) -> Value
    /// The value as it stands in the file.
    let write: @Sendable (Value) -> String
}

/// Why a value does not fit its setting.
enum SettingMismatch: Error, Equatable {
    case wrongType
    case outOfRange
    case missingFile
    /// It has the right type and means nothing; what is wrong with it.
    case unreadable(String)
}

/// A value as TOML text, quoted and escaped.
func quoted(_ text: String) -> String {
    let escaped = text.map { character in
        switch character {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\n": "\\n"
        case "\t": "\\t"
        default: String(character)
        }
    }
    return "\"\(escaped.joined())\""
}
