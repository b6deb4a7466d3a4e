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
            let other = neighbour(of: one, &random) ?? scatter.point(&random)
            let probe = GridProbe(one)
            let metres = one.distance(to: other).metres
            guard probe.isNear(metres) else { continue }
            let computed = computedChord(probe, other)
            let unit = Turn.radians
            let chord = 2 * sin(metres / Earth.meanRadius.metres / 2) / unit
            let allowed = Chord.slack + Chord.relativeSlack * chord
            #expect(abs(Double(computed).squareRoot() - chord) <= allowed, "\(one), \(other)")
            let circle = GridCircle(metres: metres)
            #expect(computed <= Float(circle.bound).nextUp)
            #expect(computed > Float(GridCircle(metres: metres.nextDown).core) || metres == 0)
        }
    }

    /// What lies beyond a circle but in cells that it touches must not seem to be inside.
    @Test
    func pointsBeyondTheCircleStayBeyond() {
        var random = SplitMix64(seed: 16)
        for _ in 0..<100_000 {
            let probe = GridProbe(
                place(
                    .random(in: -70.6...70.6, using: &random),
                    .random(in: -180...180, using: &random)))
            let metres = Double.random(in: 1...150_000, using: &random)
            let latitude = probe.circle.origin.latitude + .random(in: -6.3...6.3, using: &random)
            let other = place(latitude, .random(in: -180...180, using: &random))
            let circle = GridCircle(metres: metres)
            guard probe.circle.metres(to: other) > metres * 1.00001 + 1 else { continue }
            #expect(computedChord(probe, other) > Float(circle.bound).nextUp)
        }
    }

    private func computedChord(_ probe: GridProbe, _ point: Coordinate) -> Float {
        let latitudes = SIMD4(0, 0, Turn.units(point.latitude), 0)
        return probe.squaredChords(latitudes, SIMD4(0, 0, Turn.units(point.longitude), 0))[2]
    }

    /// A point up to some 150 km away.
    private func neighbour(of point: Coordinate, _ random: inout SplitMix64) -> Coordinate? {
        let scale: Double = [1e-6, 1e-3, 0.1, 1.5].randomElement(using: &random) ?? 1
        let latitude = point.latitude + scale * .random(in: -1...1, using: &random)
        let longitude = point.longitude + scale * .random(in: -1...1, using: &random)
        return try? Coordinate(latitude: latitude, longitude: longitude)
    }

    @Test
    func theWholeEarthIsWithinTheBound() {
        let diameter = 4 / (Turn.radians * Turn.radians)
        for metres in [Earth.halfCircumference.metres, 30e6, .infinity] {
            #expect(GridCircle(metres: metres).bound > diameter)
            #expect(GridCircle(metres: metres).core < diameter)
        }
        #expect(GridCircle(metres: 0).core < 0)
        #expect(GridCircle(metres: 0).bound > 0)
    }

    @Test(arguments: [Float(0), 1, 1e6, 1e11, 3e14])
    func wideningAllowsForBothErrors(squared: Float) {
        let chord = Double(squared).squareRoot()
        let least = chord + 2 * (Chord.slack * 0.999 + Chord.relativeSlack * chord)
        #expect(Double(Chord.widened(squared)) >= least * least)
    }
}
