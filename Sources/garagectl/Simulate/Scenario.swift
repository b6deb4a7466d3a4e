import GarageNetwork
import Geometry
import Glibc

/// A network, its closures and a period of demand: from a folder of three files, or from a daemon.
struct Scenario {
    let garages: [Garage]
    let demand: ScenarioDemand
    /// Where each person was really sent, when that is known; nil for nowhere.
    let taken: [GarageID?]?

    /// Reads `garages.csv`, `closures.csv` (which may be missing) and `demand.csv` of a folder.
    init(folder: String) throws(Failure) {
        let hasClosures = access(folder + "/closures.csv", F_OK) == 0
        let garages = try Self.reading(folder, "garages.csv", FileText.read)
        let closures =
            hasClosures ? try Self.reading(folder, "closures.csv", FileText.read) : nil
        try self.init(
            garages: garages, closures: closures,
            demand: try Self.reading(folder, "demand.csv", ScenarioDemand.init(file:)))
    }

    init(garages: [UInt8], closures: [UInt8]?, demand: ScenarioDemand) throws(Failure) {
        let periods = try closures.map { bytes throws(Failure) in try Self.periods(bytes) } ?? [:]
        try self.init(garages: try Self.garages(garages, periods), demand: demand)
    }

    init(
        garages: [Garage], demand: ScenarioDemand, taken: [GarageID?]? = nil
    ) throws(Failure) {
        guard !garages.isEmpty else {
            throw Failure(.refused, "the scenario has no garage or no request")
        }
        self.garages = garages
        self.demand = demand
        self.taken = taken
    }

    /// This network with more or less of the demand.
    func scaled(by scale: DemandScale) throws(Failure) -> Scenario {
        try Scenario(garages: garages, demand: demand.scaled(by: scale))
    }

    /// Reads a file of the folder; one that is not there is told with what a scenario is.
    private static func reading<Content>(
        _ folder: String, _ name: String, _ read: (String) throws(Failure) -> Content
    ) throws(Failure) -> Content {
        do throws(Failure) {
            return try read("\(folder)/\(name)")
        } catch  where error.status == .usage {
            throw Failure(
                error.status, error.sentence,
                advice: "a scenario is a folder with garages.csv, closures.csv and demand.csv")
        }
    }

    /// Reads `garage_id,name,lat,lon,lo,hi`; without the last two the band is the usual one.
    private static func garages(
        _ bytes: [UInt8], _ closures: [GarageID: [ClosedPeriod]]
    ) throws(Failure) -> [Garage] {
        let records = try CSVReader.records(bytes)
        let columns = NamedColumns(records.first?.cells ?? [])
        let (id, name) = (try columns.required("garage id"), try columns.required("name"))
        let (lat, lon) = (try columns.required("lat"), try columns.required("lon"))
        let low = columns.index("lo", "cible min")
        let high = columns.index("hi", "cible max")
        return try zip(1..., records.dropFirst()).map { number, record throws(Failure) in
            let latitude = try record.number(lat, in: -90...90, "lat")
            let longitude = try record.number(lon, in: -180...180, "lon")
            guard let garageID = GarageID(try record.cell(id)),
                let position = try? Coordinate(latitude: latitude, longitude: longitude)
            else { throw Failure(.refused, "line \(record.line): this is no garage") }
            var target = TargetBand.standard
            if let low, let high {
                let min = Int(try record.number(low, in: 0...1_000, "lo"))
                let max = Int(try record.number(high, in: 0...1_000, "hi"))
                guard let band = TargetBand(min: min, max: max) else {
                    throw Failure(.refused, "line \(record.line): lo is at most hi")
                }
                target = band
            }
            return Garage(
                number: Int64(number), id: garageID, name: try record.cell(name),
                position: position, target: target, closures: closures[garageID] ?? [])
        }
    }

    /// Reads `garage_id,from,to_inclusive`.
    private static func periods(_ bytes: [UInt8]) throws(Failure) -> [GarageID: [ClosedPeriod]] {
        let records = try CSVReader.records(bytes)
        guard let header = records.first else { return [:] }
        let columns = NamedColumns(header.cells)
        let id = try columns.required("garage id")
        let ends = (try columns.required("from"), try columns.required("to inclusive", "to"))
        var periods: [GarageID: [ClosedPeriod]] = [:]
        for record in records.dropFirst() {
            guard let garage = GarageID(try record.cell(id)),
                let first = Day(try record.cell(ends.0)), let last = Day(try record.cell(ends.1)),
                let period = ClosedPeriod(first: first, last: last)
            else {
                throw Failure(.refused, "closures.csv line \(record.line): these are no days")
            }
            periods[garage, default: []].append(period)
        }
        return periods
    }
}
