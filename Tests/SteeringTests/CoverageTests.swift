import GarageNetwork
import Geometry
import Steering
import Testing

@Suite struct CoverageTests {
    static func place(_ name: String, _ latitude: Double, _ department: String, _ people: Int)
        -> PlaceRow
    {
        PlaceRow(
            name: name, postcodes: [], department: department, position: point(latitude, 3),
            population: people)
    }

    static let gazetteer = Gazetteer([
        place("Garageville", 46, "01", 10_000), place("Voisine", 46.1, "01", 3_000),
        place("Loin", 46.5, "02", 2_000), place("Plus loin", 46.9, "02", 5_000),
        place("Outre-mer", 10, "97", 90_000),
    ])

    /// Seven near the garage with 30 km, six out of reach at Loin, one at Plus loin.
    static let past = DemandPast(
        (0..<14).map { index in
            wish(
                "2026-03-02", from: point(index < 7 ? 46.05 : index < 13 ? 46.5 : 46.9, 3),
                reachKm: index % 2 == 0 ? 10 : 30)
        }, in: day("2026-03-01")...day("2026-08-31"))

    static let coverage = Coverage(
        past: past, garages: [garage(1, at: point(46, 3))], gazetteer: gazetteer)

    @Test("counts everybody once; places overseas are no part of the territory")
    func total() {
        #expect(
            Self.coverage.total
                == Coverage.Total(
                    people: 14, reached: 7, inhabitants: 20_000, inhabitantsReached: 13_000))
    }

    @Test("by reach: the classes, the shortest first, with the inhabitants that near")
    func byReach() {
        let rows = Self.coverage.byReach
        #expect(rows.map(\.reachKm) == [10, 20, 30, 50])
        #expect(rows.map(\.inhabitantsReachedShare) == [0.5, 0.65, 0.65, 0.65])
        #expect(rows.map(\.people.people.shown) == [7, 0, 7, 0])
        // Four reached with 10 km, three with 30: both too few to show.
        #expect(rows.map(\.people.unreached.shown) == [nil, 0, nil, 0])
        #expect(rows.map(\.people.isFolded) == [true, false, true, false])
    }

    @Test("by department: by the nearest place, most inhabitants out of reach first")
    func byDepartment() {
        let rows = Self.coverage.byDepartment
        #expect(rows.map(\.department) == ["02", "01"])
        #expect(rows.map(\.inhabitants) == [7_000, 13_000])
        #expect(rows.map(\.inhabitantsUnreached) == [7_000, 0])
        #expect(rows.map(\.people.people.shown) == [7, 7])
        #expect(rows.map(\.people.unreached.shown) == [7, 0])
        #expect(rows.map(\.people.unreachedShare) == [1, 0])
    }

    @Test("white zones: beyond the reach, the most populous first, small counts folded")
    func whiteZones() {
        let zones = Self.coverage.whiteZones()
        #expect(zones.map(\.place.name) == ["Plus loin", "Loin"])
        #expect(zones.map(\.unreached.shown) == [nil, 6])
        #expect(zones.map(\.nearest?.text) == ["G1", "G1"])
        #expect((zones[1].nearestKm ?? 0).rounded() == 56)
        #expect(Self.coverage.whiteZones(reachKm: 60).map(\.place.name) == ["Plus loin"])
    }

    @Test("without a past, inhabitants remain; without a garage, everything is white")
    func empty() {
        let nobody = Coverage(
            past: DemandPast([], in: Country.period), garages: [], gazetteer: Self.gazetteer)
        #expect(nobody.total.people == 0)
        #expect(nobody.whiteZones().map(\.place.name).first == "Outre-mer")
        #expect(nobody.whiteZones().allSatisfy { $0.nearest == nil && $0.nearestKm == nil })
        #expect(nobody.byReach.map(\.inhabitantsReachedShare) == [0, 0, 0, 0])
        let nothing = Coverage(
            past: Self.past, garages: [], gazetteer: Gazetteer([PlaceRow]()))
        #expect(nothing.byReach.allSatisfy { $0.inhabitantsReachedShare == nil })
        #expect(nothing.byDepartment.map(\.department) == [""])
    }
}

@Suite struct FoldedCountTests {
    @Test(
        "one to four are folded, none and five are shown",
        arguments: [
            (0, 0), (1, nil), (4, nil), (5, 5), (1_000, 1_000),
        ] as [(Int, Int?)])
    func alone(count: Int, shown: Int?) {
        #expect(FoldedCount(count).shown == shown)
        #expect(FoldedCount(count).isFolded == (shown == nil))
    }

    @Test(
        "no count can be had by subtracting the others from the total",
        arguments: [
            ([9, 3, 7], [9, nil, nil]), ([9, 3, 0, 7], [9, nil, 0, nil]),
            ([2, 3, 9], [nil, nil, 9]),
            ([9, 7], [9, 7]), ([3], [nil]), ([0, 3], [0, nil]), ([], []),
        ] as [([Int], [Int?])])
    func column(counts: [Int], shown: [Int?]) {
        #expect(FoldedCount.column(counts).map(\.shown) == shown)
    }

    @Test("what is hidden for another reason counts as folded")
    func hiding() {
        let column = FoldedCount.column([9, 8, 7], hiding: [true, false, false])
        #expect(column.map(\.shown) == [nil, 8, nil])
    }
}
