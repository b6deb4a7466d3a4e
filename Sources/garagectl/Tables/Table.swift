/// Rows laid out in columns for a person to read.
struct Table {
    let columns: [Column]
    let cells: [[String]]

    struct Column: Equatable {
        let title: String
        /// Numbers stand to the right, so that their digits align.
        let isNumber: Bool
    }

    /// Columns are the members of all rows, in the order they are first seen.
    init(_ rows: [[JSONMember]], titled title: (String) -> String = { $0 }) {
        var names: [String] = []
        var seen: [String: Int] = [:]
        var numbers: [Bool] = []
        for member in rows.joined() {
            let index = seen[member.name] ?? names.count
            if index == names.count {
                seen[member.name] = index
                names.append(member.name)
                numbers.append(true)
            }
            if member.value != .null, !member.value.isNumber { numbers[index] = false }
        }
        columns = zip(names.map(title), numbers).map(Column.init)
        cells = rows.map { row in
            var line = [String](repeating: "", count: names.count)
            for member in row {
                if let index = seen[member.name] { line[index] = member.shown.printable }
            }
            return line
        }
    }

    /// A table of the tool's own making.
    init(columns: [Column], cells: [[String]]) {
        self.columns = columns
        self.cells = cells
    }

    /// The lines, the header first.
    ///
    /// `width` is how many characters a line may have; nil for as many as it takes. Sentences are
    /// wrapped, other text that is too long is cut; a single row that is too long stands upright.
    func lines(width: Int? = nil, colours: Bool = false) -> [String] {
        if let width, let record = record(fitting: width, colours: colours) { return record }
        if let width, let prose = proseColumn(fitting: width) {
            return lines(around: prose, width: width, colours: colours)
        }
        return grid(width: width, colours: colours)
    }

    /// The lines with everything that is too long cut.
    func grid(width: Int?, colours: Bool) -> [String] {
        let widths = columnWidths(fitting: width)
        let header = line(columns.map(\.title), widths, colours: false)
        let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
        return [header, rule] + cells.map { line($0, widths, colours: colours) }
    }

    func line(_ cells: [String], _ widths: [Int], colours: Bool) -> String {
        var text = ""
        for (index, cell) in cells.enumerated() {
            let cut = cell.cut(to: widths[index])
            let space = String(repeating: " ", count: widths[index] - cut.count)
            let shown = colours ? Verdict.coloured(cut) : cut
            text += index == 0 ? "" : "  "
            text += columns[index].isNumber ? space + shown : shown + space
        }
        while text.last == " " { text.removeLast() }
        return text
    }

    /// The widest cells give way first, never below their title or 12 characters.
    func columnWidths(fitting width: Int?) -> [Int] {
        var widths = columns.indices.map { index in
            cells.reduce(columns[index].title.count) { max($0, $1[index].count) }
        }
        guard let width else { return widths }
        let floors = columns.indices.map { index in
            columns[index].isNumber
                ? widths[index] : min(widths[index], max(columns[index].title.count, 12))
        }
        var excess = widths.reduce(0, +) + 2 * max(0, widths.count - 1) - width
        while excess > 0 {
            let candidates = widths.indices.filter { widths[$0] > floors[$0] }
            guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }
}

extension JSONMember {
    /// Parts of a whole, which a person reads in percent.
    private static let parts: Set<String> = ["share", "rate", "top_share", "answer_rate"]

    /// What stands in a cell of a table: `0.4203` of a rate as `42 %`.
    var shown: String {
        guard case .number(let digits) = value, Self.parts.contains(name),
            let part = Double(digits)
        else { return value.plain }
        return "\(Int((part * 100).rounded())) %"
    }
}

/// The words that say how something stands, and their colours.
enum Verdict {
    private static let codes: [String: String] = [
        "starving": "33", "low": "33", "below": "33", "high": "33", "WARNING": "33",
        "overloaded": "31", "above": "31", "CRITICAL": "31",
        "on-course": "32", "in": "32", "OK": "32",
    ]

    static func coloured(_ cell: String) -> String {
        codes[cell].map { "\u{1B}[\($0)m\(cell)\u{1B}[0m" } ?? cell
    }
}

extension String {
    /// This text in at most `width` characters, the last one `…` when something is missing.
    func cut(to width: Int) -> String {
        count <= width ? self : width < 1 ? "" : String(prefix(width - 1)) + "…"
    }

    /// This text without anything that moves the cursor: what came over a wire goes to a terminal.
    var printable: String {
        let isPlain = unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F ~= $0.value) }
        return isPlain
            ? self
            : String(
                String.UnicodeScalarView(
                    unicodeScalars.map {
                        $0.value < 0x20 || 0x7F...0x9F ~= $0.value ? " " : $0
                    }))
    }
}
