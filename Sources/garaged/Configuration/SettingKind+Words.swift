import Foundation
import GarageNetwork

extension SettingKind where Value == Bool {
    static var truth: SettingKind {
        SettingKind(
            name: "true or false", allowed: "",
            read: { raw throws(SettingMismatch) in
                switch raw {
                case .truth(let truth): return truth
                case .argument("true"): return true
                case .argument("false"): return false
                default: throw .wrongType
                }
            },
            write: { String($0) })
    }
}

extension SettingKind where Value == String {
    /// Any text on one line.
    static var text: SettingKind {
        SettingKind(
            name: "text", allowed: "",
            read: { raw throws(SettingMismatch) in
                guard let text = raw.text else { throw .wrongType }
                guard !text.contains(where: \.isNewline) else { throw .outOfRange }
                return text
            },
            write: quoted)
    }

    /// One of a list of words.
    static func word(among words: [String]) -> SettingKind {
        SettingKind(
            name: "a word", allowed: words.map(quoted).joined(separator: ", "),
            read: { raw throws(SettingMismatch) in
                guard let text = raw.text else { throw .wrongType }
                guard words.contains(text) else { throw .outOfRange }
                return text
            },
            write: quoted)
    }
}

extension SettingKind where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One of the cases of an enum, by its raw value.
    static var choice: SettingKind {
        SettingKind(
            name: "a word",
            allowed: Value.allCases.map { quoted($0.rawValue) }.joined(separator: ", "),
            read: { raw throws(SettingMismatch) in
                guard let text = raw.text else { throw .wrongType }
                guard let value = Value(rawValue: text) else { throw .outOfRange }
                return value
            },
            write: { quoted($0.rawValue) })
    }
}

extension SettingKind where Value == String? {
    /// A path, or none when the text is empty.
    ///
    /// Where it must exist, a path that is no readable file is a fault.
    static func path(mustExist: Bool) -> SettingKind {
        SettingKind(
            name: mustExist ? "the path of a file" : "a path", allowed: "",
            read: { raw throws(SettingMismatch) in
                guard let path = raw.text else { throw .wrongType }
                if path.isEmpty { return nil }
                if mustExist, !FileManager.default.isReadableFile(atPath: path) {
                    throw .missingFile
                }
                return path
            },
            write: { quoted($0 ?? "") })
    }
}

extension SettingKind where Value == FileMode {
    static var mode: SettingKind {
        SettingKind(
            name: #"file permissions in octal, such as "0660""#, allowed: #""0600" to "0777""#,
            read: { raw throws(SettingMismatch) in
                guard let text = raw.text, text.count == 4, text.first == "0",
                    let bits = UInt16(text, radix: 8)
                else { throw .wrongType }
                guard bits >= 0o600 else { throw .outOfRange }
                return FileMode(bits: bits)
            },
            write: { quoted($0.text) })
    }
}

extension SettingKind where Value == [String: Role] {
    /// Users of this machine and their roles.
    static var roles: SettingKind {
        SettingKind(
            name: #"a table of users and roles, such as { root = "admin" }"#,
            allowed: Role.allCases.map { quoted($0.rawValue) }.joined(separator: ", "),
            read: { raw throws(SettingMismatch) in
                guard case .table(let entries) = raw else { throw .wrongType }
                var roles: [String: Role] = [:]
                for (user, role) in entries {
                    guard let word = role.text else { throw .wrongType }
                    guard let role = Role(rawValue: word) else { throw .outOfRange }
                    roles[user] = role
                }
                return roles
            },
            write: { roles in
                let entries = roles.sorted { $0.key < $1.key }
                    .map { "\(quoted($0.key)) = \(quoted($0.value.rawValue))" }
                return entries.isEmpty ? "{}" : "{ \(entries.joined(separator: ", ")) }"
            })
    }
}

/// The permission bits of a file.
struct FileMode: Equatable, Sendable {
    let bits: UInt16

    /// Four octal digits.
    var text: String {
        let digits = String(bits, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
