import GarageNetwork
import Geometry

extension Garage {
    typealias Columns = (
        Int64, String, String, Double, Double, String, String, String, Bool, Bool, [String],
        [String], Int32?, Int32?, Int32?, Int32, Int32, Int32, String, Day?, String, Day?, Int64,
        [Day], [Day], Day?, Day?, [Day], [Day], Day?, [String], [String], [Day], [Day], [Int64]
    )

    init(_ row: Columns, of statement: String) throws(StoreError) {
        guard let id = GarageID(row.1) else { throw StoreError(unreadable: statement, column: 1) }
        guard let target = TargetBand(min: Int(row.15), max: Int(row.16)) else {
            throw StoreError(unreadable: statement, column: 15)
        }
        let status: Status =
            switch row.18 {
            case "active": .active
            case "paused": .paused(until: row.19, reason: row.20)
            default: .left
            }
        let takes = AcceptedWork(
            light: row.8, heavy: row.9, lightBrands: Set(row.10.compactMap { Brand($0) }),
            heavyBrands: Set(row.11.compactMap { Brand($0) }), ageYearsMax: row.12.map(Int.init),
            odometerKmMax: row.13.map(Int.init), fiscalPowerMax: row.14.map(Int.init))
        self.init(
            number: row.0, id: id, name: row.2,
            position: try Coordinate(stored: row.3, row.4, column: 3, of: statement),
            town: row.5, postcode: row.6, phone: row.7, takes: takes, target: target,
            monthlyCap: Int(row.17), status: status,
            closures: zip(row.23, row.24).compactMap { ClosedPeriod(first: $0, last: $1) },
            checkedOn: row.21, joinedOn: row.25, awaySince: row.26,
            absences: zip(row.27, row.28).compactMap { ClosedPeriod(first: $0, last: $1) },
            muteSince: row.29, lessons: Self.lessons(row), revision: row.22)
    }

    private static func lessons(_ row: Columns) -> [Lesson] {
        zip(zip(row.30, row.31), zip(zip(row.32, row.33), row.34)).compactMap { what, rest in
            Lesson.Kind(rawValue: what.0).map {
                Lesson(
                    kind: $0, brand: Brand(what.1), learntOn: rest.0.0, until: rest.0.1,
                    declines: Int(rest.1))
            }
        }
    }
}

extension Garage.Status {
    /// The word in the database.
    var stored: String {
        switch self {
        case .active: "active"
        case .paused: "paused"
        case .left: "left"
        }
    }

    var pausedUntil: Day? {
        if case .paused(let until, _) = self { until } else { nil }
    }

    var pauseReason: String {
        if case .paused(_, let reason) = self { reason } else { "" }
    }
}
