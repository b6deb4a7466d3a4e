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

    /// A line of named columns for a file that a spreadsheet may open: a text that it would take
    /// for a formula gets an apostrophe before it.
    static func guarded(_ row: [JSONMember], columns: [String]) -> String {
        line(
            columns.map { name in
                guard let value = row.first(where: { $0.name == name })?.value else { return "" }
                return value.isNumber ? cell(value) : harmless(cell(value))
            })
    }

    /// What spreadsheets run when a cell begins with it; a tab and a line end hide the next.
    private static let formulaStarts = Set("=+-@\t\r\n".unicodeScalars)

    private static func harmless(_ text: String) -> String {
        guard let first = text.unicodeScalars.first, formulaStarts.contains(first) else {
            return text
        }
        return "'" + text
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
