import Geometry

/// Ways to lay points on the Earth, most of them chosen to hurt an index.
enum Scatter: String, CaseIterable, Sendable {
    case france, towns, wholeEarth, northPole, southPole, antimeridian, overseas, oneMeridian
    case oneParallel, duplicates, withinOneMetre, sevenDecimals, cityCentre

    /// One point of this kind.
    func point(_ random: inout SplitMix64) -> Coordinate {
        switch self {
        case .france: coordinate(.random(in: 42.3...51.1, using: &random), -4.8...8.2, &random)
        case .towns: town(&random)
        case .wholeEarth: coordinate(.random(in: -90...90, using: &random), -180...180, &random)
        case .northPole: coordinate(polar(&random), -180...180, &random)
        case .southPole: coordinate(-polar(&random), -180...180, &random)
        case .antimeridian: besideAntimeridian(&random)
        case .overseas: overseas(&random)
        case .oneMeridian:
            coordinate(.random(in: -80...80, using: &random), 2.5...2.5, &random)
        case .oneParallel: coordinate(48.5, -180...180, &random)
        case .duplicates: place(48 + Double(Int.random(in: 0..<5, using: &random)), 2)
        case .withinOneMetre:
            coordinate(.random(in: 48.8...48.800_01, using: &random), 2.3...2.300_01, &random)
        case .sevenDecimals: written(Scatter.france.point(&random))
        case .cityCentre: written(cityCentre(&random))
        }
    }

    /// Distances from a pole at every scale, the pole itself among them.
    private func polar(_ random: inout SplitMix64) -> Double {
        let scale: Double = [0.0, 1e-7, 1e-3, 1, 5].randomElement(using: &random) ?? 0
        return 90 - scale * Double.random(in: 0...1, using: &random)
    }

    private func besideAntimeridian(_ random: inout SplitMix64) -> Coordinate {
        let scale: Double = [0.0, 1e-7, 1e-2, 2].randomElement(using: &random) ?? 0
        let away = scale * Double.random(in: 0...1, using: &random)
        let longitude = Bool.random(using: &random) ? 180 - away : away - 180
        return place(.random(in: -20 ... -15, using: &random), longitude)
    }

    private func overseas(_ random: inout SplitMix64) -> Coordinate {
        switch Int.random(in: 0..<50, using: &random) {
        case 0: coordinate(.random(in: -21.4 ... -20.9, using: &random), 55.2...55.9, &random)
        case 1: coordinate(.random(in: 15.9...16.5, using: &random), -61.8 ... -61.0, &random)
        case 2: coordinate(.random(in: -22.7 ... -20, using: &random), 164...167.2, &random)
        default: Scatter.france.point(&random)
        }
    }

    private func town(_ random: inout SplitMix64) -> Coordinate {
        var centres = SplitMix64(seed: UInt64.random(in: 0..<12, using: &random))
        let centre = Scatter.france.point(&centres)
        let spread = Double.random(in: 0...0.05, using: &random)
        return place(
            centre.latitude + spread * .random(in: -1...1, using: &random),
            centre.longitude + spread * .random(in: -1...1, using: &random))
    }

    /// Most of all points within a few kilometres, so that cells are divided.
    private func cityCentre(_ random: inout SplitMix64) -> Coordinate {
        if Int.random(in: 0..<20, using: &random) == 0 { return Scatter.france.point(&random) }
        let scale: Double = [1e-4, 1e-3, 1e-2, 1e-1].randomElement(using: &random) ?? 0
        return place(
            48.856 + scale * .random(in: -1...1, using: &random),
            2.352 + scale * .random(in: -1...1, using: &random))
    }

    /// The same place as people write it.
    private func written(_ point: Coordinate) -> Coordinate {
        place((point.latitude * 1e7).rounded() / 1e7, (point.longitude * 1e7).rounded() / 1e7)
    }

    private func coordinate(
        _ latitude: Double, _ longitudes: ClosedRange<Double>, _ random: inout SplitMix64
    ) -> Coordinate {
        place(latitude, .random(in: longitudes, using: &random))
    }
}

/// The coordinate of two numbers that a test knows to be in range.
func place(_ latitude: Double, _ longitude: Double) -> Coordinate {
    do {
        return try Coordinate(latitude: latitude, longitude: longitude)
    } catch {
        preconditionFailure("The test asks for a place that is not on the Earth: \(error)")
    }
}
