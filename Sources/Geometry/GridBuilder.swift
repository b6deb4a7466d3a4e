/// Sorts points into cells, and writes the arrays of a grid.
///
/// In two steps, first by band and then, band by band, by cell: each step writes to few enough
/// places at a time that they stay in the processor's caches. Sorting ten million points by cell
/// at once takes three times as long.
struct GridBuilder {
    let shape: GridShape
    private(set) var quads: [GridQuad] = []
    private(set) var cells: [GridCell] = []
    private(set) var leaves: [Int32] = []
    private(set) var bands: [GridBand] = []

    init(_ shape: GridShape) {
        self.shape = shape
    }

    /// Sorts all points.
    mutating func add(_ points: [Coordinate]) {
        let (loose, starts) = sortedByBand(points)
        cells.reserveCapacity(points.count / 2 + 2)
        cells.withUnsafeMutableBufferPointer {
            preferHugePages($0.baseAddress, count: points.count / 2)
        }
        let empty = GridQuad(latitudes: .zero, longitudes: .zero, ids: .zero)
        var sorted = [GridQuad](
            unsafeUninitializedCapacity: (points.count + 3) / 4
        ) { buffer, count in
            preferHugePages(buffer.baseAddress, count: buffer.count)
            count = (points.count + 3) / 4
            if let last = buffer.indices.last, count > 0 {
                buffer.initializeElement(at: min(last, count - 1), to: empty)
            }
            let writer = QuadWriter(buffer)
            loose.withUnsafeBufferPointer { loose in
                for number in starts.indices.dropLast() {
                    add(number, loose, Int(starts[number])..<Int(starts[number + 1]), to: writer)
                }
            }
        }
        swap(&quads, &sorted)
        cells.append(GridCell(start: Int32(points.count), leaf: Int32(leaves.count)))
        // So that the array has an address.
        if leaves.isEmpty { leaves.append(0) }
        if quads.isEmpty { quads.append(empty) }
    }

    /// The points in order of their bands, and where each band starts, and the end.
    private func sortedByBand(_ points: [Coordinate]) -> ([LoosePoint], [Int32]) {
        var next = [Int32](repeating: 0, count: shape.lastBand + 2)
        points.withUnsafeBufferPointer { points in
            next.withUnsafeMutableBufferPointer { next in
                for point in points { next[shape.band(Turn.units(point.latitude)) + 1] += 1 }
            }
        }
        for number in 0...shape.lastBand { next[number + 1] += next[number] }
        let starts = next
        let loose = [LoosePoint](unsafeUninitializedCapacity: points.count) { buffer, count in
            preferHugePages(buffer.baseAddress, count: buffer.count)
            points.withUnsafeBufferPointer { points in
                next.withUnsafeMutableBufferPointer { next in
                    for id in points.indices {
                        let latitude = Turn.units(points[id].latitude)
                        let number = shape.band(latitude)
                        let position = Int(next[number])
                        next[number] &+= 1
                        buffer[position] = LoosePoint(
                            latitude: latitude, longitude: Turn.units(points[id].longitude),
                            id: Int32(truncatingIfNeeded: id))
                    }
                }
            }
            count = points.count
        }
        return (loose, starts)
    }

