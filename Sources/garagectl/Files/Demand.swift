import GarageNetwork
import Geometry

/// One request of a year to be replayed or simulated.
struct Demand: Equatable {
    let requestID: String
    let at: Instant
    let position: Coordinate
    /// The position as the file wrote it, for the wire.
    let positionText: String
    let radiusKm: Double
    var prescriber: String?
    /// Whether the car still drives, when the file says.
    var drives: Bool?

    var day: Day { at.paris.day }

    /// Half the circumference of the Earth: no reach is longer.
    static let radiusKmMax = 20_016.0

    /// Reads `request_id,ts,lat,lon,radius_km`, or the columns of a list of events
    /// (`event_id,ts,prescriber_id,lat,lon,max_km,roulant`).
    ///
    /// - Throws: a refusal that names the line.
    static func list(_ bytes: [UInt8]) throws(Failure) -> [Demand] {
        let records = try CSVReader.records(bytes)
        guard let header = records.first else { throw Failure(.refused, "the file is empty") }
        let columns = NamedColumns(header.cells)
        let id = try columns.required("request id", "event id")
        let ts = try columns.required("ts")
        let place = (try columns.required("lat"), try columns.required("lon"))
        let radius = try columns.required("radius km", "max km")
        let prescriber = columns.index("prescriber id")
        let drives = columns.index("drives", "roulant")
        var demands: [Demand] = []
        demands.reserveCapacity(records.count)
        for record in records.dropFirst() {
            var demand = try Demand(record, id: id, ts: ts, place: place, radius: radius)
            if let prescriber { demand.prescriber = try record.cell(prescriber).nonEmpty }
            if let drives { demand.drives = try record.cell(drives).nonEmpty.map { $0 != "0" } }
            if let last = demands.last, demand.at < last.at {
                throw Failure(
                    .refused, "line \(record.line): its time is before that of the line before",
                    advice: "sort the file by ts")
            }
            demands.append(demand)
        }
        return demands
    }

    private init(
        _ record: CSVRecord, id: Int, ts: Int, place: (Int, Int), radius: Int
    ) throws(Failure) {
        requestID = try record.cell(id)
        guard (1...48).contains(requestID.utf8.count),
            requestID.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else {
            throw Failure(
                .refused, "line \(record.line): an id is 1 to 48 ASCII characters, no spaces")
        }
        guard let at = Instant(iso8601: try record.cell(ts)) else {
            throw Failure(
                .refused, "line \(record.line): ts is a time, as 2025-01-02T08:03:33")
        }
        self.at = at
        let latitude = try record.number(place.0, in: -90...90, "lat")
        let longitude = try record.number(place.1, in: -180...180, "lon")
        guard let position = try? Coordinate(latitude: latitude, longitude: longitude) else {
            throw Failure(.refused, "line \(record.line): lat and lon are no position")
        }
        self.position = position
        positionText = "\(try record.cell(place.0)),\(try record.cell(place.1))"
        radiusKm = try record.number(radius, in: 0...Self.radiusKmMax, "the radius")
    }
}

extension String {
    var nonEmpty: String? { isEmpty ? nil : self }
}
