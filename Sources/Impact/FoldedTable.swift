/// Which cells of a table of counts are not told, so that no count of one to four people is, nor
/// can be worked out from what is told.
///
/// A row is a group of people who are divided into parts (the columns); how many they are is known.
/// If there are several groups, the last row is all of them together. So each row adds up to a
/// known number, and each column of the groups to its cell in the last row. Besides the small
/// cells, others are folded until
/// - the folded cells of a row, and those of a column, are at least two and at least five people:
///   what can be had by a difference is then no small count;
/// - no folded cell follows from all these sums together. The folded cells are the edges of a graph
///   between rows and columns; its equations leave exactly those open that lie on a cycle.
package struct FoldedTable: Sendable {
    /// The fewest people that are told of.
    package static let casesMin = 5

    private let counts: [[Int]]
    /// Whether the last row is the sum of the others.
    private let hasTotal: Bool
    private var folded: [[Bool]]

    /// O(cells² · folded cells) at most; tables have a hundred rows and eight columns.
    package init(_ counts: [[Int]], hasTotal: Bool) {
        self.counts = counts
        self.hasTotal = hasTotal
        folded = counts.map { $0.map { (1..<Self.casesMin).contains($0) } }
        while foldRows() || foldColumns() || foldBridges() {}
    }

    package func isFolded(_ row: Int, _ part: Int) -> Bool { folded[row][part] }

    private var groups: Range<Int> { 0..<(hasTotal ? counts.count - 1 : counts.count) }
    private var parts: Range<Int> { 0..<(counts.first?.count ?? 0) }

    private struct Cell: Equatable {
        let row: Int
        let part: Int
    }

    private func isFolded(_ cell: Cell) -> Bool { folded[cell.row][cell.part] }

    /// Whether the folded ones among cells hide each other.
    private func isEnough(_ cells: [Cell]) -> Bool {
        let hidden = cells.filter(isFolded)
        let people = hidden.reduce(0) { $0 + counts[$1.row][$1.part] }
        return hidden.isEmpty || (hidden.count > 1 && people >= Self.casesMin)
    }

    /// Folds the cell that costs least: the fewest people, and nobody last; false without any.
    private mutating func foldOne(of cells: [Cell]) -> Bool {
        let open = cells.filter { !isFolded($0) }
        func cost(_ cell: Cell) -> (Int, Int) {
            let count = counts[cell.row][cell.part]
            return (count == 0 ? 1 : 0, count)
        }
        guard let cheapest = open.min(by: { cost($0) < cost($1) }) else { return false }
        folded[cheapest.row][cheapest.part] = true
        return true
    }

    private mutating func foldRows() -> Bool {
        var hasFolded = false
        for row in counts.indices {
            let cells = parts.map { Cell(row: row, part: $0) }
            while !isEnough(cells), foldOne(of: cells) { hasFolded = true }
        }
        return hasFolded
    }

    private mutating func foldColumns() -> Bool {
        guard hasTotal else { return false }
        var hasFolded = false
        for part in parts {
            let cells = groups.map { Cell(row: $0, part: part) }
            let total = Cell(row: counts.count - 1, part: part)
            if isFolded(total) {
                if !cells.contains(where: isFolded), foldOne(of: cells) { hasFolded = true }
                continue
            }
            while !isEnough(cells) {
                hasFolded = true
                if !foldOne(of: cells) {
                    _ = foldOne(of: [total])
                    break
                }
            }
        }
        return hasFolded
    }

    private mutating func foldBridges() -> Bool {
        guard hasTotal else { return false }
        for row in counts.indices {
            for part in parts where folded[row][part] && isBridge(Cell(row: row, part: part)) {
                let beside = parts.map { Cell(row: row, part: $0) }
                let above = counts.indices.map { Cell(row: $0, part: part) }
                if foldOne(of: above) || foldOne(of: beside) { return true }
            }
        }
        return false
    }

    /// Whether its row and its column are not joined by other folded cells.
    private func isBridge(_ cell: Cell) -> Bool {
        var (rows, columns) = (Set([cell.row]), Set<Int>())
        var waiting = [cell.row]
        while let row = waiting.popLast() {
            for part in parts where folded[row][part] && !columns.contains(part) {
                if row == cell.row && part == cell.part { continue }
                if part == cell.part { return false }
                columns.insert(part)
                for next in counts.indices where folded[next][part] && !rows.contains(next) {
                    rows.insert(next)
                    waiting.append(next)
                }
            }
        }
        return true
    }
}
