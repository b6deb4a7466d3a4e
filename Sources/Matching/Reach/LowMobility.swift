package import GarageNetwork

/// Whether an assessment says that more than the nearest garage is too much for a person.
///
/// It shortens a way and nothing else: it neither ranks nor refuses anybody.
package enum LowMobility {
    /// The dimensions that a longer way is felt in: the body, and the confidence to find it.
    package static let dimensions = ["physical", "cognitive"]
    /// Points of 100 below which a dimension counts as low; the limit itself is not low.
    package static let below = 25.0

    /// The last day on which an assessment keeps a person near; nil where it says nothing of it.
    ///
    /// - Parameters:
    ///   - dimensions: Points in 0...100 of the valid dimensions only, by their id.
    ///   - validUntil: The last day of the assessment's shelf life.
    /// - Returns: That last day, or nil.
    package static func until(dimensions: [String: Double], validUntil: Day) -> Day? {
        let isLow = Self.dimensions.contains { id in dimensions[id].map { $0 < below } ?? false }
        return isLow ? validUntil : nil
    }
}
