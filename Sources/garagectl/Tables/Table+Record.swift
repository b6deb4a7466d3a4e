extension Table {
    /// With fewer columns than this, a row is a row however long its texts are.
    private static var columnsMin: Int { 5 }
    private static var gap: String { "  " }
    /// With less room than this, a value is cut rather than written in a column of single words.
    private static var roomMin: Int { 12 }

    /// Rows of several kinds, as a referral and what happened to it: a table for each kind.
    ///
    /// Rows are of one kind while each has half of its members in common with the first.
    static func lines(ofKinds rows: [[JSONMember]], width: Int?, colours: Bool) -> [String] {
        var kinds: [[[JSONMember]]] = []
        for row in rows {
            if let first = kinds.last?.first, row.isLike(first) {
                kinds[kinds.count - 1].append(row)
            } else {
                kinds.append([row])
            }
        }
        return Array(
            kinds.map { Table($0).lines(width: width, colours: colours) }.joined(separator: [""]))
    }

    /// The only row of a table that does not fit a width, a line for each of its cells that says
    /// something; nil when it fits or is not the only one.
    func record(fitting width: Int, colours: Bool) -> [String]? {
        guard let row = cells.first, cells.count == 1, columns.count >= Self.columnsMin else {
            return nil
        }
        let natural = columnWidths(fitting: nil)
        guard natural.reduce(0, +) + Self.gap.count * (natural.count - 1) > width else {
            return nil
        }
        let told = zip(columns, row).filter { !$0.1.isEmpty }
        let titles = told.reduce(0) { max($0, $1.0.title.count) }
        let room = width - titles - Self.gap.count
        guard room >= Self.roomMin else { return nil }
        return told.flatMap { column, cell in
            cell.wrapped(to: room).enumerated().map { part, text in
                let title = part == 0 ? column.title : ""
                let space = String(repeating: " ", count: titles - title.count)
                let cut = text.cut(to: room)
                return title + space + Self.gap + (colours ? Verdict.coloured(cut) : cut)
            }
        }
    }
}

extension [JSONMember] {
    /// Whether half of the members at least are among those of another row.
    fileprivate func isLike(_ other: [JSONMember]) -> Bool {
        let names = Set(other.map(\.name))
        return 2 * count { names.contains($0.name) } >= count
    }
}
