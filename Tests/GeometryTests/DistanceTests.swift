import Geometry
import Testing

@Suite("Distances")
struct DistanceTests {
    @Test(arguments: [(0.0, 0.0), (1, 0.001), (20_000, 20), (.infinity, .infinity)])
    func metresAreThousandthsOfKilometres(metres: Double, kilometres: Double) {
        #expect(Distance.metres(metres).kilometres == kilometres)
        #expect(Distance.kilometres(kilometres) == Distance.metres(metres))
    }

    @Test
    func shorterIsLess() {
        #expect(Distance.metres(999) < .kilometres(1))
        #expect(!(Distance.kilometres(1) < .metres(1000)))
        #expect(Distance.kilometres(1) <= .metres(1000))
    }

    @Test(arguments: ["-1", "-5e-324", "nan"])
    func aDistanceIsNeverNegative(metres: String) async {
        await #expect(processExitsWith: .failure) { [metres] in
            _ = Distance.metres(Double(metres) ?? 0)
        }
    }

    @Test
    func nearerNeighboursComeFirstAndTiesByID() {
        let one = Neighbour(id: 1, distance: .metres(5))
        #expect(one < Neighbour(id: 0, distance: .metres(6)))
        #expect(one < Neighbour(id: 2, distance: .metres(5)))
        #expect(!(one < one))
        #expect(one.kilometres == 0.005)
    }
}
