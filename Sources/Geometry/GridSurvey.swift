/// What has to be known of a set of points before it is cut into bands.
struct GridSurvey {
    /// Whether ``Turn`` units give back every coordinate to the bit.
    private(set) var isExact = true
    private(set) var latitudes: ClosedRange<Int32> = 0...0
    /// Which 512ths of a turn hold points.
    private var isTaken = [Bool](repeating: false, count: 512)

    /// Fewer points a cell mean more cells to look into, more mean more points to read in vain.
    static let pointsPerCell = 3.0
    /// How many points at most are asked where there are points at all.
    private static let sampleMax = 32_768

    init(_ points: [Coordinate]) {
        guard let first = points.first else { return }
        var low = Turn.units(first.latitude)
        var high = low
        points.withUnsafeBufferPointer { points in
            isTaken.withUnsafeMutableBufferPointer { isTaken in
                var differing = 0
                for point in points {
                    let units = SIMD2(
                        Turn.units(point.latitude), Turn.units(point.longitude))
                    let back = Turn.degrees(units)
                    differing |= back.x != point.latitude || back.y != point.longitude ? 1 : 0
                    low = min(low, units.x)
                    high = max(high, units.x)
                    isTaken[Int(UInt32(bitPattern: units.y) >> 23)] = true
                }
                isExact = differing == 0
            }
        }
        latitudes = low...high
    }

    /// Bands as high as a square that holds ``pointsPerCell`` points, where there are points.
    func shape(for points: [Coordinate]) -> GridShape {
        let span = Double(Int(latitudes.upperBound) - Int(latitudes.lowerBound) + 1)
        let area = occupiedArea(points, seam: seam)
        let height = (area * Self.pointsPerCell / Double(max(1, points.count))).squareRoot()
        // Where all lie on one meridian, bands hold a few points each too.
        let bands = max(1, min(span / max(height, 1), Double(points.count) / 16))
        return GridShape(
            latitudes: latitudes, bands: Int(bands), seam: seam, points: points.count)
    }

    /// The end of the widest run of empty meridians: few searches reach across it.
    private var seam: Int32 {
        var widest = 0
        var seam = 0
        var empty = 0
        // Twice round, so that a run across the end of the array is seen whole.
        for number in 0..<1_024 {
            if isTaken[number & 511] {
                if empty > widest { (widest, seam) = (empty, number & 511) }
                empty = 0
            } else {
                empty += 1
            }
        }
        return Int32(truncatingIfNeeded: seam << 23)
    }

    /// The area where there are points, in squared ``Turn`` units.
    ///
    /// It counts the boxes of a coarse chequerboard that hold any point of a sample, so that an
    /// outlier far away changes little.
    private func occupiedArea(_ points: [Coordinate], seam: Int32) -> Double {
        let step = max(1, points.count / Self.sampleMax)
        let sample = stride(from: 0, to: points.count, by: step)
        let eastward = { (point: Coordinate) in
            Int64(UInt32(bitPattern: Turn.units(point.longitude) &- seam))
        }
        var (west, east) = (Int64(UInt32.max), Int64(0))
        points.withUnsafeBufferPointer { points in
            for place in sample {
                let longitude = eastward(points[place])
                (west, east) = (min(west, longitude), max(east, longitude))
            }
        }
        guard west <= east else { return 1 }
        let samples = (points.count + step - 1) / step
        let side = max(1, min(64, Int((Double(samples) / 8).squareRoot())))
        let south = Int64(latitudes.lowerBound)
        let rows = GridRuler(length: Int64(latitudes.upperBound) - south, parts: side)
        let columns = GridRuler(length: east - west, parts: side)
        var isTaken = [Bool](repeating: false, count: side * side)
        points.withUnsafeBufferPointer { points in
            isTaken.withUnsafeMutableBufferPointer { isTaken in
                for place in sample {
                    let latitude = Int64(Turn.units(points[place].latitude))
                    let row = rows.mark(latitude &- south).part
                    isTaken[row &* side &+ columns.mark(eastward(points[place]) &- west).part] =
                        true
                }
            }
        }
        return (0..<side).reduce(0) { area, row in
            let taken = isTaken[(row * side)..<(row * side + side)].count { $0 }
            let middle = (Double(south) + (Double(row) + 0.5) * rows.width) / Turn.perDegree
            let shrink = cosine(ofLatitude: max(-90, min(90, middle)))
            return area + Double(taken) * rows.width * columns.width * shrink
        }
    }
}
