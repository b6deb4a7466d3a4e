import Geometry
import LineProtocol
import Matching

/// What is measured; to add a benchmark, add it to `all`.
enum Catalogue {
    static let all: [Benchmark] =
        [300, 30_000, 1_000_000].map(nearest) + [price, parsing, encoding]

    /// The five nearest of so many garages within 20 km, scattered over a country of a thousand
    /// kilometres, at a thousand different places.
    private static func nearest(among count: Int) -> Benchmark {
        var numbers = SplitMix64(seed: 31)
        let grid = Grid(numbers.places(count))
        let origins = numbers.places(1000)
        return Benchmark(name: "five nearest of \(count)") { repetitions in
            var found = 0
            for index in 0..<repetitions {
                found &+=
                    grid.nearest(
                        to: origins[index % origins.count], within: .kilometres(20), limit: 5
                    ) { _ in true }.count
            }
            return found
        }
    }

    /// The month-end price of one garage, as it is worked out again when its count changes.
    private static let price = Benchmark(name: "month-end price") { repetitions in
        var sum = 0.0
        for index in 0..<repetitions {
            let forecast = Forecast(shape: 6, mean: Double(index % 12))
            sum += MonthEndPrice(count: index % 14, low: 5, high: 10, forecast: forecast).km
        }
        return Int(sum)
    }

    /// Reading a request of ordinary length.
    private static let parsing = Benchmark(name: "request read") { repetitions in
        let line = Array("@42 MATCH at=47.08,2.40 within=30km mode=car work=light limit=5".utf8)
        var arguments = 0
        for _ in 0..<repetitions {
            let request = line.withUnsafeBytes { try? Request(parsing: $0) }
            arguments &+= request?.arguments.count ?? 0
        }
        return arguments
    }

    /// Writing a reply of five rows.
    private static let encoding = Benchmark(name: "reply of five rows written") { repetitions in
        let row: Reply.Row = [
            Field("rank", .whole(1)), Field("garage", .text("G017")),
            Field("name", .text("Garage solidaire de l'Abbé")),
            Field("km", .decimal(12.34, places: 2)), Field("minutes", .whole(19)),
            Field("price_km", .decimal(-6.2, places: 1)),
        ]
        let reply = Reply(
            rows: Array(repeating: row, count: 5), summary: [Field("rows", .whole(5))])
        var bytes: [UInt8] = []
        var written = 0
        for _ in 0..<repetitions {
            bytes.removeAll(keepingCapacity: true)
            ReplyEncoder(tag: "42").append(reply, to: &bytes)
            written &+= bytes.count
        }
        return written
    }
}

/// The generator of Steele, Lea and Flood (2014): small, and the same everywhere for one seed.
private struct SplitMix64 {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// Places in a square of about a thousand kilometres around the middle of France.
    mutating func places(_ count: Int) -> [Coordinate] {
        (0..<count).compactMap { _ in
            try? Coordinate(latitude: 42.5 + 9 * next(), longitude: -3.5 + 12 * next())
        }
    }

    /// From 0 up to 1.
    private mutating func next() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        bits ^= bits >> 31
        return Double(bits >> 11) * 0x1p-53
    }
}
