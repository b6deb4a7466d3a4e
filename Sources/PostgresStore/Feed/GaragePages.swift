import CPostgres
import GarageNetwork
import Geometry
import SQL

/// Reads the whole network page by page, packing each while the server prepares the next.
///
/// No row becomes a ``Garage`` and no text a `String`: a million garages would be gigabytes of
/// them, for seconds. Only a garage of which something is unusual is read whole.
enum GaragePages {
    static let page = Statement(
        SQL.garagesPage, takes: (Int64.self, Int32.self),
        returns: (
            Int64.self, String.self, String.self, Double.self, Double.self, String.self,
            String.self, String.self, Int32.self, Int32.self, Int32.self, Day?.self, Day?.self,
            Int64.self, Bool.self
        ))
    static let rare = Statement(SQL.garagesRare, takes: (), returns: (Int64.self))

    /// Rows of one page: some milliseconds of work for either side, three megabytes.
    static let rows: Int32 = 16_384

    /// All garages in the order of their numbers; `count` is how many are expected.
    static func all(
        expecting count: Int, rows limit: Int32 = rows, on connection: PostgresConnection
    ) throws(StoreError) -> Garages {
        let deadline = PostgresConnection.bulkDeadlineMilliseconds
        let numbers: [Int64] = try connection.run(rare, deadlineMilliseconds: deadline)
        let rare = Set(numbers)
        var builder = GaragesBuilder(capacity: count)
        var terms = TermsPlace()
        var after = Int64.min
        try connection.send(page, after, limit)
        while true {
            let page = GaragePage(
                try connection.receive(Self.page.declaration.name, deadlineMilliseconds: deadline))
            guard page.count > 0 else { return builder.finish() }
            after = page.number(page.count - 1)
            let unusual = (0..<page.count).filter {
                !page.isUsual($0) || rare.contains(page.number($0))
            }
            var whole: [Int64: Garage] = [:]
            if !unusual.isEmpty {
                for garage in try NetworkReads.garages(unusual.map(page.number), on: connection) {
                    whole[garage.number] = garage
                }
            }
            let isLast = page.count < Int(limit)
            if !isLast { try connection.send(Self.page, after, limit) }
            for row in 0..<page.count {
                if let garage = whole[page.number(row)] {
                    builder.append(garage)
                } else {
                    try page.append(row, to: &builder, &terms)
                }
            }
            if isLast { return builder.finish() }
        }
    }
}

/// The place of the latest terms in a builder: garages come in runs that have the same.
struct TermsPlace {
    private var latest: (low: Int32, high: Int32, cap: Int32, place: UInt32)?

    /// The place of terms of a garage that takes everything; nil when they are no band.
    mutating func find(
        low: Int32, high: Int32, cap: Int32, in builder: inout GaragesBuilder
    ) -> UInt32? {
        if let latest, latest.low == low, latest.high == high, latest.cap == cap {
            return latest.place
        }
        guard let target = TargetBand(min: Int(low), max: Int(high)) else { return nil }
        let place = builder.place(
            of: GarageTerms(takes: AcceptedWork(), target: target, monthlyCap: Int(cap)))
        latest = (low, high, cap, place)
        return place
    }
}

/// One page as the server sent it; its types were checked when the statement was prepared.
private struct GaragePage {
    private let result: QueryResult
    let count: Int

    init(_ result: QueryResult) {
        self.result = result
        count = Int(PQntuples(result.handle))
    }

    func number(_ row: Int) -> Int64 { Int64(bigEndian: load(row, 0)) }
    func isUsual(_ row: Int) -> Bool { (load(row, 14) as UInt8) != 0 }

    /// Packs a garage of which nothing is unusual.
    func append(
        _ row: Int, to builder: inout GaragesBuilder, _ terms: inout TermsPlace
    ) throws(StoreError) {
        let id = field(row, 1)
        guard GarageID.isAllowed(id) else { throw unreadable(1) }
        let place = terms.find(
            low: int32(row, 8), high: int32(row, 9), cap: int32(row, 10), in: &builder)
        guard let place else { throw unreadable(8) }
        guard let checkedOn = Day?.decode(optional(row, 11)),
            let joinedOn = Day?.decode(optional(row, 12))
        else { throw unreadable(11) }
        builder.append(
            number: number(row),
            position: try Coordinate(
                stored: double(row, 3), double(row, 4), column: 3,
                of: GaragePages.page.declaration.name),
            terms: place, revision: Int64(bigEndian: load(row, 13)), checkedOn: checkedOn,
            joinedOn: joinedOn,
            texts: (id, field(row, 2), field(row, 5), field(row, 6), field(row, 7)))
    }

    private func field(_ row: Int, _ column: Int32) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: PQgetvalue(result.handle, Int32(row), column),
            count: Int(PQgetlength(result.handle, Int32(row), column)))
    }

    private func optional(_ row: Int, _ column: Int32) -> UnsafeRawBufferPointer? {
        PQgetisnull(result.handle, Int32(row), column) == 1 ? nil : field(row, column)
    }

    private func load<Value: BitwiseCopyable>(_ row: Int, _ column: Int32) -> Value {
        field(row, column).loadUnaligned(as: Value.self)
    }

    private func int32(_ row: Int, _ column: Int32) -> Int32 {
        Int32(bigEndian: load(row, column))
    }

    private func double(_ row: Int, _ column: Int32) -> Double {
        Double(bitPattern: UInt64(bigEndian: load(row, column)))
    }

    private func unreadable(_ column: Int) -> StoreError {
        StoreError(unreadable: GaragePages.page.declaration.name, column: column)
    }
}
