import Foundation
import GarageNetwork

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
