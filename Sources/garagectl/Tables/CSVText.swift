/// Writing comma-separated values (RFC 4180).
enum CSVText {
    /// The header and the rows; columns are the members of all rows, in the order first seen.
    static func lines(_ rows: [[JSONMember]]) -> [String] {
        guard !rows.isEmpty else { return [] }
        var names: [String] = []
        for member in rows.joined() where !names.contains(member.name) {
            names.append(member.name)
        }
        return [line(names)]
            + rows.map { row in
                line(
                    names.map { name in
                        row.first { $0.name == name }.map { cell($0.value) } ?? ""
                    })
            }
    }

    static func line(_ cells: [String], separator: String = ",") -> String {
        cells.map { escaped($0, separator: separator) }.joined(separator: separator)
    }

    private static func cell(_ value: JSONValue) -> String {
        switch value {
        case .truth(let truth): truth ? "true" : "false"
        case .list(let values): values.map(\.plain).joined(separator: "|")
        default: value.plain
        }
    }

    private static func escaped(_ text: String, separator: String) -> String {
        let isPlain = !text.utf8.contains {
            $0 == 0x22 || $0 == 0x0A || $0 == 0x0D || $0 == separator.utf8.first
        }
        return isPlain
            ? text
            : "\""
                + text.split(separator: "\"", omittingEmptySubsequences: false)
                .joined(separator: "\"\"") + "\""
    }
}
