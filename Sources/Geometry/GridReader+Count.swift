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
        let rim = GridRim(reader: self, probe: probe, metres: metres)
        var total = 0
        withScratch { _, runs in
            total = rim.gather(into: &runs)
            total &+= rim.count(runs)
        }
        return total
    }
}
