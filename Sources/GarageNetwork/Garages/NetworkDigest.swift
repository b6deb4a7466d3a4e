/// Four numbers of which one changes with every change of what a load brings.
///
/// The database says what it holds by them and an observer what it was told of, so that whatever
/// nobody told of is found without reading a row.
package struct NetworkDigest: Equatable, Sendable {
    /// How many garages there are, and the sum of their revisions.
    package var garages: Int64
    package var garageRevisions: Int64
    /// The sum of the revisions of counts, from the month before this on.
    package var monthRevisions: Int64
    /// The same of the days of the last 400.
    package var dayRevisions: Int64

    package init(
        garages: Int64, garageRevisions: Int64, monthRevisions: Int64, dayRevisions: Int64
    ) {
        self.garages = garages
        self.garageRevisions = garageRevisions
        self.monthRevisions = monthRevisions
        self.dayRevisions = dayRevisions
    }

    /// Whether the garages are the same, whatever happened at them.
    package func hasGarages(of other: NetworkDigest) -> Bool {
        (garages, garageRevisions) == (other.garages, other.garageRevisions)
    }
}
