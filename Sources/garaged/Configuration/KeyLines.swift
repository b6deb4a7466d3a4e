/// Finds the lines that keys stand on, which the TOML library does not tell of valid files.
///
/// It knows tables, dotted and quoted keys; a key inside an inline table has its table's line.
/// Text over several lines that looks like a key may mislead it: only the line number of a
/// message is then wrong.
enum KeyLines {
    /// The line, from 1, of every key and table by its dotted name; the first where there are more.
    static func find(in text: String) -> [String: Int] {
        var lines: [String: Int] = [:]
        var table = ""
        let rows = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, row) in rows.enumerated() {
            let row = row.drop { $0 == " " || $0 == "\t" }
            if row.first == "[" {
                let name = row.drop { $0 == "[" }.prefix { $0 != "]" }
                table = dotted(name)
                note(table, at: index + 1, in: &lines)
            } else if let equals = row.firstIndex(of: "="), row.first != "#" {
                let name = dotted(row[..<equals])
                note(table.isEmpty ? name : "\(table).\(name)", at: index + 1, in: &lines)
            }
        }
        return lines
    }

    private static func note(_ key: String, at line: Int, in lines: inout [String: Int]) {
        if lines[key] == nil { lines[key] = line }
    }

    /// A key without quotes and without spaces around its dots.
    private static func dotted(_ name: Substring) -> String {
        name.filter { $0 != " " && $0 != "\t" && $0 != "\"" && $0 != "'" }
    }
}
