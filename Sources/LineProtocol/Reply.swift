/// An answer that worked: rows, then a final line of named values.
package struct Reply: Equatable, Sendable {
    package var rows: [Row]
    /// What stands on the final line after `+ OK`, in order.
    package var summary: Row

    package typealias Row = [Field]

    package init(rows: [Row] = [], summary: Row = []) {
        self.rows = rows
        self.summary = summary
    }
}

/// One named value of a row.
///
/// Names are in snake_case, with the unit last.
package struct Field: Equatable, Sendable {
    package let name: String
    package let value: Value

    package init(_ name: String, _ value: Value) {
        self.name = name
        self.value = value
    }

    /// A reply of one line that another program prescribes, written as it is in every format: what
    /// a monitoring system reads.
    package static func bare(_ line: String) -> Field { Field("", .text(line)) }

    /// The line of a reply made with ``bare(_:)``, or nil for ordinary rows.
    static func bareLine(of rows: [Reply.Row]) -> String? {
        guard rows.count == 1, rows[0].count == 1, rows[0][0].name.isEmpty,
            case .text(let line) = rows[0][0].value
        else { return nil }
        return line
    }

    package enum Value: Equatable, Sendable {
        case text(String)
        case whole(Int64)
        /// A number and how many digits to show after the point, trailing zeros kept.
        case decimal(Double, places: Int)
        case truth(Bool)
        case list([String])
        /// JSON `null`; nothing in text and tsv.
        case missing
    }
}

/// How the rows of a reply are written: `fmt=`.
package enum ReplyFormat: String, CaseIterable, Sendable {
    case json, text, tsv
}
