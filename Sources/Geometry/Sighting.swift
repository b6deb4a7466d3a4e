/// A point that a search found inside its radius, not measured yet.
///
/// Its distance is known within a thirty-thousandth and a tenth of a metre, from the chord of
/// single precision that found it. Whoever wants few of many measures those that are in question,
/// by ``Grid/metres(from:to:)``: an exact distance costs ten times as much as finding the point.
package struct Sighting: Sendable {
    /// Where the grid keeps the point, from 0; what is kept of points in this order, a search among
    /// thousands reads from the first to the last.
    package let position: Int32
    /// Metres that the exact distance is not below.
    package let metresLeast: Float

    /// Metres that the exact distance is not above.
    ///
    /// Up to 150 km an arc is longer than its chord by 2.4e-5 of it at most. Twice the slack of
    /// ``Chord``, which the chord was shortened by for ``metresLeast``, is 2e-6 of it and 5 cm.
    package var metresMost: Double { Self.metresMost(ofLeast: metresLeast) }

    /// The same of whichever sighting has such a least.
    @inlinable
    package static func metresMost(ofLeast metres: Float) -> Double {
        Double(metres) * (1 + 3e-5) + 0.1
    }

    static let none = Sighting(position: 0, metresLeast: 0)
}

/// Where distances are measured from, prepared once for all of them.
package struct Vantage: Sendable {
    let circle: GreatCircle

    /// Prepares a place.
    package init(_ place: Coordinate) { circle = GreatCircle(from: place) }
}

extension Grid {
    /// Appends every point within a radius, in no particular order.
    ///
    /// They are those of ``forEach(within:of:_:)``: points about the rim are measured here. Where
    /// the cells that the circle touches hold more than `most` points, none is looked at.
    ///
    /// - Returns: Whether the points were looked at.
    @discardableResult
    package func sight(
        within radius: Distance, of origin: Coordinate, atMost most: Int = .max,
        into sightings: inout [Sighting]
    ) -> Bool {
        guard count > 0 else { return true }
        var isDone = true
        read { reader in
            let probe = GridProbe(origin)
            let metres = radius.metres
            guard reader.isNear(metres, of: probe) else {
                reader.forEachPoint(about: probe, metres: metres) { position, length in
                    sightings.append(
                        Sighting(
                            position: Int32(truncatingIfNeeded: position),
                            metresLeast: max(0, Float(length).nextDown)))
                }
                return
            }
            let circle = GridCircle(metres: metres)
            isDone = false
            if count > most, reader.isCrowded(about: probe, circle, most: most) { return }
            reader.withScratch { keys, runs in
                reader.gather(about: probe, circle, into: &runs)
                keys.restart(circle)
                while !isDone {
                    isDone = keys.fill(from: runs, reader, about: probe)
                    reader.append(keys, circle, about: probe, within: metres, to: &sightings)
                    keys.count = 0
                }
            }
        }
        return isDone
    }

    /// The distance from a place to a point that this grid found, bit for bit that of
    /// ``Coordinate/distance(to:)``.
    package func metres(from vantage: Vantage, to sighting: Sighting) -> Double {
        guard places.isEmpty else {
            return vantage.circle.metres(to: places[Int(id(at: sighting.position))])
        }
        let (quad, lane) = (quads[Int(sighting.position >> 2)], Int(sighting.position & 3))
        let degrees = Turn.degrees(SIMD2(quad.latitudes[lane], quad.longitudes[lane]))
        return vantage.circle.metres(
            to: Coordinate(uncheckedLatitude: degrees.x, longitude: degrees.y))
    }

    /// The id of the point that the grid keeps at a position.
    package func id(at position: Int32) -> Int32 {
        quads[Int(position >> 2)].ids[Int(position & 3)]
    }
}

extension GridReader {
    /// Appends those of some points that are within a radius.
    @inline(__always)
    fileprivate func append(
        _ keys: GridKeys, _ circle: GridCircle, about probe: GridProbe, within metres: Double,
        to sightings: inout [Sighting]
    ) {
        let core = Float(max(0, circle.core)).nextDown
        // The kernel's slack and as much again for the three roundings here.
        let scale = Float((1 - 2 * Chord.relativeSlack) / Turn.perMetre)
        let slack = Float(1.5 * Chord.slack / Turn.perMetre)
        let start = sightings.count
        sightings.append(contentsOf: repeatElement(.none, count: keys.count))
        var found = start
        sightings.withUnsafeMutableBufferPointer { sightings in
            for number in 0..<keys.count {
                let square = keys.squares[number]
                let position = keys.positions[number]
                let least = max(0, square.squareRoot() * scale - slack)
                sightings[found] = Sighting(position: position, metresLeast: least)
                if square > core, probe.circle.metres(to: place(at: Int(position))) > metres {
                    continue
                }
                found &+= 1
            }
        }
        sightings.removeLast(start &+ keys.count &- found)
    }
}
