package import GarageNetwork

/// Whom one garage could see at all: the people of a period within whose reach it lies.
///
/// Geography and demand alone: wherever they were sent, however full the garage was.
package struct Basin: Equatable, Sendable {
    /// People a month who could reach it.
    package var reachedByPerMonth: Double
    /// The same people, each shared evenly among the garages that they can reach.
    package var fairSharePerMonth: Double
    /// Those of them who can reach no other garage.
    package var onlyHerePerMonth: Double
    /// How many other garages those people can reach, on average; 0 where there is nobody.
    package var rivals: Double

    package init(
        reachedByPerMonth: Double, fairSharePerMonth: Double, onlyHerePerMonth: Double,
        rivals: Double
    ) {
        self.reachedByPerMonth = reachedByPerMonth
        self.fairSharePerMonth = fairSharePerMonth
        self.onlyHerePerMonth = onlyHerePerMonth
        self.rivals = rivals
    }

    /// A garage that nobody could reach.
    package static let empty = Basin(
        reachedByPerMonth: 0, fairSharePerMonth: 0, onlyHerePerMonth: 0, rivals: 0)
}

extension Garage {
    /// Whether it is one of those that people can be sent to in an ordinary month: it has not left
    /// and is not paused without an end.
    ///
    /// A holiday does not take a garage out of its basin, nor a pause that ends.
    package var isInNetwork: Bool {
        switch status {
        case .active, .paused(until: .some, _): true
        case .left, .paused(until: nil, _): false
        }
    }
}
