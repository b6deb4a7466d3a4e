import GarageNetwork

/// Why a row was not taken.
struct RowFault: Error, Equatable {
    let reason: String
}

extension ImportKind.Form {
    /// A cell as the wire wants it.
    ///
    /// Only what can be read one way is put right: the decimal comma of a coordinate, a French
    /// date, `oui`. The rest is the daemon's to judge.
    func written(_ cell: String) throws(RowFault) -> String {
        switch self {
        case .text: return cell
        case .lowercase: return cell.lowercased()
        case .coordinate: return Self.withPoint(cell)
        case .day: return try Self.day(cell)
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

    /// `2026-11-24`, with or without a time, or `24/11/2026`.
    private static func day(_ cell: String) throws(RowFault) -> String {
        if let day = Day(cell.prefix(10)),
            cell.count == 10 || "T ".contains(cell.dropFirst(10).prefix(1))
        {
            return day.description
        }
        // Four digits of the year: 24/11/26 would be a day of the year 26.
        let parts = cell.split(separator: "/", omittingEmptySubsequences: false)
        if parts.count == 3, parts[2].count == 4, parts.allSatisfy(isDigits),
            let first = Int(parts[0]), let month = Int(parts[1]), let year = Int(parts[2]),
            let day = Day(year: year, month: month, day: first)
        {
            return day.description
        }
        throw RowFault(reason: "'\(cell.cut(to: 20))' is not a day, as 2026-11-24 or 24/11/2026")
    }

    private static func truth(_ cell: String) throws(RowFault) -> String {
        switch cell.folded {
        case "1", "oui", "yes", "true", "vrai", "o", "y": return "yes"
        case "0", "non", "no", "false", "faux", "n": return "no"
        default: throw RowFault(reason: "'\(cell.cut(to: 20))' is neither yes nor no")
        }
    }

    /// `123`, `123.4`, `123,45`, with or without `€`.
    private static func cents(_ cell: String) throws(RowFault) -> String {
        let digits = withPoint(cell.filter { !$0.isWhitespace && $0 != "€" })
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        let decimals = parts.count > 1 ? parts[1] : ""
        guard (1...2).contains(parts.count), decimals.count <= 2, parts.allSatisfy(isDigits),
            let euros = UInt32(parts[0]),
            let rest = UInt32((decimals + "00").prefix(2))
        else { throw RowFault(reason: "'\(cell.cut(to: 20))' is not an amount, as 123.45") }
        return String(UInt64(euros) * 100 + UInt64(rest))
    }

    /// Whether there is nothing but digits: no sign, which numbers of this language may have.
    private static func isDigits(_ text: Substring) -> Bool {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}

extension String {
    /// This text on one line, without spaces around it: cells hold line ends and stray spaces.
    var trimmed: String {
        split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    func replacingOne(_ old: Character, by new: Character) -> String {
        String(map { $0 == old ? new : $0 })
    }
}
