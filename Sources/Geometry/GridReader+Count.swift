extension GridReader {
    /// How many points are within a distance of a probe.
    ///
    /// Cells that lie inside as a whole are counted unread: in each row all between its two rims.
    /// Of the points of the rims, those where single precision cannot tell are measured exactly.
    func count(about probe: GridProbe, metres: Double) -> Int {
        guard isNear(metres, of: probe) else {
            var total = 0
            forEachPoint(about: probe, metres: metres) { _, _ in total &+= 1 }
            return total
        }
        var total = 0
        withCut(about: probe, metres: metres) { rim, runs, inside in
            total = inside.total &+ rim.count(runs)
        }
        return total
    }

    /// The same, and calls `body` with the position of each of them that is marked.
    ///
    /// Of cells that lie inside as a whole only the marks are read, 64 points at a time.
    func count(
        about probe: GridProbe, metres: Double, marks: GridMarks, _ body: (Int) -> Void
    ) -> Int {
        var total = 0
        guard isNear(metres, of: probe) else {
            forEachPoint(about: probe, metres: metres) { position, _ in
                total &+= 1
                if marks[position] { body(position) }
            }
            return total
        }
        withCut(about: probe, metres: metres) { rim, runs, inside in
            total = inside.total &+ rim.count(runs)
            for number in 0..<inside.count { marks.forEach(in: inside.base[number], body) }
            for number in 0..<runs.count {
                marks.forEach(in: runs.base[number]) { position in
                    guard probe.circle.metres(to: place(at: position)) <= metres else { return }
                    body(position)
                }
            }
        }
        return total
    }

    /// Lends the runs of a circle's rim and those inside of it.
    @inline(__always)
    private func withCut(
        about probe: GridProbe, metres: Double,
        _ body: (GridRim, _ runs: GridRuns, _ inside: GridRuns) -> Void
    ) {
        let rim = GridRim(reader: self, probe: probe, metres: metres)
        withRuns { runs in
            withRuns { inside in
                rim.gather(into: &runs, inside: &inside)
                body(rim, runs, inside)
            }
        }
    }
}
