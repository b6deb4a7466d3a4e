import GarageNetwork
import SQL

/// What the indicators of both partners are computed of.
enum ImpactReads {
    static let figures = Statement(
        SQL.impactFigures,
        takes: (Day.self, Day.self, Int64?.self, String.self, Day.self),
        returns: (String.self, String.self, String.self, [Int64].self, [Double].self))

    static func figures(
        _ question: ImpactQuestion, on connection: PostgresConnection
    ) throws(StoreError) -> ImpactFigures {
        let rows = try connection.run(
            figures, question.first, question.last, question.organisation?.number,
            question.grouping.rawValue, question.today,
            deadlineMilliseconds: ReportReads.deadline)
        var tallies: [String: ImpactTally] = [:]
        var inNetwork = 0
        for (group, figure, dimension, counts, samples) in rows {
            switch figure {
            case "deployed": inNetwork = counts.first.map(Int.init) ?? 0
            case "garages":
                tallies[group, default: ImpactTally(group: group)].garages = Set(counts)
            case "counts":
                guard counts.count == ImpactCount.allCases.count else {
                    throw StoreError(unreadable: figures.declaration.name, column: 3)
                }
                tallies[group, default: ImpactTally(group: group)].counts = counts.map(Int.init)
            default:
                guard let kind = ImpactSample.Kind(rawValue: figure) else {
                    throw StoreError(unreadable: figures.declaration.name, column: 1)
                }
                tallies[group, default: ImpactTally(group: group)]
                    .samples[ImpactSample(kind, dimension)] = samples
            }
        }
        let groups = tallies.values.sorted {
            Array($0.group.utf8).lexicographicallyPrecedes(Array($1.group.utf8))
        }
        return ImpactFigures(groups: groups, garagesInNetwork: inNetwork)
    }
}
