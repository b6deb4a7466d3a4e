import Geometry

/// How one garage's month stands: a row of LOAD, and where the garage is when that was asked for.
struct GarageLoad: Equatable {
    let id: String
    let name: String
    let committed: Int
    let min: Int
    let max: Int
    /// How many people its month will probably end with.
    let forecast: Double
    /// The likelier of ending below the band and ending above it, 0 to 1.
    let risk: Double
    /// The daemon's word for where it is heading.
    let verdict: String
    var place: Coordinate?
    var town = ""
    var isPaused = false

    /// Reads a row of LOAD; nil when it has no id or no counts.
    init?(_ row: [JSONMember]) {
        guard let id = row.textNamed("garage"), let committed = row.numberNamed("committed"),
            let min = row.numberNamed("min"), let max = row.numberNamed("max")
        else { return nil }
        self.id = id.printable
        self.name = row.textNamed("name")?.printable ?? ""
        self.committed = Self.count(committed)
        self.min = Self.count(min)
        self.max = Swift.max(Self.count(min), Self.count(max))
        forecast = Swift.max(0, row.numberNamed("forecast") ?? committed)
        risk = Swift.max(row.numberNamed("p_below") ?? 0, row.numberNamed("p_above") ?? 0)
        verdict = row.textNamed("verdict")?.printable ?? ""
    }

    /// A count that a picture can be drawn of, whatever was sent.
    private static func count(_ number: Double) -> Int {
        Int(Swift.min(Swift.max(number, 0), 1_000_000))
    }

    /// Takes over what a row of GARAGES knows.
    mutating func locate(_ row: [JSONMember]) {
        if let latitude = row.numberNamed("lat"), let longitude = row.numberNamed("lon") {
            place = try? Coordinate(latitude: latitude, longitude: longitude)
        }
        town = row.textNamed("town")?.printable ?? ""
        isPaused = row.textNamed("status") == "paused"
    }

    /// How far the month will probably end outside the band, in people.
    private var gap: Double {
        Swift.max(Double(min) - forecast, forecast - Double(max), 0)
    }

    /// What needs somebody first comes first: by verdict, then by risk, then by how many people.
    static func worstFirst(_ a: GarageLoad, _ b: GarageLoad) -> Bool {
        if a.urgency != b.urgency { return a.urgency < b.urgency }
        if a.risk != b.risk { return a.risk > b.risk }
        if a.gap != b.gap { return a.gap > b.gap }
        return a.id < b.id
    }

    private var urgency: Int {
        switch verdict {
        case "starving", "overloaded": 0
        case "low", "high": 1
        case "out-of-scope": 3
        default: 2
        }
    }
}

/// Where a garage's count stands against its band of the month.
enum Standing: CaseIterable {
    case zero, below, inside, above, closed
}

extension GarageLoad {
    /// A garage whose month cannot be judged is closed, whatever it received; one that needs nobody
    /// is inside with nobody.
    var standing: Standing {
        if verdict == "out-of-scope" { return .closed }
        if committed > max { return .above }
        if committed >= min { return .inside }
        return committed == 0 ? .zero : .below
    }
}

extension [JSONMember] {
    func textNamed(_ name: String) -> String? {
        first { $0.name == name }.flatMap { $0.value == .null ? nil : $0.value.plain }
    }

    /// A finite number, or nil.
    func numberNamed(_ name: String) -> Double? {
        guard case .number(let digits)? = first(where: { $0.name == name })?.value,
            let number = Double(digits), number.isFinite
        else { return nil }
        return number
    }
}
