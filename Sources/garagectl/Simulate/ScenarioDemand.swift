import Matching

/// One request of a scenario.
struct ScenarioRequest {
    /// What it is called where the decisions are written.
    var id: String
    let request: Simulation.Request

    init(id: String, request: Simulation.Request) {
        self.id = id
        self.request = request
    }

    init(_ demand: Demand) {
        id = demand.requestID
        request = Simulation.Request(
            day: demand.day, position: demand.position, radiusKm: demand.radiusKm)
    }
}

/// The requests of a scenario, in the order of time.
///
/// Those of a file are read anew for every use, so that ten million take no more memory than ten
/// thousand.
struct ScenarioDemand {
    private let source: Source
    /// How many there are; of a file, how many lines it has.
    private let sourceCount: Int
    private var scale: DemandScale?

    private enum Source {
        case held([ScenarioRequest])
        case file(String)
    }

    /// - Throws: a refusal when there is none.
    init(_ requests: [ScenarioRequest]) throws(Failure) {
        guard !requests.isEmpty else { throw Self.nothing }
        source = .held(requests)
        sourceCount = requests.count
    }

    /// Looks at the first request of a file; the others are read when they are needed.
    init(file path: String) throws(Failure) {
        var reader = try Self.reader(of: path)
        guard try reader.next() != nil else { throw Self.nothing }
        source = .file(path)
        sourceCount = try FileText.lineCount(path) - 1
    }

    /// The same with so many per cent of the requests: some are made twice, or not at all.
    ///
    /// The second time a request is made its id ends in `+1`, the third in `+2`.
    func scaled(by scale: DemandScale) -> ScenarioDemand {
        var scaled = self
        scaled.scale = scale
        return scaled
    }

    /// How many requests there are, for a person who waits: not exact.
    var estimatedCount: Int { sourceCount * (scale?.percent ?? 100) / 100 }

    /// Gives every request, those of a file as they are read.
    ///
    /// - Throws: a refusal that names the line, and what `body` throws.
    func forEach(_ body: (ScenarioRequest) throws(Failure) -> Void) throws(Failure) {
        guard var scale else { return try forEachOnce(body) }
        try forEachOnce { request throws(Failure) in
            for copy in 0..<scale.nextCopies() {
                var request = request
                if copy > 0 { request.id += "+\(copy)" }
                try body(request)
            }
        }
    }

    private func forEachOnce(_ body: (ScenarioRequest) throws(Failure) -> Void) throws(Failure) {
        switch source {
        case .held(let requests):
            for request in requests { try body(request) }
        case .file(let path):
            var reader = try Self.reader(of: path)
            while let demand = try reader.next() { try body(ScenarioRequest(demand)) }
        }
    }

    private static func reader(of path: String) throws(Failure) -> DemandReader {
        let file = try FilePieces(path)
        return try DemandReader(CSVStream { () throws(Failure) in try file.text() })
    }

    private static var nothing: Failure {
        Failure(.refused, "the scenario has no garage or no request")
    }
}
