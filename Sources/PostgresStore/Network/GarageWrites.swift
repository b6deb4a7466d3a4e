import GarageNetwork
import Geometry
import SQL

/// Writes of garages and their closures.
enum GarageWrites {
    static let put = Statement(
        SQL.garagePut,
        takes: (
            [String].self, [String].self, [Double].self, [Double].self, [String].self,
            [String].self, [String].self, [Bool].self, [Bool].self, [String].self, [String].self,
            [Int32?].self, [Int32?].self, [Int32?].self, [Int32].self, [Int32].self, [Int32].self,
            [String].self, [Day?].self, [String].self, [Day?].self, Bool.self
        ), returns: (Int64.self, String.self))
    static let dropClosures = Statement(
        SQL.closuresDrop, takes: ([String].self, [String].self, [Day].self, [Day].self),
        returns: ())
    static let addClosures = Statement(
        SQL.closuresAdd, takes: ([String].self, [Day].self, [Day].self), returns: ())
    static let revisions = Statement(
        SQL.garageRevisions, takes: ([String].self),
        returns: (Int64.self, String.self, Int64.self))

    static let forgetLessons = Statement(
        SQL.lessonsForget, takes: (Int64.self), returns: ())
    static let clock = Statement(
        SQL.clockSet, takes: (String.self), returns: (String?.self))

    private static let deadline = PostgresConnection.bulkDeadlineMilliseconds

    /// Adds a garage; nil when the id is taken.
    static func add(
        _ garage: Garage, today: Day?, on connection: PostgresConnection
    ) throws(StoreError) -> Garage? {
        try connection.bulk { () throws(StoreError) in
            try setClock(today, on: connection)
            guard let (number, _) = try write([garage], updating: false, on: connection).first
            else { return nil }
            try writeClosures(of: [garage], on: connection)
            return try NetworkReads.garages([number], on: connection).first
        }
    }

    /// Writes a garage whose row is still the one that was read; nil when it is not.
    static func update(
        _ garage: Garage, today: Day?, on connection: PostgresConnection
    ) throws(StoreError) -> Garage? {
        try connection.bulk { () throws(StoreError) in
            try setClock(today, on: connection)
            guard let (number, _, revision) = try connection.run(revisions, [garage.id.text]).first,
                number == garage.number, revision == garage.revision
            else { return nil }
            _ = try write([garage], updating: true, on: connection)
            try writeClosures(of: [garage], on: connection)
            if garage.lessons.isEmpty { _ = try connection.run(forgetLessons, number) }
            return try NetworkReads.garages([number], on: connection).first
        }
    }

    /// Adds or updates garages; the last of two with one id wins.
    static func put(
        _ garages: [Garage], today: Day?, on connection: PostgresConnection
    ) throws(StoreError) -> PutSummary {
        let distinct = Dictionary(garages.map { ($0.id, $0) }) { _, later in later }
        let garages = distinct.values.sorted { $0.id < $1.id }
        let ids = garages.map(\.id.text)
        return try connection.bulk { () throws(StoreError) in
            try setClock(today, on: connection)
            let before = try currentRevisions(ids, on: connection)
            _ = try write(garages, updating: true, on: connection)
            try writeClosures(of: garages, on: connection)
            let after = try currentRevisions(ids, on: connection)
            let added = after.count - before.count
            let unchanged = before.count { after[$0.key] == $0.value }
            return PutSummary(
                added: added, changed: before.count - unchanged, unchanged: unchanged)
        }
    }

    /// The day that a garage joins on, pauses or comes back, where the daemon's clock was set.
    private static func setClock(
        _ today: Day?, on connection: PostgresConnection
    ) throws(StoreError) {
        guard let today else { return }
        _ = try connection.run(clock, today.description)
    }

    private static func currentRevisions(
        _ ids: [String], on connection: PostgresConnection
    ) throws(StoreError) -> [String: Int64] {
        let rows = try connection.run(revisions, ids, deadlineMilliseconds: deadline)
        return Dictionary(rows.map { ($0.1, $0.2) }) { first, _ in first }
    }

    private static func write(
        _ garages: [Garage], updating: Bool, on connection: PostgresConnection
    ) throws(StoreError) -> [(Int64, String)] {
        let takes = garages.map(\.takes)
        func lines(_ brands: Set<Brand>) -> String {
            brands.sorted().map(\.folded).joined(separator: "\n")
        }
        return try connection.run(
            put, garages.map(\.id.text), garages.map(\.name), garages.map(\.position.latitude),
            garages.map(\.position.longitude), garages.map(\.town), garages.map(\.postcode),
            garages.map(\.phone), takes.map(\.light), takes.map(\.heavy),
            takes.map { lines($0.lightBrands) }, takes.map { lines($0.heavyBrands) },
            takes.map { $0.ageYearsMax.map(Int32.init) },
            takes.map { $0.odometerKmMax.map(Int32.init) },
            takes.map { $0.fiscalPowerMax.map(Int32.init) }, garages.map { Int32($0.target.min) },
            garages.map { Int32($0.target.max) }, garages.map { Int32($0.monthlyCap) },
            garages.map(\.status.stored), garages.map(\.status.pausedUntil),
            garages.map(\.status.pauseReason), garages.map(\.checkedOn), updating,
            deadlineMilliseconds: deadline)
    }

    private static func writeClosures(
        of garages: [Garage], on connection: PostgresConnection
    ) throws(StoreError) {
        let closures = garages.flatMap { garage in garage.closures.map { (garage.id.text, $0) } }
        let ids = closures.map(\.0)
        let first = closures.map(\.1.first)
        let last = closures.map(\.1.last)
        _ = try connection.run(
            dropClosures, garages.map(\.id.text), ids, first, last, deadlineMilliseconds: deadline)
        if !closures.isEmpty {
            _ = try connection.run(addClosures, ids, first, last, deadlineMilliseconds: deadline)
        }
    }
}
