import GarageNetwork

/// Which column of a file holds which key.
struct ColumnMap {
    let kind: ImportKind
    /// The columns of the file, without those that a reject file added to them.
    let header: [String]
    private let mapping: ImportMapping
    private let places: [(column: ImportKind.Column, index: Int)]
    private let band: (min: Int, max: Int)?
    private let services: Int?
    /// Columns that nothing is made of, in the order of the file.
    let ignored: [String]
    /// What the person who imports should know about the file as a whole.
    let notes: [String]
    /// Whether ids are made from the name and where it is.
    let derivesIdentity: Bool
    /// How many columns a reject file added.
    private let addedColumns: Int

    private static let bandNames = [
        ("cible min", "cible max"), ("lo", "hi"), ("min", "max"), ("band min", "band max"),
    ]

    /// - Throws: a refusal that names the missing column and what it may be called.
    init(
        kind: ImportKind, header whole: [String], mapping: ImportMapping = .none
    ) throws(Failure) {
        let header = RejectFile.original(whole)
        let folded = header.map(\.folded)
        var used: Set<Int> = []
        var places: [(column: ImportKind.Column, index: Int)] = []
        for column in kind.columns.map({ $0.called(mapping) }) {
            let named = column.names.lazy.compactMap { folded.firstIndex(of: $0) }
            guard let index = named.first(where: { !used.contains($0) }),
                !places.contains(where: { $0.column.key == column.key })
            else { continue }
            if let again = folded[(index + 1)...].firstIndex(of: folded[index]) {
                throw Self.twice(header[index], index, again)
            }
            used.insert(index)
            places.append((column, index))
        }
        band = kind == .garages ? Self.band(in: folded) : nil
        services = kind == .garages ? folded.firstIndex(of: "services") : nil
        if let band { used.formUnion([band.min, band.max]) }
        if let services { used.insert(services) }
        self.kind = kind
        self.header = header
        self.mapping = mapping
        addedColumns = whole.count - header.count
        self.places = places
        let ignoredIndices = header.indices.filter { !used.contains($0) }
        ignored = ignoredIndices.map { header[$0] }
        derivesIdentity = kind.columns.contains { column in
            column.need == .derivable && !places.contains { $0.column.key == column.key }
        }
        notes = Self.notes(
            ignored: ignored, folded: ignoredIndices.map { folded[$0] },
            derivesIdentity: derivesIdentity)
        try requireColumns()
    }

    private static func twice(_ name: String, _ first: Int, _ second: Int) -> Failure {
        Failure(
            .refused,
            "line 1: two columns are called '\(name.printable)': \(first + 1) and \(second + 1)",
            advice: "rename the one that is not meant")
    }

    private static func band(in folded: [String]) -> (min: Int, max: Int)? {
        bandNames.lazy.compactMap { names in
            guard let min = folded.firstIndex(of: names.0), let max = folded.firstIndex(of: names.1)
            else { return nil }
            return (min, max)
        }.first
    }

    private static func notes(
        ignored: [String], folded: [String], derivesIdentity: Bool
    ) -> [String] {
        var notes: [String] = []
        if derivesIdentity {
            notes.append("no id column: ids are made from the name, the postal code and the town")
        }
        if !ignored.isEmpty {
            notes.append("ignored columns: \(ignored.map(\.printable).joined(separator: ", "))")
        }
        if folded.contains("capacite mois sim") {
            notes.append("capacite_mois_sim is invented data: no cap is set from it")
        }
        return notes
    }

    private func has(_ key: String) -> Bool { places.contains { $0.column.key == key } }

    private func requireColumns() throws(Failure) {
        for column in kind.columns where column.need == .required && !has(column.key) {
            throw missing(column.key, looked: column.called(mapping).names)
        }
        if has("lat") != has("lon") {
            throw missing(has("lat") ? "lon" : "lat", looked: ["lat and lon together"])
        }
        let isPlaced = kind.alternatives.contains { $0.allSatisfy(has) }
        guard kind.alternatives.isEmpty || isPlaced else {
            throw missing(
                "position", looked: kind.alternatives.map { $0.joined(separator: " and ") })
        }
    }

    private func missing(_ key: String, looked names: [String]) -> Failure {
        Failure(
            .refused,
            "line 1: no column for '\(key)'; looked for: \(names.joined(separator: ", "))",
            advice: "the file has: \(header.map(\.printable).joined(separator: ", "))")
    }

