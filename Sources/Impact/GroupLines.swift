import GarageNetwork

/// The indicators of one group, in the order in which they are shown.
struct GroupLines {
    let tally: ImpactTally
    /// Its row in the tables.
    let row: Int
    let cells: ToldCells

    private var people: Int { tally[.people] }

    func lines(dimensions: [String], garagesInNetwork: Int?) -> [ImpactLine] {
        let cohort = ImpactLine(.association, "people", unit: .people, cases: people)
        return [cohort] + standing("") + exits + dimensions.flatMap(standing)
            + OutcomeMonths.allCases.flatMap(work) + garages(garagesInNetwork) + steps
            + satisfaction
    }

    /// Where people stood at entry and at exit, and what changed: of the index or a dimension.
    private func standing(_ name: String) -> [ImpactLine] {
        let dimension = name.isEmpty ? "index" : name
        func line(_ kind: ImpactSample.Kind, _ cases: Int?) -> ImpactLine {
            .median(
                .association, kind.rawValue, dimension: dimension, unit: .points,
                tally.samples[ImpactSample(kind, name)] ?? [], cases: cases, of: people)
        }
        func known(_ kind: ImpactSample.Kind) -> Int? {
            cells.count(0, .sample(ImpactSample(kind, name)), tally, row: row)
        }
        // In both tables rise, same and fall stand in this order.
        let table: ToldCells.Table = name.isEmpty ? .progress : .dimension(name)
        let first = name.isEmpty ? 5 : 0
        let pairs = cells.count(first...first + 2, table, tally, row: row)
        let trend = zip(["rise", "same", "fall"], 0...).map { measure, offset in
            ImpactLine.share(
                .association, measure, dimension: dimension,
                cells.count(first + offset, table, tally, row: row), of: pairs)
        }
        return [line(.entry, known(.entry)), line(.exit, known(.exit)), line(.change, pairs)]
            + trend
    }

    /// Why a change of the index is not known, of whom it is not.
    private var exits: [ImpactLine] {
        let measures = [
            "no-entry", "exit-due", "exit-overdue", "exit-other-version", "exit-incomparable",
        ]
        return zip(measures, 0...).map { measure, part in
            .share(
                .association, measure, cells.count(part, .progress, tally, row: row), of: people)
        }
    }

    private func work(_ months: OutcomeMonths) -> [ImpactLine] {
        let (table, n) = (ToldCells.Table.work(months), months.rawValue)
        let known = cells.count(0...3, table, tally, row: row)
        let results = zip(WorkResult.allCases, 0...).map { result, part in
            ImpactLine.share(
                .association, "\(result.rawValue)-\(n)",
                cells.count(part, table, tally, row: row), of: known)
        }
        return [
            .share(
                .association, "work-\(n)", cells.count(0...1, table, tally, row: row), of: known)
        ] + results + [
            .share(
                .association, "unknown-\(n)", cells.count(4, table, tally, row: row), of: people)
        ]
    }

    private func garages(_ inNetwork: Int?) -> [ImpactLine] {
        [
            ImpactLine(
                .company, "garages", unit: .garages, cases: tally.garages.count, of: inNetwork),
            ImpactLine(.company, "referrals", unit: .referrals, cases: tally[.referrals]),
        ]
    }

    /// The steps of the garage, each of all people who were sent.
    private var steps: [ImpactLine] {
        let told = zip(["reception", "file", "quote"], ToldCells.steps).map { measure, count in
            ImpactLine.share(
                .company, measure, cells.count(0, .step(count), tally, row: row), of: people)
        }
        let endings = zip(["repaired", "not-repaired", "unfinished"], 0...).map { measure, part in
            ImpactLine.share(
                .company, measure, cells.count(part, .ending, tally, row: row), of: people)
        }
        return told + endings
    }

    private var satisfaction: [ImpactLine] {
        let sample = ImpactSample(.score)
        let scores = tally.samples[sample] ?? []
        let cases = cells.count(0, .sample(sample), tally, row: row)
        var mean = ImpactLine(
            .company, "satisfaction-mean", unit: .mean, cases: cases, of: people)
        if let cases, cases >= FoldedTable.casesMin {
            mean.value = scores.reduce(0, +) / Double(cases)
        }
        return [
            .median(
                .company, "satisfaction", unit: .score, scores, cases: cases, of: people), mean,
        ]
    }
}
