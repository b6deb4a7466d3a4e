/// The rows of IMPACT, by group.
struct ImpactFigures {
    /// In the order in which they came: all together first.
    let groups: [Group]
    private let totals: [NamedText]

    struct Group {
        /// Empty where there are no groups.
        let name: String
        let figures: [Figure]

        func figure(_ measure: String, _ dimension: String = "") -> Figure? {
            figures.first { $0.measure == measure && $0.dimension == dimension }
        }
    }

    /// One indicator; what the daemon did not say is nil.
    struct Figure {
        let partner: String
        let measure: String
        let dimension: String
        var label: String
        let unit: String
        let cases: Int?
        let whole: Int?
        let value: Double?
        let low: Double?
        let high: Double?
    }

    init(_ rows: [[JSONMember]], _ totals: [NamedText]) {
        self.totals = totals
        let grouping = totals.first { $0.name == "by" }?.text ?? "none"
        var groups: [Group] = []
        var (name, figures) = ("", [Figure]())
        for row in rows {
            let group = row.textNamed(grouping)?.printable ?? ""
            if group != name, !figures.isEmpty {
                groups.append(Group(name: name, figures: figures))
                figures = []
            }
            name = group
            if let figure = Figure(row) { figures.append(figure) }
        }
        if !figures.isEmpty { groups.append(Group(name: name, figures: figures)) }
        self.groups = groups
    }

    /// What the final line said.
    func total(_ name: String) -> String? { totals.first { $0.name == name }?.text.printable }
}

extension ImpactFigures.Figure {
    /// The same figures under another name.
    func labelled(_ label: String) -> ImpactFigures.Figure {
        var copy = self
        copy.label = label
        return copy
    }

    init?(_ row: [JSONMember]) {
        guard let measure = row.textNamed("measure") else { return nil }
        func count(_ name: String) -> Int? {
            row.numberNamed(name).map { Int(Swift.min(Swift.max($0, 0), 1e9)) }
        }
        self.measure = measure.printable
        partner = row.textNamed("partner")?.printable ?? ""
        dimension = row.textNamed("dimension")?.printable ?? ""
        label = row.textNamed("label")?.printable ?? measure.printable
        unit = row.textNamed("unit")?.printable ?? ""
        cases = count("n")
        whole = count("of")
        value = row.numberNamed("value")
        low = row.numberNamed("low")
        high = row.numberNamed("high")
    }
}
