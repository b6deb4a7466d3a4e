import Foundation
import Testing

@testable import Geometry

/// The bounds that make single precision safe, each against double precision.
@Suite("Chords and sines")
struct ChordTests {
    @Test
    func theSineErrsAsStated() {
        for step in -20_000...20_000 {
            let angle = Double(step) / 20_000 * .pi / 2
            #expect(abs(sine(angle) - sin(angle)) <= 4e-16 * abs(sin(angle)))
        }
        #expect(cosine(ofLatitude: 90) == 0)
        #expect(cosine(ofLatitude: -90) == 0)
    }

    /// Points of every kind, so that chords of every length come up.
    @Test(arguments: Scatter.allCases)
    func aComputedChordErrsLessThanTheSlack(scatter: Scatter) {
        var random = SplitMix64(seed: 6)
        for _ in 0..<3_000 {
            let one = scatter.point(&random)
            let other = scatter.point(&random)
            let computed = GridEntry(one, id: 0).squaredChord(to: GridEntry(other, id: 1))
            let metres = one.distance(to: other).metres
            let chord = 2 * sin(metres / Earth.meanRadius.metres / 2)
            let allowed = Double(Chord.slack) + Double(Chord.relativeSlack) * chord
            #expect(abs(Double(computed).squareRoot() - chord) <= allowed, "\(one), \(other)")
            #expect(computed <= Chord.squaredBound(metres: metres))
            #expect(computed > Chord.squaredCore(metres: metres.nextDown) || metres == 0)
        }
    }

    @Test
    func theWholeEarthIsWithinTheBound() {
        for metres in [Earth.halfCircumference.metres, 30e6, .infinity] {
            #expect(Chord.squaredBound(metres: metres) > 4)
            #expect(Chord.squaredCore(metres: metres) < 4)
        }
        #expect(Chord.squaredCore(metres: 0) < 0)
        #expect(Chord.squaredBound(metres: 0) > 0)
    }

    @Test(arguments: [Float(0), 1e-14, 1e-6, 0.5, 4])
    func wideningAllowsForBothErrors(squared: Float) {
        let chord = Double(squared).squareRoot()
        let least = chord + 2 * (1.1e-7 + 0.9 * Double(Chord.relativeSlack) * chord)
        #expect(Double(Chord.widened(squared)) >= least * least)
    }

    @Test(arguments: [
        (-180.0, -180.0, 0.0), (-180, 180, 0), (10, 9, 359), (179, -179, 2), (0, -1e-300, 0),
    ])
    func degreesAreCountedEastward(seam: Double, longitude: Double, degrees: Double) {
        #expect(Grid.degrees(from: seam, to: longitude) == degrees)
    }
}