    /// Cuts one band into columns, and sorts its points into them.
    private mutating func add(
        _ number: Int, _ loose: UnsafeBufferPointer<LoosePoint>, _ range: Range<Int>,
        to writer: QuadWriter
    ) {
        var west = Int64(UInt32.max)
        var east: Int64 = 0
        for index in range {
            let longitude = shape.eastward(loose[index].longitude)
            west = min(west, longitude)
            east = max(east, longitude)
        }
        if range.isEmpty { west = 0 }
        let band = makeBand(number, west...east, points: range.count)
        bands.append(band)
        var next = [Int32](repeating: 0, count: Int(band.lastColumn) + 2)
        let columnOf = { [shape] (point: LoosePoint) in
            band.columns.mark(shape.eastward(point.longitude) &- band.west).part
        }
        next.withUnsafeMutableBufferPointer { next in
            for index in range { next[columnOf(loose[index]) + 1] &+= 1 }
            next[0] = Int32(range.lowerBound)
            for column in 0...Int(band.lastColumn) { next[column + 1] &+= next[column] }
        }
        let starts = next
        next.withUnsafeMutableBufferPointer { next in
            for index in range {
                let column = columnOf(loose[index])
                writer.write(loose[index], at: Int(next[column]))
                next[column] &+= 1
            }
        }
        for column in 0...Int(band.lastColumn) {
            let points = Int(starts[column])..<Int(starts[column + 1])
            cells.append(GridCell(start: starts[column], leaf: Int32(leaves.count)))
            if points.count > GridCell.undividedMax { divide(points, of: band, writer) }
        }
    }

    private func makeBand(_ number: Int, _ span: ClosedRange<Int64>, points: Int) -> GridBand {
        // A band's edge is known to a unit.
        let edges = [0, 1].map { (side: Int) in
            Double(shape.south) + Double(number + side) * shape.height + Double(side * 4 - 2)
        }
        let cosines = edges.map {
            cosine(ofLatitude: max(-90, min(90, $0 / Turn.perDegree)))
        }
        let least = min(cosines[0], cosines[1])
        let greatest = edges[0] <= 0 && edges[1] >= 0 ? 1 : max(cosines[0], cosines[1])
        // Cells about as wide as high, but not many more of them than there are points.
        let width = Double(span.upperBound - span.lowerBound + 1)
        let square = width * greatest / shape.height
        let columns = max(1, min(square, 2 * Double(points) / GridSurvey.pointsPerCell))
        return GridBand(
            west: span.lowerBound, east: span.upperBound, columns: Int(columns),
            cosines: least...greatest, firstCell: cells.count)
    }

    /// Sorts the points of one cell by leaf.
    private mutating func divide(_ points: Range<Int>, of band: GridBand, _ writer: QuadWriter) {
        let side = GridCell.side(points: points.count)
        let members = points.map { writer.point(at: $0) }
        let leafOf = { [shape] (point: LoosePoint) in
            let row = shape.rows.mark(Int64(point.latitude) &- shape.south).piece(of: side)
            let longitude = shape.eastward(point.longitude) &- band.west
            return row &* side &+ band.columns.mark(longitude).piece(of: side)
        }
        var next = [Int32](repeating: 0, count: side * side + 1)
        for member in members { next[leafOf(member) + 1] += 1 }
        next[0] = Int32(points.lowerBound)
        for leaf in 0..<(side * side) { next[leaf + 1] += next[leaf] }
        leaves += next
        for member in members {
            let leaf = leafOf(member)
            writer.write(member, at: Int(next[leaf]))
            next[leaf] += 1
        }
    }
}

/// Single points of an array of quads, by their positions.
struct QuadWriter {
    private let words: UnsafeMutablePointer<Int32>?

    /// Writes into memory for quads, which need not be initialised.
    init(_ quads: UnsafeMutableBufferPointer<GridQuad>) {
        words = quads.baseAddress.map {
            UnsafeMutableRawPointer($0).assumingMemoryBound(to: Int32.self)
        }
    }

    /// The first of the three words of a point; its others are 4 and 8 further on.
    @inline(__always)
    private func word(_ position: Int) -> Int { (position >> 2) &* 12 &+ (position & 3) }

    @inline(__always)
    func write(_ point: LoosePoint, at position: Int) {
        guard let words else { return }
        words[word(position)] = point.latitude
        words[word(position) &+ 4] = point.longitude
        words[word(position) &+ 8] = point.id
    }

    @inline(__always)
    func point(at position: Int) -> LoosePoint {
        guard let words else { return LoosePoint(latitude: 0, longitude: 0, id: 0) }
        return LoosePoint(
            latitude: words[word(position)], longitude: words[word(position) &+ 4],
            id: words[word(position) &+ 8])
    }
}
