import GarageNetwork
import Geometry
import Glibc
import Matching

/// A network, its closures and a period of demand: from a folder of three files, or from a daemon.
struct Scenario {
    let garages: [Garage]
    /// In the order of time.
    let requests: [Simulation.Request]
    /// What each request is called where the decisions are written.
    let ids: [String]
    /// Where each person was really sent, when that is known; nil for nowhere.
    let taken: [GarageID?]?

    /// Reads `garages.csv`, `closures.csv` (which may be missing) and `demand.csv` of a folder.
    init(folder: String) throws(Failure) {
        let hasClosures = access(folder + "/closures.csv", F_OK) == 0
        let closures = hasClosures ? try Self.reading(folder, "closures.csv") : nil
        try self.init(
            garages: try Self.reading(folder, "garages.csv"), closures: closures,
            demand: try Self.reading(folder, "demand.csv"))
    }

    init(garages: [UInt8], closures: [UInt8]?, demand: [UInt8]) throws(Failure) {
        let periods = try closures.map { bytes throws(Failure) in try Self.periods(bytes) } ?? [:]
        let demands = try Demand.list(demand)
        try self.init(
            garages: try Self.garages(garages, periods),
            requests: demands.map {
                Simulation.Request(day: $0.day, position: $0.position, radiusKm: $0.radiusKm)
            }, ids: demands.map(\.requestID))
    }

    init(
        garages: [Garage], requests: [Simulation.Request], ids: [String],
        taken: [GarageID?]? = nil
    ) throws(Failure) {
        guard !garages.isEmpty, !requests.isEmpty else {
            throw Failure(.refused, "the scenario has no garage or no request")
        }
        self.garages = garages
        self.requests = requests
        self.ids = ids
        self.taken = taken
    }

    /// This network with so many per cent of the demand: some requests are made twice, or not at
    /// all, drawn by `seed`.
    ///
    /// The second time a request is made its id ends in `+1`, the third in `+2`.
    func scaled(toPercent percent: Int, seed: UInt64) throws(Failure) -> Scenario {
        let copies = DemandScale(percent: percent, seed: seed).copies(of: requests.count)
        let order = copies.enumerated().flatMap { index, copies in
            (0..<copies).map { (index, $0) }
        }
        return try Scenario(
            garages: garages, requests: order.map { requests[$0.0] },
            ids: order.map { index, copy in copy == 0 ? ids[index] : "\(ids[index])+\(copy)" })
    }

    private static func reading(_ folder: String, _ name: String) throws(Failure) -> [UInt8] {
        do throws(Failure) {
            return try FileText.read("\(folder)/\(name)")
        } catch {
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
