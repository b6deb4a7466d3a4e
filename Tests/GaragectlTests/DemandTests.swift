import GarageNetwork
import Testing

@testable import garagectl

@Suite struct DemandTests {
    private func list(_ text: String) throws -> [Demand] { try Demand.list(Array(text.utf8)) }

    @Test func readsTheColumnsOfAScenario() throws {
        let demands = try list(
            "request_id,ts,lat,lon,radius_km\n7,2025-01-02T08:03:33,43.419600,-5.198585,50\n")
        #expect(demands.count == 1)
        #expect(demands[0].requestID == "7")
        #expect(demands[0].at.iso8601 == "2025-01-02T08:03:33+01:00")
        #expect(demands[0].positionText == "43.419600,-5.198585")
        #expect(demands[0].radiusKm == 50)
        #expect(demands[0].prescriber == nil)
        #expect(demands[0].drives == nil)
    }

    @Test func readsTheColumnsOfAListOfEvents() throws {
        let demands = try list(
            "event_id,ts,prescriber_id,code_insee,lat,lon,milieu,max_km,roulant,besoin\n"
                + "E1,2024-07-02T08:30:05,P23,17283,45.5,-0.5,petite_ville,30,0,entretien\n"
                + "E2,2024-07-02T08:30:05,,59599,50.7,3.1,x,15,1,y\n")
        #expect(demands.map(\.prescriber) == ["P23", nil])
        #expect(demands.map(\.drives) == [false, true])
        #expect(demands[0].at.iso8601 == "2024-07-02T08:30:05+02:00")
    }

    @Test(arguments: [
        ("request_id,ts,lat,lon", "radius_km or max_km"), ("", "empty"),
        ("request_id,ts,lat,lon,radius_km\n1,hier,48,2,5", "line 2: ts"),
        ("request_id,ts,lat,lon,radius_km\n1,2025-01-02T08:00:00,91,2,5", "line 2: lat"),
        ("request_id,ts,lat,lon,radius_km\n1,2025-01-02T08:00:00,48,181,5", "line 2: lon"),
        ("request_id,ts,lat,lon,radius_km\n1,2025-01-02T08:00:00,48,2,-1", "line 2: the radius"),
        ("request_id,ts,lat,lon,radius_km\n1,2025-01-02T08:00:00,48,2,nan", "line 2: the radius"),
        ("request_id,ts,lat,lon,radius_km\n1 2,2025-01-02T08:00:00,48,2,5", "line 2: an id"),
        ("request_id,ts,lat,lon,radius_km\n1,2025-01-02T08:00:00,48", "line 2: it has only 3"),
        (
            "request_id,ts,lat,lon,radius_km\n1,2025-01-02T08:00:00,48,2,5\n"
                + "2,2025-01-02T07:59:59,48,2,5", "line 3: its time is before"
        ),
    ])
    func whatIsWrongIsNamedWithItsLine(text: String, expected: String) throws {
        let failure = try #require(throws: Failure.self) { try list(text) }
        #expect(failure.sentence.contains(expected))
        #expect(failure.status == .refused)
    }

    @Test(arguments: [
        ([], 0.5, nil as Int?), ([7], 0.5, 7), ([1, 2, 3, 4], 0.5, 2), ([1, 2, 3, 4], 1, 4),
        ([1, 2, 3, 4], 0, 1), (Array(1...100), 0.99, 99),
    ])
    func quantilesAreByNearestRank(values: [Int], share: Double, expected: Int?) {
        #expect(values.quantile(share) == expected)
    }

    @Test(arguments: [
        (0.0, 2, "0.00"), (1.005, 1, "1.0"), (62.84, 1, "62.8"), (-0.04, 1, "0.0"),
        (-1.25, 1, "-1.3"), (987.4, 0, "987"), (0.321, 3, "0.321"), (12.05, 2, "12.05"),
    ])
    func numbersAreWrittenWithFixedPlaces(value: Double, places: Int, expected: String) {
        #expect(value.text(places: places) == expected)
    }
}
