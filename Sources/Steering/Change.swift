package import GarageNetwork
package import Geometry
import Matching

/// One thing that a manager may change, for `WHATIF`.
package enum Change: Equatable, Sendable {
    /// A garage leaves the network.
    case leave(GarageID)
    /// A garage is to receive another number of people.
    case band(GarageID, TargetBand)
    /// A prescriber joins and sends so many people a month.
    case prescriber(at: Coordinate, yieldPerMonth: Double)
    /// A garage joins, with a target.
    case garage(at: Coordinate, TargetBand)
    /// So many people ask for each hundred that do now.
    case demand(percent: Int)

    /// What it does, for the reply's first line.
    package var words: Wording {
        switch self {
        case .leave(let id):
            Wording(french: "\(id) quitte le réseau", english: "\(id) leaves the network")
        case .band(let id, let band):
            Wording(
                french: "\(id) vise \(band.min) à \(band.max) personnes par mois",
                english: "\(id) is to receive \(band.min) to \(band.max) people a month")
        case .prescriber(_, let yield):
            Wording(
                french: "un prescripteur de plus,"
                    + " \(Spoken.decimal(yield, .french)) personnes par mois",
                english: "one more prescriber,"
                    + " \(Spoken.decimal(yield, .english)) people a month")
        case .garage(_, let band):
            Wording(
                french: "un garage de plus, pour \(band.min) à \(band.max) personnes par mois",
                english: "one more garage, for \(band.min) to \(band.max) people a month")
        case .demand(let percent):
            Wording(
                french: "\(percent) demandes pour 100 d'aujourd'hui",
                english: "\(percent) requests for each 100 of today")
        }
    }
}
