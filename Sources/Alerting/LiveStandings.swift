package import GarageNetwork
package import Matching

/// How every garage that has not left stands this month, in the order of their ids: the same as
/// `NetworkSnapshot.standings`, each made when it is asked for.
///
/// A standing is some 600 bytes with its garage, a look at them is taken every minute, and a
/// network may have a million: only their positions are kept.
package struct LiveStandings: RandomAccessCollection, Sendable {
    private let network: NetworkSnapshot
    private let calibration: OddsCalibration
    private let circumstances: [Int64: Circumstances]
    private let lateFunders: [Int64: LateFunders]
    private let pace: MonthPace
    /// The positions in the network of those that have not left; nil where all have not.
    private let present: [UInt32]?

    /// The standings of a snapshot; circumstances and late funders by a garage's number.
    ///
    /// - Complexity: O(garages).
    package init(
        of network: NetworkSnapshot, _ calibration: OddsCalibration = .standard,
        circumstances: [Int64: Circumstances] = [:], lateFunders: [Int64: LateFunders] = [:]
    ) {
        self.network = network
        self.calibration = calibration
        self.circumstances = circumstances
        self.lateFunders = lateFunders
        pace = network.pace { circumstances[$0] }
        let garages = network.garages
        let hasLeft = garages.indices.contains { garages.status(at: $0) == .left }
        present =
            hasLeft
            ? garages.indices.lazy.filter { garages.status(at: $0) != .left }.map(UInt32.init)
            : nil
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { present?.count ?? network.garages.count }

    package subscript(place: Int) -> GarageStanding {
        let index = present.map { Int($0[place]) } ?? place
        let number = network.directory.numbers[index]
        var standing = GarageStanding(
            garage: network.garages[index], monthEnd: network.monthEnds[index],
            received: network.load(at: index, in: network.month).received, today: network.today,
            circumstances: circumstances[number], pace: pace, calibration: calibration)
        standing.lateFunders = lateFunders[number]
        return standing
    }
}
