import GarageNetwork
import Geometry

/// Reads the requests of a file one after the other.
///
/// Its columns are `request_id,ts,lat,lon,radius_km`, or those of a list of events
/// (`event_id,ts,prescriber_id,lat,lon,max_km,roulant`).
struct DemandReader {
    private var records: CSVStream
    private let id, ts, latitude, longitude, radius: Int
    private let prescriber, drives: Int?
    private var last: Instant?

    /// Reads the header.
    init(_ records: CSVStream) throws(Failure) {
        self.records = records
        guard let header = try self.records.next() else {
            throw Failure(.refused, "the file is empty")
        }
        let columns = NamedColumns(header.cells)
        id = try columns.required("request id", "event id")
        ts = try columns.required("ts")
        latitude = try columns.required("lat")
        longitude = try columns.required("lon")
        radius = try columns.required("radius km", "max km")
        prescriber = columns.index("prescriber id")
        drives = columns.index("drives", "roulant")
    }

    /// The next request, or nil at the end.
    ///
    /// - Throws: a refusal that names the line.
    mutating func next() throws(Failure) -> Demand? {
        guard let record = try records.next() else { return nil }
        let demand = try demand(record)
        if let last, demand.at < last {
            throw Failure(
                .refused, "line \(record.line): its time is before that of the line before",
                advice: "sort the file by ts")
        }
        last = demand.at
        return demand
    }

    private func demand(_ record: CSVRecord) throws(Failure) -> Demand {
        let requestID = try record.cell(id)
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
        let north = try record.number(latitude, in: -90...90, "lat")
        let east = try record.number(longitude, in: -180...180, "lon")
        guard let position = try? Coordinate(latitude: north, longitude: east) else {
            throw Failure(.refused, "line \(record.line): lat and lon are no position")
        }
        var demand = Demand(
            requestID: requestID, at: at, position: position,
            latitudeText: try record.cell(latitude), longitudeText: try record.cell(longitude),
            radiusKm: try record.number(radius, in: 0...Demand.radiusKmMax, "the radius"))
        if let prescriber { demand.prescriber = try record.cell(prescriber).nonEmpty }
        if let drives { demand.drives = try record.cell(drives).nonEmpty.map { $0 != "0" } }
        return demand
    }
}
