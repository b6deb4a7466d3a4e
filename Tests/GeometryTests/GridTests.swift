import Testing

@testable import Geometry

@Suite("The grid")
struct GridTests {
    private static let arras = place(50.2910, 2.7775)

    @Test(arguments: [Distance.metres(0), .kilometres(20), .metres(.infinity)])
    func anEmptyGridHasNoNeighbours(radius: Distance) {
        let grid = Grid([])
        #expect(grid.count == 0)
        #expect(grid.nearest(to: Self.arras, within: radius, limit: 5).isEmpty)
        #expect(grid.within(radius, of: Self.arras).isEmpty)
        #expect(grid.count(within: radius, of: Self.arras) == 0)
    }

    @Test(arguments: [0, -1, .min])
    func aLimitOfNothingGivesNothing(limit: Int) {
        let grid = Grid([Self.arras])
        #expect(grid.nearest(to: Self.arras, within: .kilometres(1), limit: limit).isEmpty)
    }

    @Test(arguments: [1, 256, 257, .max])
    func anyLimitGivesWhatThereIs(limit: Int) {
        let grid = Grid([Self.arras])
        let found = grid.nearest(to: Self.arras, within: .metres(0), limit: limit)
        #expect(found == [Neighbour(id: 0, distance: .metres(0))])
    }

    @Test
    func theRimBelongsToTheCircle() {
        let lens = place(50.4322, 2.8333)
        let grid = Grid([lens])
        let rim = Self.arras.distance(to: lens)
        #expect(grid.count(within: rim, of: Self.arras) == 1)
        #expect(grid.count(within: .metres(rim.metres.nextDown), of: Self.arras) == 0)
    }

    @Test
    func equallyNearPointsComeInTheOrderOfTheirIDs() {
        let grid = Grid(repeatElement(Self.arras, count: 1_000))
        let found = grid.nearest(to: place(50, 3), within: .kilometres(100), limit: 4)
        #expect(found.map(\.id) == [0, 1, 2, 3])
    }

    @Test
    func aSequenceIsIndexedInItsOrder() {
        let grid = Grid((0..<10).lazy.map { place(Double($0), 0) })
        #expect(grid.count == 10)
        #expect(grid.nearest(to: place(7.1, 0), within: .kilometres(50), limit: 3).map(\.id) == [7])
    }

    @Test
    func outliersDoNotCoarsenTheRest() {
        var random = SplitMix64(seed: 3)
        let france = (0..<20_000).map { _ in Scatter.france.point(&random) }
        let alone = Grid(france)
        let joined = Grid(france + [place(-21.1, 55.5), place(-17.5, -149.5)])
        #expect(joined.shape.height < 1.5 * alone.shape.height)
        #expect(joined.cells.count < 2 * alone.cells.count)
    }

    /// The number of cells, hence the memory, follows the number of points.
    @Test(arguments: Scatter.allCases)
    func twentyBytesAPointAreEnough(scatter: Scatter) {
        var random = SplitMix64(seed: 4)
        for count in [1, 150, 151, 3_000, 60_000] {
            let grid = Grid((0..<count).map { _ in scatter.point(&random) })
            #expect(grid.cells.count <= 2 * count + 1)
            let quads = grid.quads.count * MemoryLayout<GridQuad>.stride
            let cells = grid.cells.count * MemoryLayout<GridCell>.stride
            let bands = grid.bands.count * MemoryLayout<GridBand>.stride
            if count >= 3_000 {
                #expect(quads + cells + bands + grid.leaves.count * 4 <= 20 * count)
            }
            let ids = grid.quads.flatMap { quad in (0..<4).map { quad.ids[$0] } }
            #expect(ids.prefix(count).sorted() == Array(0..<Int32(count)))
        }
    }

    /// No leaf can part them: a search ends all the same, and names the lowest ids.
    @Test
    func aHundredThousandPointsMayBeInOnePlace() {
        let grid = Grid(repeatElement(Self.arras, count: 100_000) + [place(50.3, 2.8)])
        let found = grid.nearest(to: place(50.29, 2.77), within: .kilometres(5), limit: 5)
        #expect(found.map(\.id) == [0, 1, 2, 3, 4])
        let odd = grid.nearest(to: Self.arras, within: .metres(0), limit: 3) { $0 % 2 == 1 }
        #expect(odd.map(\.id) == [1, 3, 5])
        #expect(grid.count(within: .metres(0), of: Self.arras) == 100_000)
        #expect(grid.count(within: .kilometres(5), of: Self.arras) == 100_001)
    }

    @Test
    func nearTiesAreSettledExactly() {
        var random = SplitMix64(seed: 6)
        let points = (0..<400).map { _ in Scatter.withinOneMetre.point(&random) }
        let grid = Grid(points)
        for limit in [1, 5, 60, 100] {
            let origin = Scatter.withinOneMetre.point(&random)
            let expected = BruteForce(points, from: origin).within(.metres(2)).prefix(limit)
            #expect(grid.nearest(to: origin, within: .metres(2), limit: limit) == Array(expected))
        }
    }

    @Test
    func theFormWithoutAnArrayGivesTheSame() {
        var random = SplitMix64(seed: 7)
        let grid = Grid((0..<5_000).map { _ in Scatter.cityCentre.point(&random) })
        for limit in [0, 1, 5, 101] {
            let origin = Scatter.cityCentre.point(&random)
            var found: [Neighbour] = []
            grid.forEachNearest(to: origin, within: .kilometres(20), limit: limit) {
                found.append($0)
            }
            #expect(found == grid.nearest(to: origin, within: .kilometres(20), limit: limit))
            var odd: [Neighbour] = []
            grid.forEachNearest(
                to: origin, within: .kilometres(20), limit: limit, where: { $0 % 2 == 1 }
            ) { odd.append($0) }
            let expected = grid.nearest(to: origin, within: .kilometres(20), limit: limit) {
                $0 % 2 == 1
            }
            #expect(odd == expected)
        }
    }

    /// Town centres are divided, and the country around them is not.
    @Test
    func cellsOfManyPointsAreDivided() {
        var random = SplitMix64(seed: 8)
        let city = Grid((0..<20_000).map { _ in Scatter.cityCentre.point(&random) })
        #expect(city.leaves.count > 1_000)
        let country = Grid((0..<20_000).map { _ in Scatter.sevenDecimals.point(&random) })
        #expect(country.leaves.count == 1)
        #expect(city.places.isEmpty && country.places.isEmpty)
    }
}
