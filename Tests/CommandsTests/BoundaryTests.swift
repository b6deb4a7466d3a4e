import Commands
import GarageNetwork
import LineProtocol
import Testing

/// The first value inside of each key's range, and the first outside.
@Suite struct BoundaryTests {
    struct Edge: Sendable, CustomTestStringConvertible {
        let key: String
        let inside: [String]
        let outside: [String]
        let name: RequestError.Name
        /// The request that the key is added to.
        let line: String
        var testDescription: String { "\(line) \(key)" }
        init(
            _ line: String, _ key: String, inside: [String], outside: [String],
            _ name: RequestError.Name = .range
        ) {
            (self.line, self.key, self.name) = (line, key, name)
            (self.inside, self.outside) = (inside, outside)
        }
    }

    static let person = "BENEFICIARY-ADD at=50.43,2.83 key=k"
    static let garage = "GARAGE-SET garage=G001"
    static let match = "MATCH at=50.4322,2.8330"
    static let step = "STEP referral=2345678W key=k step=received"
    private static let long = String(repeating: "é", count: Line.lengthMax)
    private static let forty = String(repeating: "a", count: 40)
    private static let longID = String(repeating: "G", count: GarageID.lengthMax)
    private static let longKey = String(repeating: "k", count: RequestKey.lengthMax)

    static let people: [Edge] = [
        Edge(person, "year", inside: ["1900", "2100"], outside: ["1899", "2101"]),
        Edge(person, "odometer_km", inside: ["0", "2000000"], outside: ["-1", "2000001"]),
        Edge(person, "fiscal_cv", inside: ["1", "100"], outside: ["0", "101"]),
        Edge(person, "max_km", inside: ["0", "1000"], outside: ["-0.1", "1000.1"]),
        Edge(person, "max_minutes", inside: ["0", "600"], outside: ["-0.1", "600.1"]),
        Edge(match, "brand", inside: ["a", forty], outside: ["-", forty + "a"], .syntax),
        Edge(person, "drives", inside: ["yes", "no"], outside: ["true", "oui"]),
        Edge(
            person, "mode", inside: ["car", "transit", "bike", "walk", "tow"],
            outside: ["boat", "Car"]),
        Edge(
            "BENEFICIARY-ADD at=50.43,2.83", "key", inside: ["k", longKey],
            outside: [longKey + "k", "\"a b\"", "é"]),
        Edge(
            match, "within", inside: ["0km", "50km", "600min", "0m", "50000m"],
            outside: ["50.1km", "601min", "-1km", "50001m"]),
        Edge(match, "limit", inside: ["1", "1000"], outside: ["0", "1001", "-1"]),
        Edge(match, "work", inside: ["light", "heavy"], outside: ["both", "all"]),
        Edge(match, "lang", inside: ["fr", "en"], outside: ["de", "FR"]),
        Edge(match, "fmt", inside: ["json", "text", "tsv"], outside: ["xml", "csv"]),
        Edge("PLACE query=le", "limit", inside: ["1", "1000"], outside: ["0", "1001"]),
        Edge(step, "amount_cents", inside: ["0", "100000000"], outside: ["-1", "100000001"]),
        Edge(step, "score", inside: ["1", "5"], outside: ["0", "6"]),
    ]

    static let garages: [Edge] = [
        Edge(garage, "cap", inside: ["0", "1000"], outside: ["-1", "1001"]),
        Edge(garage, "age_years_max", inside: ["0", "100"], outside: ["-1", "101"]),
        Edge(
            garage, "odometer_km_max", inside: ["0", "2000000"], outside: ["-1", "2000001"]),
        Edge(garage, "fiscal_cv_max", inside: ["1", "100"], outside: ["0", "101"]),
        Edge(garage, "band", inside: ["0-0", "0-1000", "7-7"], outside: ["0-1001", "7-6"]),
        Edge(
            garage, "phone", inside: ["1234", "123456789012345", "+3312"],
            outside: ["123", "1234567890123456", "+123", "12a4"], .syntax),
        Edge(garage, "town", inside: ["a", long], outside: [long + "é"]),
        Edge(
            garage, "work", inside: ["light", "both", "light|heavy"], outside: ["none", "light|"]),
        Edge(garage, "status", inside: ["active", "left"], outside: ["paused"]),
        Edge(
            garage, "brands",
            inside: ["a", Array(repeating: "a", count: 40).joined(separator: ",")],
            outside: [
                Array(repeating: "a", count: 41).joined(separator: ","), "a,,b", "a,", "*,a",
            ], .syntax),
        Edge(
            garage, "checked", inside: ["2024-02-29"], outside: ["2026-02-29", "2026-2-1"],
            .syntax),
        Edge(
            garage, "closed", inside: ["2026-12-24..2026-12-24"],
            outside: ["2026-12-24..2026-12-23"]),
        Edge(
            "GARAGE-ADD at=50.43,2.83 name=Neuf", "garage", inside: ["G", longID, "a-b_c.d:e"],
            outside: [longID + "G", "\"a b\"", "é", "a/b"], .syntax),
        Edge("TOKEN-ADD role=monitor", "days", inside: ["1", "3650"], outside: ["0", "3651"]),
        Edge(
            "TOKEN-ADD", "role", inside: ["prescriber", "manager", "monitor", "admin"],
            outside: ["root"]),
        Edge("HELLO", "proto", inside: ["1"], outside: ["0", "2", "100"]),
    ]

