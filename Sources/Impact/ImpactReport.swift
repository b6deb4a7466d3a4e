package import GarageNetwork

/// The indicators of both partners, side by side, of the same people.
///
/// Every share is of the people of the group, or of those of them whose work is known, and says of
/// how many: nobody is left out for want of an exit or of an answer. What stands side by side is
/// linked; nothing here says that one caused the other.
package struct ImpactReport: Equatable, Sendable {
    /// All together first, where there are groups; then the groups in the order of their names.
    package let groups: [Group]

    package struct Group: Equatable, Sendable {
        /// Empty for all of an ungrouped report; ``allName`` and ``foldedName`` beside groups.
        package let name: String
        package let lines: [ImpactLine]
    }

    package static let allName = "(all)"
    /// Groups of fewer than five people, together, with the smallest other one if need be.
    package static let foldedName = "(folded)"

    /// O(people · log people), and the folding (``FoldedTable``).
    ///
    /// - Parameters:
    ///   - figures: What the database counted.
    ///   - isGrouped: Whether they are by something.
    ///   - isFolded: Whether counts of one to four people are hidden; not from who works with these
    ///     very people.
    package init(_ figures: ImpactFigures, isGrouped: Bool, isFolded: Bool) {
        var tallies = figures.groups
        if isFolded && isGrouped { tallies = Self.merged(tallies) }
        let all = figures.groups.reduce(ImpactTally(group: "")) { $0.joined(with: $1, as: "") }
        if isGrouped { tallies.append(all) }
        if tallies.isEmpty { tallies = [all] }
        let people = all[.people]
        guard !isFolded || people == 0 || people >= FoldedTable.casesMin else {
            groups = [Group(name: isGrouped ? Self.allName : "", lines: [])]
            return
        }
        let cells = ToldCells(tallies, hasTotal: isGrouped, isFolded: isFolded)
        let dimensions = Self.dimensions(of: tallies)
        var groups = tallies.indices.map { row in
            let isAll = isGrouped && row == tallies.count - 1
            return Group(
                name: isAll ? Self.allName : tallies[row].group,
                lines: GroupLines(tally: tallies[row], row: row, cells: cells)
                    .lines(
                        dimensions: dimensions,
                        garagesInNetwork: isAll || !isGrouped ? figures.garagesInNetwork : nil))
        }
        if isGrouped, let last = groups.popLast() { groups.insert(last, at: 0) }
        self.groups = groups
    }

    /// Small groups as one; nobody is lost, so that all groups still add up.
    private static func merged(_ tallies: [ImpactTally]) -> [ImpactTally] {
        var told = tallies.filter { $0[.people] >= FoldedTable.casesMin }
        let small = tallies.filter { $0[.people] < FoldedTable.casesMin }
        guard var rest = small.first.map({ $0.joined(with: ImpactTally(group: ""), as: "") })
        else { return told }
        for tally in small.dropFirst() { rest = rest.joined(with: tally, as: "") }
        if rest[.people] < FoldedTable.casesMin,
            let smallest = told.indices.min(by: { told[$0][.people] < told[$1][.people] })
        {
            rest = rest.joined(with: told.remove(at: smallest), as: "")
        }
        rest.group = foldedName
        told.append(rest)
        return told.sorted { Array($0.group.utf8).lexicographicallyPrecedes(Array($1.group.utf8)) }
    }

    private static func dimensions(of tallies: [ImpactTally]) -> [String] {
        let names = Set(tallies.flatMap { $0.samples.keys.map(\.dimension) }).subtracting([""])
        return names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    }
}
