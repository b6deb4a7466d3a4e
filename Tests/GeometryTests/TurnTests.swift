import Testing

@testable import Geometry

@Suite("Angles in 32 bits")
struct TurnTests {
    private static let known: [(degrees: Double, units: Int32)] = [
        (0, 0), (-0.0, 0), (90, 1 << 30), (-90, -1 << 30), (45, 1 << 29), (180, .min),
        (-180, .min), (8.4e-8, 1), (-4e-8, 0), (-4.3e-8, -1),
    ]

    @Test(arguments: known)
    func anglesAreRoundedToTheNearestUnit(degrees: Double, units: Int32) {
        #expect(Turn.units(degrees) == units)
    }

    /// What makes 12 bytes a point enough.
    @Test
    func sevenDecimalsComeBackToTheBit() {
        var random = SplitMix64(seed: 17)
        let ends = [-1_800_000_000, -1_799_999_999, -900_000_000, -1, 0, 1, 1_799_999_999]
        let others = (0..<200_000).map { _ in
            Int.random(in: -1_800_000_000..<1_800_000_000, using: &random)
        }
        for decimal in ends + others {
            let degrees = Double(decimal) / 1e7
            let back = Turn.degrees(SIMD2(Turn.units(degrees), 0))
            #expect(back.x == degrees && back.y == 0)
        }
    }

    @Test
    func onlyOtherCoordinatesAreKept() {
        let written = [place(48.123_456_7, -1.7), place(-90, -180), place(90, 179.999_999_9)]
        #expect(Grid(written).places.isEmpty)
        for other in [place(48.123_456_78, 2), place(1.0 / 3, 0), place(0, 180)] {
            #expect(Grid(written + [other]).places.count == 4)
        }
    }
}

@Suite("The ruler")
struct GridRulerTests {
    private static let rulers: [(length: Int64, parts: Int)] = [
        (0, 1), (1, 2), (99, 10), (1_000, 1_001), (4_294_967_295, 1_789),
    ]

    /// All that a search leaves out rests on this.
    @Test(arguments: rulers)
    func marksNeverDecrease(length: Int64, parts: Int) {
        let ruler = GridRuler(length: length, parts: parts)
        var last = GridMark(bits: 0)
        for step in 0...1_000 {
            let mark = ruler.mark(length * Int64(step) / 1_000)
            #expect(mark.bits >= last.bits && mark.part < parts)
            #expect(mark.piece(of: 7) < 7)
            #expect(mark.part > last.part || mark.piece(of: 7) >= last.piece(of: 7))
            last = mark
        }
        #expect(ruler.mark(-5).bits == 0)
        #expect(ruler.mark(length + 5).bits == ruler.mark(length).bits)
    }
}