    static let reports: [Edge] = [
        Edge("DEMAND", "limit", inside: ["1", "1000"], outside: ["0", "1001"]),
        Edge("UNPLACED", "limit", inside: ["1", "1000"], outside: ["0", "1001"]),
        Edge("UNPLACED", "after", inside: ["1", "9223372036854775807"], outside: ["0", "-1"]),
        Edge("REFERRALS", "before", inside: ["1", "9223372036854775807"], outside: ["0"]),
        Edge("COVERAGE", "limit", inside: ["1", "1000"], outside: ["0", "1001"]),
        Edge(
            "COVERAGE by=place", "within", inside: ["0km", "20038km"],
            outside: ["20039km", "9min"]),
        Edge("RECRUIT", "garages", inside: ["1", "200"], outside: ["0", "201"]),
        Edge("RECRUIT", "prescribers", inside: ["1", "200"], outside: ["0", "201"]),
        Edge("RECRUIT prescribers=1", "yield", inside: ["1", "1000"], outside: ["0", "1001"]),
        Edge("WHATIF leave=G001", "months", inside: ["1", "24"], outside: ["0", "25"]),
        Edge("WHATIF leave=G001", "limit", inside: ["1", "1000"], outside: ["0", "1001"]),
        Edge("WHATIF", "demand_percent", inside: ["1", "500"], outside: ["0", "501"]),
        Edge(
            "WHATIF garage=G001 max=1000", "min", inside: ["0", "1000"], outside: ["-1", "1001"]),
        Edge("WHATIF garage=G001 min=0", "max", inside: ["0", "1000"], outside: ["-1", "1001"]),
        Edge(
            "DEMAND to=2026-01-01", "from", inside: ["2023-01-02", "2026-01-01"],
            outside: ["2023-01-01", "2026-01-02"]),
        Edge(
            "LOAD", "month", inside: ["2026-01", "2026-12"], outside: ["2026-13", "2026-1"], .syntax
        ),
        Edge("LOAD", "limit", inside: ["1", "1000"], outside: ["0", "1001"]),
        Edge("FORECAST", "month", inside: ["2025-01", "2027-11"], outside: ["2027-12"]),
    ]

    @Test("each edge is where it is said to be", arguments: people + garages + reports)
    func edges(edge: Edge) async {
        for value in edge.inside {
            let answer = await Self.ask("\(edge.line) \(edge.key)=\(value)")
            #expect(answer.refusal == nil, "\(edge.key)=\(value): \(answer.error?.message ?? "")")
        }
        for value in edge.outside {
            let answer = await Self.ask("\(edge.line) \(edge.key)=\(value)")
            #expect(answer.refusal == edge.name, "\(edge.key)=\(value)")
            #expect(
                answer.error.map { $0.message.contains(edge.key) } == true,
                "\(answer.error?.message ?? "") does not name its key")
        }
    }

    @Test(
        "what is no whole number is told apart from what is out of range",
        arguments: ["1.5", "1e3", "+5", "x", "0x10", "9223372036854775808", "１"])
    func notWhole(text: String) async {
        for line in ["MATCH at=50.43,2.83 limit=", "\(Self.garage) cap=", "DEMAND after="] {
            #expect(await Self.ask(line + text).refusal == .number, "\(line)\(text)")
        }
    }

    /// Each in a world of its own, where everything that is asked about is there.
    private static func ask(_ line: String) async -> Result<Reply, RequestError> {
        let book = LedgerBook.withReferral()
        book.change { $0.past = PastArchive.halfYear }
        return await Rehearsal(book: book).ask(line)
    }
}
