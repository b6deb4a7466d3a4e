/// How a set of points is cut into bands and columns, and sorted into them.
struct GridLayout {
    private(set) var entries: [GridEntry] = []
    private(set) var cellStarts: [Int32] = [0]
    private(set) var bands: [GridBand] = []
    private(set) var south = 0.0
    private(set) var bandHeight = 1.0
    private(set) var seam = -180.0
    private(set) var spacingMetres = 1.0

    /// Fewer points a cell mean more cells to look into, more mean more points to read in vain.
    private static let pointsPerCell = 3.0
    /// About 1 m: bands lower than single precision can tell apart would be of no use.
    private static let leastHeight = 1e-5
    private static let metresPerDegree = Earth.meanRadiusMetres * .pi / 180

    init(_ points: [Coordinate]) {
        precondition(points.count <= Int32.max, "An id has 32 bits; split the points.")
        guard let latitudes = Self.range(of: points) else { return }
        seam = Self.seam(of: points)
        south = latitudes.lowerBound
        let span = latitudes.upperBound - south
        let occupied = occupiedSquareDegrees(points, span: span)
        let side = (occupied / Double(points.count)).squareRoot()
        spacingMetres = max(side, Self.leastHeight) * Self.metresPerDegree
        if points.count <= Grid.scanLimit {
            bandHeight = max(span, Self.leastHeight) * 2
        } else {
            let height = side * Self.pointsPerCell.squareRoot()
            bandHeight = max(height, span / Double(points.count), Self.leastHeight)
        }
        sort(points, bandCount: Int(span / bandHeight) + 1)
    }

    private static func range(of points: [Coordinate]) -> ClosedRange<Double>? {
        guard let first = points.first?.latitude else { return nil }
        var low = first
        var high = first
        for point in points {
            low = min(low, point.latitude)
            high = max(high, point.latitude)
        }
        return low...high
    }

    /// The end of the widest run of empty degrees of longitude: few searches reach across it.
    private static func seam(of points: [Coordinate]) -> Double {
        var isTaken = [Bool](repeating: false, count: 360)
        for point in points { isTaken[Int(Grid.degrees(from: -180, to: point.longitude))] = true }
        var widest = 0
        var seam = 0
        var empty = 0
        // Twice round, so that a run across the end of the array is seen whole.
        for degree in 0..<720 {
            if isTaken[degree % 360] {
                if empty > widest { (widest, seam) = (empty, degree % 360) }
                empty = 0
            } else {
                empty += 1
            }
        }
        return Double(seam) - 180
    }

    /// The area where there are points, in square degrees of a great circle.
    ///
    /// It counts the boxes of a coarse chequerboard that hold any point, so that an outlier far
    /// away changes little.
    private func occupiedSquareDegrees(_ points: [Coordinate], span: Double) -> Double {
        let side = max(1, min(64, Int((Double(points.count) / 8).squareRoot())))
        let longitudes = points.lazy.map { Grid.degrees(from: seam, to: $0.longitude) }
        var west = 360.0
        var east = 0.0
        for longitude in longitudes {
            west = min(west, longitude)
            east = max(east, longitude)
        }
        let perRow = span > 0 ? Double(side) / span : 0
        let perColumn = east > west ? Double(side) / (east - west) : 0
        var isTaken = [Bool](repeating: false, count: side * side)
        for (point, longitude) in zip(points, longitudes) {
            let row = min(side - 1, Int((point.latitude - south) * perRow))
            let column = min(side - 1, Int((longitude - west) * perColumn))
            isTaken[row * side + column] = true
        }
        let box = span / Double(side) * (east - west) / Double(side)
        var area = 0.0
        for row in 0..<side {
            let taken = isTaken[(row * side)..<(row * side + side)].count { $0 }
            let middle = south + (Double(row) + 0.5) * span / Double(side)
            area += Double(taken) * box * cosine(ofLatitude: middle)
        }
        return area
    }

    private func bandNumber(_ point: Coordinate, of count: Int) -> Int {
        min(count - 1, Int((point.latitude - south) / bandHeight))
    }

    /// Cuts the bands into columns, and puts the points in order of their cells.
    private mutating func sort(_ points: [Coordinate], bandCount: Int) {
        var counts = [Int](repeating: 0, count: bandCount)
        var wests = [Double](repeating: 360, count: bandCount)
        var easts = [Double](repeating: 0, count: bandCount)
        for point in points {
            let number = bandNumber(point, of: bandCount)
            let longitude = Grid.degrees(from: seam, to: point.longitude)
            counts[number] += 1
            wests[number] = min(wests[number], longitude)
            easts[number] = max(easts[number], longitude)
        }
        var cells = 0
        for number in 0..<bandCount {
            let band = makeBand(
                number, points: counts[number], west: wests[number], east: easts[number],
                firstCell: cells)
            bands.append(band)
            cells = band.firstCell + band.lastColumn + 1
        }
        let cellOf = points.map { point in
            let band = bands[bandNumber(point, of: bandCount)]
            let longitude = Grid.degrees(from: seam, to: point.longitude)
            return Int32(band.firstCell + band.column(longitude))
        }
        fill(points, cellOf: cellOf, cells: cells)
    }

    private func makeBand(
        _ number: Int, points: Int, west: Double, east: Double, firstCell: Int
    ) -> GridBand {
        let edge = south + Double(number) * bandHeight
        let cosines = (
            cosine(ofLatitude: max(-90, edge)),
            cosine(ofLatitude: min(90, edge + bandHeight))
        )
        // Cells about as wide as high, but not many more of them than there are points.
        let square = max(0, east - west) * max(cosines.0, cosines.1) / bandHeight
        let columns = max(1, min(Int(square), Int(2 * Double(points) / Self.pointsPerCell)))
        return GridBand(
            west: west, east: east, columns: columns, leastCosine: min(cosines.0, cosines.1),
            firstCell: firstCell)
    }

    /// A counting sort: cells in order, and within a cell the order of the points.
    private mutating func fill(_ points: [Coordinate], cellOf: [Int32], cells: Int) {
        var next = [Int32](repeating: 0, count: cells + 1)
        for cell in cellOf { next[Int(cell) + 1] += 1 }
        for cell in 0..<cells { next[cell + 1] += next[cell] }
        cellStarts = next
        entries = [GridEntry](unsafeUninitializedCapacity: points.count) { buffer, count in
            for (id, point) in points.enumerated() {
                let cell = Int(cellOf[id])
                let position = Int(next[cell])
                next[cell] += 1
                buffer.initializeElement(at: position, to: GridEntry(point, id: Int32(id)))
            }
            count = points.count
        }
    }
}
