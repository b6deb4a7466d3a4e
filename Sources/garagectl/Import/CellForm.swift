import GarageNetwork

/// Why a row was not taken.
struct RowFault: Error, Equatable {
    let reason: String
    /// The column at fault, as the file calls it; nil for the row as a whole.
    var column: String?
}

extension ImportKind.Form {
    /// A cell as the wire wants it.
    ///
    /// Only what can be read one way is put right: the decimal comma of a coordinate, a French
    /// date, `oui`. The rest is the daemon's to judge.
    ///
    /// - Returns: nil where the row shall be left out.
    func written(
        _ cell: String, _ mapping: ImportMapping = .none
    ) throws(RowFault) -> String? {
        switch self {
        case .text: return cell
        case .lowercase: return cell.lowercased()
        case .coordinate: return Self.withPoint(cell)
        case .day: return try DayCell.day(cell).description
        case .birthDay:
            guard let day = DayCell.birthDay(cell) else {
                throw RowFault(reason: "it is not a day, as 29/02/1980")
            }
            return day.description
        case .step: return try mapping.step(cell)?.rawValue
        case .reason: return try mapping.reason(cell).rawValue
        case .truth: return try Self.truth(cell)
        case .whole: return Self.whole(cell)
        case .list:
            return cell.split { $0 == "," || $0 == ";" || $0 == "|" }
                .map { String($0).trimmed }.filter { !$0.isEmpty }.joined(separator: ",")
        case .cents: return try Self.cents(cell)
        }
    }

    /// `48,85` and the `6e-05` of programs that write tables, which the wire does not take.
    private static func withPoint(_ cell: String) -> String {
        if cell.contains(where: { $0 == "e" || $0 == "E" }), let value = Double(cell),
            value.magnitude < 1_000
        {
            return value.text(places: 9)
        }
        let commas = cell.count { $0 == "," }
        return commas == 1 && !cell.contains(".") ? cell.replacingOne(",", by: ".") : cell
    }

    /// `1 500`, `30.0`: a whole number, with what spreadsheets add to it.
    private static func whole(_ cell: String) -> String {
        let digits = cell.filter { !$0.isWhitespace }
        guard let value = Double(digits), value == value.rounded(), abs(value) < 1e15 else {
            return cell
        }
        return String(Int(value))
    }

    private static func truth(_ cell: String) throws(RowFault) -> String {
        switch cell.folded {
        case "1", "oui", "yes", "true", "vrai", "o", "y": return "yes"
        case "0", "non", "no", "false", "faux", "n": return "no"
        default: throw RowFault(reason: "'\(cell.cut(to: 20))' is neither yes nor no")
        }
    }

    /// `123`, `123.4`, `123,45`, with or without `€` or `EUR`.
    private static func cents(_ cell: String) throws(RowFault) -> String {
        var bare = cell.filter { !$0.isWhitespace && $0 != "€" }
        if bare.lowercased().hasSuffix("eur") { bare.removeLast(3) }
        let digits = withPoint(bare)
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        let decimals = parts.count > 1 ? parts[1] : ""
        guard (1...2).contains(parts.count), decimals.count <= 2,
            parts.allSatisfy(DayCell.isDigits), let euros = UInt32(parts[0]),
            let rest = UInt32((decimals + "00").prefix(2))
        else { throw RowFault(reason: "'\(cell.cut(to: 20))' is not an amount, as 123.45") }
        return String(UInt64(euros) * 100 + UInt64(rest))
    }
}

extension String {
    /// This text on one line, without spaces around it: cells hold line ends and stray spaces.
    var trimmed: String {
        // Most cells are one word.
        if utf8.allSatisfy({ (0x21...0x7E).contains($0) }) { return self }
        return split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    func replacingOne(_ old: Character, by new: Character) -> String {
        String(map { $0 == old ? new : $0 })
    }
}
