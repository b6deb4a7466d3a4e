/// One row in each of the three formats.
extension ReplyEncoder {
    /// A JSON object, with `null` for a number that is not finite.
    static func appendObject(_ row: Reply.Row, to bytes: inout [UInt8]) {
        bytes.append(0x7B)
        var isFirst = true
        for field in row {
            if !isFirst { bytes.append(0x2C) }
            isFirst = false
            bytes.appendJSON(field.name)
            bytes.append(0x3A)
            appendJSON(field.value, to: &bytes)
        }
        bytes.append(0x7D)
    }

    /// `k=v` pairs that read back by the grammar of requests; a missing value has no pair.
    static func appendPairs(_ row: Reply.Row, to bytes: inout [UInt8]) {
        var isFirst = true
        for field in row where !isMissing(field.value) {
            if !isFirst { bytes.append(0x20) }
            isFirst = false
            bytes.append(contentsOf: field.name.utf8)
            bytes.append(0x3D)
            switch field.value {
            case .text(let text): bytes.appendValue(text)
            case .list(let items): bytes.appendValue(items.joined(separator: ","))
            default: appendScalar(field.value, to: &bytes)
            }
        }
    }

    /// The names of all rows, in the order in which they first stand: a row may lack some.
    static func columns(of rows: [Reply.Row]) -> [String] {
        var columns: [String] = []
        var known: Set<String> = []
        for row in rows where !row.elementsEqual(columns, by: { $0.name == $1 }) {
            for field in row where known.insert(field.name).inserted { columns.append(field.name) }
        }
        return columns
    }

    static func appendHeader(_ columns: [String], to bytes: inout [UInt8]) {
        var isFirst = true
        for name in columns {
            if !isFirst { bytes.append(0x09) }
            isFirst = false
            bytes.appendCell(name)
        }
    }

    /// Cells separated by tabs, each under its own column; a missing value is an empty cell.
    static func appendCells(_ row: Reply.Row, of columns: [String], to bytes: inout [UInt8]) {
        for (index, column) in columns.enumerated() {
            if index > 0 { bytes.append(0x09) }
            let isInPlace = index < row.count && row[index].name == column
            guard let field = isInPlace ? row[index] : row.first(where: { $0.name == column }),
                !isMissing(field.value)
            else { continue }
            switch field.value {
            case .text(let text): bytes.appendCell(text)
            case .list(let items): bytes.appendCell(items.joined(separator: ","))
            default: appendScalar(field.value, to: &bytes)
            }
        }
    }

    private static func appendJSON(_ value: Field.Value, to bytes: inout [UInt8]) {
        switch value {
        case .text(let text): bytes.appendJSON(text)
        case .list(let items):
            bytes.append(0x5B)
            for (index, item) in items.enumerated() {
                if index > 0 { bytes.append(0x2C) }
                bytes.appendJSON(item)
            }
            bytes.append(0x5D)
        default:
            if isMissing(value) {
                bytes.append(contentsOf: "null".utf8)
            } else {
                appendScalar(value, to: &bytes)
            }
        }
    }

    /// Numbers and truth values, the same in every format.
    private static func appendScalar(_ value: Field.Value, to bytes: inout [UInt8]) {
        switch value {
        case .whole(let number): bytes.appendWhole(number)
        case .decimal(let number, let places): bytes.appendDecimal(number, places: places)
        case .truth(let isTrue): bytes.append(contentsOf: (isTrue ? "true" : "false").utf8)
        case .text, .list, .missing: break
        }
    }

    private static func isMissing(_ value: Field.Value) -> Bool {
        switch value {
        case .missing: true
        case .decimal(let number, _): !number.isFinite
        default: false
        }
    }
}
