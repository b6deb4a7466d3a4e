import Geometry
import Testing

@testable import Benchmarks

/// The judge of all peers: what it accepts, and what it does not.
@Suite struct BruteForceTests {
    static let points = Layout.clustered.places(3_000, seed: 7, over: .boundingBox)
    static let queries = Layout.clustered.places(20, seed: 8, over: .boundingBox)
    static let truth = BruteForce(points: points, queries: queries, metresMax: 50_000)

    /// What our own index answers.
    private func answers(_ question: IndexQuestion) -> [[Int]] {
        let grid = Grid(Self.points)
        let radius = Distance.metres(Double(question.metres))
        return Self.queries.map { query in
            switch question.kind {
            case .within: [grid.count(within: radius, of: query)]
            case .nearest:
                grid.nearest(to: query, within: radius, limit: IndexQuestion.limit)
                    .map { Int($0.id) }
            }
        }
    }

    @Test("right answers are right and exact", arguments: IndexQuestion.all.indices)
    func right(number: Int) {
        let question = IndexQuestion.all[number]
        #expect(Self.truth.areExact(answers(question), to: question))
        #expect(Self.truth.areRight(answers(question), to: question))
    }

    @Test("one answer too few, too many, or another is wrong", arguments: IndexQuestion.all.indices)
    func wrong(number: Int) throws {
        let question = IndexQuestion.all[number]
        let good = answers(question)
        let full = try #require(good.firstIndex { ($0.first ?? 0) > 0 })
        var spoiled: [[[Int]]] = [Array(good.dropLast())]
        for change: ([Int]) -> [Int] in [
            { Array($0.dropLast()) }, { $0 + [1] }, { [$0[0] + 1] + $0.dropFirst() },
        ] {
            var bad = good
            bad[full] = change(bad[full])
            spoiled.append(bad)
        }
        for bad in spoiled {
            #expect(!Self.truth.areRight(bad, to: question))
            #expect(!Self.truth.areExact(bad, to: question))
        }
    }

    @Test("two points at one place may be named in either order, but only one is exact")
    func ties() throws {
        let place = try Coordinate(latitude: 47, longitude: 2)
        let truth = BruteForce(
            points: [place, place], queries: [place], metresMax: 50_000)
        let question = IndexQuestion(kind: .nearest, metres: 20_000)
        #expect(truth.areExact([[0, 1]], to: question))
        #expect(truth.areRight([[1, 0]], to: question))
        #expect(!truth.areExact([[1, 0]], to: question))
        #expect(!truth.areRight([[0, 0]], to: question))
        #expect(!truth.areRight([[0, 2]], to: question))
    }
}