    /// What goes on the wire for one record; nil for a garage that repairs nothing.
    func arguments(_ record: CSVRecord) throws(RowFault) -> [(String, String)]? {
        let cells = try checked(record)
        if let services, !cells[services].isEmpty, !cells[services].folded.contains("reparation") {
            return nil
        }
        var arguments: [(String, String)] = []
        for (column, index) in places where !cells[index].isEmpty {
            do throws(RowFault) {
                guard let value = try column.form.written(cells[index], mapping) else {
                    return nil
                }
                arguments.append((column.key, value))
            } catch {
                throw fault(index, error.reason)
            }
        }
        if let band, !cells[band.min].isEmpty || !cells[band.max].isEmpty {
            arguments.append(("band", "\(cells[band.min])-\(cells[band.max])"))
        }
        try requireValues(arguments)
        if derivesIdentity, let key = kind.identity {
            arguments.insert((key, Self.identity(of: arguments)), at: 0)
        }
        return arguments
    }

    /// A fault of one column, which the reason names.
    private func fault(_ index: Int, _ reason: String) -> RowFault {
        RowFault(reason: "\(header[index].printable): \(reason)", column: header[index])
    }

    /// What the file calls the column of a key; nil when it has none.
    func column(of key: String) -> String? {
        places.first { $0.column.key == key }.map { header[$0.index] }
    }

    /// The cell of a key; empty when there is none.
    func cell(_ key: String, of record: CSVRecord) -> String {
        guard let index = places.first(where: { $0.column.key == key })?.index,
            index < record.cells.count
        else { return "" }
        return record.cells[index].trimmed
    }

    /// The cells beyond those that the header names.
    func beyond(_ cells: [String]) -> [String] {
        Array(cells.dropFirst(header.count + addedColumns))
    }

    /// The cells without stray spaces, as many as the header has.
    private func checked(_ record: CSVRecord) throws(RowFault) -> [String] {
        let count = header.count + addedColumns
        let extra = record.cells.dropFirst(count)
        guard record.cells.count >= count, extra.allSatisfy({ $0.trimmed.isEmpty }) else {
            throw RowFault(
                reason: "it has \(record.cells.count) columns, the header has \(count)")
        }
        for (index, cell) in record.cells.prefix(header.count).enumerated()
        where cell.unicodeScalars.contains(where: Self.isForbidden) {
            throw fault(index, "it holds a NUL or control character")
        }
        return record.cells.prefix(header.count).map(\.trimmed)
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: false
        case 0..<0x20, 0x7F...0x9F: true
        default: false
        }
    }

    private func requireValues(_ arguments: [(String, String)]) throws(RowFault) {
        let keys = Set(arguments.map(\.0))
        for (column, index) in places
        where column.need != .optional && !keys.contains(column.key) {
            throw fault(index, "it is empty")
        }
        if keys.contains("lat") != keys.contains("lon") {
            throw RowFault(reason: "lat and lon go together; one of them is empty")
        }
        let isPlaced = kind.alternatives.contains { $0.allSatisfy(keys.contains) }
        guard kind.alternatives.isEmpty || isPlaced else {
            throw RowFault(reason: "it has neither a position nor a town nor a postal code")
        }
    }

    /// An id that the same row always gets: what a person can recognise, and FNV-1a of the row's
    /// name and place so that two of the same name stay two.
    private static func identity(of arguments: [(String, String)]) -> String {
        let told = ["name", "postcode", "town", "address"].map { key in
            arguments.first { $0.0 == key }?.1.folded ?? ""
        }
        var hash: UInt32 = 2_166_136_261
        for byte in told.joined(separator: "\u{1F}").utf8 {
            hash = (hash ^ UInt32(byte)) &* 16_777_619
        }
        let word = told[0].utf8.map {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) ? $0 : 0x2D
        }
        let digits = String(hash, radix: 16)
        return String(decoding: word.prefix(20), as: UTF8.self) + "-"
            + String(repeating: "0", count: 8 - digits.count) + digits
    }
}

extension ImportKind.Column {
    /// The column with the names that a mapping gives it instead of the usual ones.
    fileprivate func called(_ mapping: ImportMapping) -> Self {
        guard let own = names.first.flatMap({ mapping.columns[$0] }) else { return self }
        var column = self
        column.names = own
        return column
    }
}
