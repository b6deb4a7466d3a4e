extension Table {
    /// A cell longer than this is a sentence: it is read whole or not at all.
    private static var sentenceLength: Int { 50 }
    /// With less room than this in its column, a sentence goes under its row.
    private static var roomMin: Int { 40 }
    private static var indent: String { "    " }

    /// The column of sentences, when the table does not fit a width with it; nil when there is none
    /// or nothing need give way.
    func proseColumn(fitting width: Int) -> Int? {
        let widths = columnWidths(fitting: nil)
        guard widths.reduce(0, +) + 2 * max(0, widths.count - 1) > width else { return nil }
        let prose = columns.indices.filter { index in
            !columns[index].isNumber
                && cells.contains {
                    $0[index].count > Self.sentenceLength && $0[index].contains(" ")
                }
        }
        return prose.max { widths[$0] < widths[$1] }
    }

    /// The lines with the sentences of a column wrapped: in their column where it has room, else
    /// under their row.
    func lines(around prose: Int, width: Int, colours: Bool) -> [String] {
        let others = Table(
            columns: columns.enumerated().filter { $0.offset != prose }.map(\.element),
            cells: cells.map { row in
                row.enumerated().filter { $0.offset != prose }.map(\.element)
            })
        let natural = others.columnWidths(fitting: nil)
        let room = width - natural.reduce(0, +) - 2 * natural.count
        guard room >= Self.roomMin else {
            var found = others.grid(width: width, colours: colours)
            for (place, row) in cells.enumerated().reversed() {
                let wrapped = Self.parts(of: row[prose], width - Self.indent.count)
                found.insert(contentsOf: wrapped.map { Self.indent + $0 }, at: place + 3)
            }
            return found
        }
        var widths = natural
        widths.insert(room, at: prose)
        let split = cells.flatMap { row in
            Self.parts(of: row[prose], room).enumerated().map { part, text in
                var line = part == 0 ? row : [String](repeating: "", count: row.count)
                line[prose] = text
                return line
            }
        }
        let header = line(columns.map(\.title), widths, colours: false)
        let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
        return [header, rule] + split.map { line($0, widths, colours: colours) }
    }

    /// A sentence in lines; a word longer than a line is cut.
    private static func parts(of sentence: String, _ width: Int) -> [String] {
        sentence.wrapped(to: width).map { $0.cut(to: width) }
    }
}
