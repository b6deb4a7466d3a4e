import Testing

@testable import Impact

/// What is folded, and whether what is told gives it away.
@Suite struct FoldedTableTests {
    private func folded(_ counts: [[Int]], hasTotal: Bool) -> [[Bool]] {
        let table = FoldedTable(counts, hasTotal: hasTotal)
        return counts.indices.map { row in
            counts[row].indices.map { table.isFolded(row, $0) }
        }
    }

    static func withTotal(_ groups: [[Int]]) -> [[Int]] {
        groups + [
            (groups.first ?? []).indices.map { part in groups.reduce(0) { $0 + $1[part] } }
        ]
    }

    @Test("nothing is folded where nothing is small")
    func nothing() {
        let counts = Self.withTotal([[5, 0, 20], [7, 9, 0]])
        #expect(folded(counts, hasTotal: true).joined().allSatisfy { !$0 })
    }

    @Test(
        "one to four are folded, and with them what would give them away",
        arguments: [
            ([40, 3, 17], [false, true, true]), ([40, 4, 0], [true, true, false]),
            ([2, 2, 30], [true, true, true]), ([3, 2, 30], [true, true, false]),
            ([5, 0, 1], [true, false, true]),
        ])
    func oneRow(counts: [Int], expected: [Bool]) {
        #expect(folded([counts], hasTotal: false) == [expected])
    }

    @Test("a cell that is alone in its column takes another group's with it")
    func column() {
        let counts = Self.withTotal([[3, 20, 30], [9, 21, 31], [50, 22, 32]])
        let found = folded(counts, hasTotal: true)
        for part in 0..<3 {
            let hidden = (0..<3).filter { found[$0][part] }
            #expect(hidden.isEmpty || hidden.count > 1 || found[3][part])
        }
        #expect(found[0][0])
    }

    /// Whether the sums that are told leave a folded cell open: Gauss's elimination over the
    /// rationals, by fractions of a prime.
    private func determined(_ counts: [[Int]], _ found: [[Bool]], hasTotal: Bool) -> [Bool] {
        let prime = 1_000_003
        var numbers: [[Int]: Int] = [:]
        for row in counts.indices {
            for part in counts[row].indices where found[row][part] {
                numbers[[row, part]] = numbers.count
            }
        }
        var equations: [[Int]] = []
        func add(_ cells: [([Int], Int)]) {
            var equation = [Int](repeating: 0, count: numbers.count)
            for (cell, sign) in cells {
                if let number = numbers[cell] { equation[number] = (sign + prime) % prime }
            }
            equations.append(equation)
        }
        for row in counts.indices { add(counts[row].indices.map { ([row, $0], 1) }) }
        if hasTotal, let parts = counts.first?.indices {
            for part in parts {
                add(counts.indices.map { ([$0, part], $0 == counts.count - 1 ? -1 : 1) })
            }
        }
        func inverse(_ value: Int) -> Int {
            var (result, base, power) = (1, value, prime - 2)
            while power > 0 {
                if power & 1 == 1 { result = result * base % prime }
                base = base * base % prime
                power >>= 1
            }
            return result
        }
        var (top, known) = (0, [Bool](repeating: false, count: numbers.count))
        var pivots: [(row: Int, column: Int)] = []
        for column in 0..<numbers.count {
            guard let pivot = (top..<equations.count).first(where: { equations[$0][column] != 0 })
            else { continue }
            equations.swapAt(top, pivot)
            let factor = inverse(equations[top][column])
            equations[top] = equations[top].map { $0 * factor % prime }
            for row in equations.indices where row != top && equations[row][column] != 0 {
                let times = equations[row][column]
                equations[row] = zip(equations[row], equations[top]).map {
                    ($0 + (prime - times) * $1) % prime
                }
            }
            pivots.append((top, column))
            top += 1
        }
        for pivot in pivots {
            known[pivot.column] = equations[pivot.row].count { $0 != 0 } == 1
        }
        return known
    }

    @Test("no folded cell can be worked out from all that is told", arguments: 0..<300)
    func brute(seed: Int) {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
        func random(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(count))
        }
        let (groups, parts) = (1 + random(9), 2 + random(7))
        let wide = 2 + random(3) * 20
        let counts = Self.withTotal(
            (0..<groups).map { _ in
                var row = (0..<parts).map { _ in random(wide) }
                row[random(parts)] += 5
                return row
            })
        let found = folded(counts, hasTotal: true)
        for row in counts.indices {
            for part in 0..<parts where (1...4).contains(counts[row][part]) {
                #expect(found[row][part])
            }
            let hidden = (0..<parts).filter { found[row][$0] }.map { counts[row][$0] }
            #expect(hidden.isEmpty || hidden.reduce(0, +) >= 5)
        }
        #expect(!determined(counts, found, hasTotal: true).contains(true))
    }

    @Test("whole numbers and nobody below zero leave a folded cell open too", arguments: 0..<60)
    func possible(seed: Int) {
        var state = UInt64(seed) &* 0x2545_F491_4F6C_DD1D &+ 7
        func random(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(count))
        }
        let counts = Self.withTotal((0..<2).map { _ in [random(9), random(9), 5 + random(3)] })
        let found = folded(counts, hasTotal: true)
        var seen: [[Int]: Set<Int>] = [:]
        let sums = counts.map { $0.reduce(0, +) }
        for a in 0...sums[0] {
            for b in 0...(sums[0] - a) {
                for c in 0...sums[1] {
                    for d in 0...(sums[1] - c) {
                        let guess = Self.withTotal([
                            [a, b, sums[0] - a - b], [c, d, sums[1] - c - d],
                        ])
                        let fits = counts.indices.allSatisfy { row in
                            (0..<3).allSatisfy {
                                found[row][$0] || guess[row][$0] == counts[row][$0]
                            }
                        }
                        guard fits else { continue }
                        for row in counts.indices {
                            for part in 0..<3 {
                                seen[[row, part], default: []].insert(guess[row][part])
                            }
                        }
                    }
                }
            }
        }
        for row in counts.indices {
            for part in 0..<3 where (1...4).contains(counts[row][part]) {
                #expect((seen[[row, part]]?.count ?? 0) > 1, "\(counts) \(found)")
            }
        }
    }
}
