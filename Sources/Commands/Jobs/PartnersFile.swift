import GarageNetwork

/// What the partners get of a month: every garage's figures, and how many people each kind of
/// organisation sent, as CSV.
///
/// A garage's total is not a person's. What an organisation sent may be one: fewer than
/// ``foldedBelow``, and all that kinds of organisation sent whose name says something of the people
/// who go there, are told of together; how many of them came, which is fewer still, is not told.
struct PartnersFile: Sendable {
    /// A smaller number could be somebody.
    static let foldedBelow = 5

    /// Kinds of organisation that reveal something of whoever they send, as other registers fold
    /// them too.
    static let sensitiveKinds: Set<String> = [
        "ASE", "CAARUD", "CIDFF", "CSAPA", "PENSION", "PJJ", "PREVENTION", "SPIP",
    ]

    let text: String

    init(_ figures: MonthFigures) {
        var lines = [
            "month,row,id,name,town,postcode,committed,received,target_min,target_max,verdict"
        ]
        for garage in figures.garages {
            let isJudged = garage.verdict != .closed
            lines.append(
                Self.line([
                    "\(figures.month)", "garage", garage.id, garage.name, garage.town,
                    garage.postcode, "\(garage.committed)", "\(garage.received)",
                    isJudged ? "\(garage.plan.min)" : "", isJudged ? "\(garage.plan.max)" : "",
                    garage.verdict.rawValue,
                ]))
        }
        for sender in Self.folded(figures.senders) {
            lines.append(
                Self.line([
                    "\(figures.month)", "prescriber", sender.id, sender.name, "", "",
                    sender.committed, "", "", "", "",
                ]))
        }
        text = lines.map { $0 + "\r\n" }.joined()
    }

    /// An organisation's row, or that of all which are told of together.
    struct Sender: Equatable {
        var id: String
        var name: String
        var committed: String
    }

    /// The senders as partners may read them, by id; the others last.
    ///
    /// Where what is folded is itself too little, the smallest of the rest goes with it: the
    /// garages' totals would tell it otherwise.
    static func folded(_ senders: [MonthFigures.SenderFigure]) -> [Sender] {
        var others = senders.filter { isFolded($0) }
        var shown = senders.filter { !isFolded($0) }.sorted {
            ($0.committed, $0.id) < ($1.committed, $1.id)
        }
        while !others.isEmpty, others.reduce(0, { $0 + $1.committed }) < foldedBelow,
            !shown.isEmpty
        {
            others.append(shown.removeFirst())
        }
        var rows = shown.sorted { $0.id < $1.id }.map { sender in
            Sender(id: sender.id, name: sender.name, committed: "\(sender.committed)")
        }
        guard !others.isEmpty else { return rows }
        rows.append(
            Sender(
                id: "", name: "autres", committed: small(others.reduce(0) { $0 + $1.committed })))
        return rows
    }

    private static func isFolded(_ sender: MonthFigures.SenderFigure) -> Bool {
        sender.id.isEmpty || sender.committed < foldedBelow
            || sensitiveKinds.contains(sender.kind.uppercased())
    }

    private static func small(_ count: Int) -> String {
        (1..<foldedBelow).contains(count) ? "<\(foldedBelow)" : "\(count)"
    }

    private static func line(_ cells: [String]) -> String {
        cells.map(cell).joined(separator: ",")
    }

    /// A cell that a spreadsheet reads as text, whatever it begins with.
    private static func cell(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@".contains($0) } ?? false
        let shown = isFormula ? "'" + text : text
        guard shown.contains(where: { ",\"\r\n".contains($0) || $0.isNewline }) else {
            return shown
        }
        return "\""
            + shown.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"") + "\""
    }
}
