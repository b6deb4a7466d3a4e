import GarageNetwork

/// Which counts of a report are told.
///
/// Each of its tables divides the people of every group in another way: what became of the exit,
/// of the work after so many months, whether they came, and so on. A yes or no is divided too: that
/// three of sixty did not come must not follow from fifty-seven who did.
struct ToldCells {
    /// A way to divide people.
    enum Table: Hashable {
        case progress
        case work(OutcomeMonths)
        case step(ImpactCount)
        case ending
        case sample(ImpactSample)
        /// How a dimension changed.
        case dimension(String)
    }

    private let tables: [Table: FoldedTable]

    init(_ tallies: [ImpactTally], hasTotal: Bool, isFolded: Bool) {
        guard isFolded else {
            tables = [:]
            return
        }
        var kinds: Set<Table> = [.progress, .ending]
        kinds.formUnion(OutcomeMonths.allCases.map { .work($0) })
        kinds.formUnion(Self.steps.map { .step($0) })
        let samples = tallies.flatMap(\.samples.keys)
        kinds.formUnion(samples.filter { $0.kind != .change }.map { .sample($0) })
        kinds.formUnion(
            samples.filter { $0.kind == .change && !$0.dimension.isEmpty }
                .map { .dimension($0.dimension) })
        var tables: [Table: FoldedTable] = [:]
        for kind in kinds {
            tables[kind] = FoldedTable(
                tallies.map { Self.parts(of: $0, by: kind) }, hasTotal: hasTotal)
        }
        self.tables = tables
    }

    static let steps: [ImpactCount] = [.received, .file, .quoted]

    static let progress: [ImpactCount] = [
        .noEntry, .exitDue, .exitOverdue, .otherVersion, .incomparable, .rise, .same, .fall,
    ]

    static func work(_ months: OutcomeMonths) -> [ImpactCount] {
        switch months {
        case .atOnce: [.kept0, .found0, .training0, .none0]
        case .three: [.kept3, .found3, .training3, .none3]
        case .six: [.kept6, .found6, .training6, .none6]
        }
    }

    /// The people of a group, divided.
    static func parts(of tally: ImpactTally, by table: Table) -> [Int] {
        func withRest(_ counts: [Int]) -> [Int] {
            counts + [max(0, tally[.people] - counts.reduce(0, +))]
        }
        return switch table {
        case .progress: progress.map { tally[$0] }
        case .work(let months): withRest(work(months).map { tally[$0] })
        case .step(let count): withRest([tally[count]])
        case .ending: withRest([tally[.repaired], tally[.notRepaired]])
        case .sample(let sample): withRest([tally.samples[sample]?.count ?? 0])
        case .dimension(let name): withRest(Trend(tally, dimension: name).parts)
        }
    }

    func count(_ part: Int, _ table: Table, _ tally: ImpactTally, row: Int) -> Int? {
        if tables[table]?.isFolded(row, part) ?? false { return nil }
        return Self.parts(of: tally, by: table)[part]
    }

    /// Several parts as one: told where each of them is, or each of the others.
    func count(
        _ parts: ClosedRange<Int>, _ table: Table, _ tally: ImpactTally, row: Int
    ) -> Int? {
        let counts = Self.parts(of: tally, by: table)
        let folded = counts.indices.filter { tables[table]?.isFolded(row, $0) ?? false }
        let inside = folded.filter(parts.contains)
        guard inside.isEmpty || inside.count == folded.count else { return nil }
        return counts[parts].reduce(0, +)
    }
}

/// How many rose, stayed and fell in one dimension.
struct Trend {
    let parts: [Int]

    /// The least change that is more than noise, in points: as for the index in the questionnaire
    /// that is shipped.
    static let leastPoints = 5.0

    init(_ tally: ImpactTally, dimension: String) {
        let changes = tally.samples[ImpactSample(.change, dimension)] ?? []
        let rise = changes.count { $0 >= Self.leastPoints }
        let fall = changes.count { $0 <= -Self.leastPoints }
        parts = [rise, changes.count - rise - fall, fall]
    }
}
