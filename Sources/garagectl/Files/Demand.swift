import GarageNetwork
import Geometry

/// One request of a year to be replayed or simulated.
struct Demand: Equatable {
    let requestID: String
    let at: Instant
    let position: Coordinate
    /// Latitude and longitude as the file wrote them.
    let latitudeText: String
    let longitudeText: String
    let radiusKm: Double
    var prescriber: String?
    /// Whether the car still drives, when the file says.
    var drives: Bool?

    var day: Day { at.paris.day }

    /// The position as the file wrote it, for the wire.
    var positionText: String { "\(latitudeText),\(longitudeText)" }

    /// Half the circumference of the Earth: no reach is longer.
    static let radiusKmMax = 20_016.0

    /// All requests of a file.
    ///
    /// - Throws: a refusal that names the line.
    static func list(_ bytes: [UInt8]) throws(Failure) -> [Demand] {
        var reader = try DemandReader(CSVStream(bytes))
        var demands: [Demand] = []
        while let demand = try reader.next() { demands.append(demand) }
        return demands
    }
}

extension String {
    var nonEmpty: String? { isEmpty ? nil : self }
}
