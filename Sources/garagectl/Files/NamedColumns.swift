import GarageNetwork

/// The columns of a file by name, for files whose columns are fixed.
struct NamedColumns {
    private let folded: [String]
    private let header: [String]

    init(_ header: [String]) {
        self.header = header
        folded = header.map(\.folded)
    }

    /// Where a column is, by any of its folded names.
    func index(_ names: String...) -> Int? {
        names.lazy.compactMap { name in folded.firstIndex(of: name) }.first
    }

    /// Where a column is that must be there.
    func required(_ names: String...) throws(Failure) -> Int {
        for name in names {
            if let index = folded.firstIndex(of: name) { return index }
        }
        let written = names.map { $0.replacingOne(" ", by: "_") }.joined(separator: " or ")
        throw Failure(
            .refused, "line 1: no column \(written)",
            advice: "the file has: \(header.map(\.printable).joined(separator: ", "))")
    }
}

extension CSVRecord {
    /// A cell without spaces around it.
    ///
    /// - Throws: a refusal that names the line, when the record is short of it.
    func cell(_ index: Int) throws(Failure) -> String {
        guard index < cells.count else {
            throw Failure(.refused, "line \(line): it has only \(cells.count) columns")
        }
        return cells[index].trimmed
    }

    /// A number within bounds.
    func number(_ index: Int, in range: ClosedRange<Double>, _ what: String) throws(Failure)
        -> Double
    {
        guard let value = Double(try cell(index)), range.contains(value) else {
            throw Failure(
                .refused,
                "line \(line): \(what) is a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }
}
