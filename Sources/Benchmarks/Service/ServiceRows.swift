/// What the servers did, shape by shape, and what follows from it.
struct ServiceRows {
    typealias Shape = LoadClient.Shape

    static let short = "garaged, short"
    static let full = "garaged, full"
    static let shortEcho = "echo, as short"
    static let fullEcho = "echo, as full"

    static let columns = [
        "server", "connections", "depth", "requests/s", "p50", "p99", "CPU", "cores",
        "of the echo's rate",
        "CPU over the echo's", "p99 over the echo's", "rate over the best peer's", "same answers",
    ]
    static let note = """
        `same answers`: the share that equals brute force on a sphere, identifiers and order; \
        servers take other spheres or ellipsoids, so 98 % is agreement. garaged is asked for \
        that by `policy=nearest`. A cell that would put more than 0.3 s of work in flight is \
        left out.
        """

    private let isQuick: Bool
    private var names: [String] = []
    private var figures: [String: [Shape: LoadFigures]] = [:]
    private var agreement: [String: Double] = [:]
    private var leftOut: [String: Int] = [:]

    init(quick: Bool) { isQuick = quick }

    mutating func add(_ name: String, _ shape: Shape, _ figure: LoadFigures, _ same: Double?) {
        if figures[name] == nil { names.append(name) }
        figures[name, default: [:]][shape] = figure
        agreement[name] = same
    }

    mutating func leaveOut(_ name: String, _ shape: Shape) { leftOut[name, default: 0] += 1 }

    func write(to table: inout Table) {
        for name in names {
            for shape in ServiceLevel.shapes {
                guard let figure = figures[name]?[shape] else { continue }
                table.add(cells(name, shape, figure))
            }
            if let count = leftOut[name] {
                let gaps = Array(repeating: "–", count: Self.columns.count - 3)
                table.add(["\(name), \(count) left out", "–", "–"] + gaps)
            }
        }
    }

    private func cells(_ name: String, _ shape: Shape, _ figure: LoadFigures) -> [String] {
        let echo = echo(for: name, shape)
        let peer = bestPeer(shape)
        return [
            name, "\(shape.connections)", "\(shape.depth)", whole(Int(figure.perSecond)),
            duration(figure.p50), duration(figure.p99), duration(figure.cpu),
            significant(figure.serverShare),
            echo.map { ratio(figure.perSecond, to: $0.perSecond) } ?? "–",
            echo.map { ratio(figure.cpu, to: $0.cpu) } ?? "–",
            echo.map { ratio(figure.p99, to: $0.p99) } ?? "–",
            peer.flatMap { isOurs(name) ? ratio(figure.perSecond, to: $0.perSecond) : nil } ?? "–",
            agreement[name].map { "\(significant($0 * 100)) %" } ?? "–",
        ]
    }

    private func isOurs(_ name: String) -> Bool { name == Self.short || name == Self.full }

    private func isEcho(_ name: String) -> Bool {
        name == Self.shortEcho || name == Self.fullEcho
    }

    /// The echo whose replies are as long; peers are held to the short one.
    private func echo(for name: String, _ shape: Shape) -> LoadFigures? {
        if isEcho(name) { return nil }
        return figures[name == Self.full ? Self.fullEcho : Self.shortEcho]?[shape]
    }

    private func bestPeer(_ shape: Shape) -> LoadFigures? {
        names.filter { !isOurs($0) && !isEcho($0) }.compactMap { figures[$0]?[shape] }
            .max { $0.perSecond < $1.perSecond }
    }

    /// What is asked of the worst cell, not of the mean: four goals for nine cells each.
    func goals(points: Int) -> [Goal] {
        [(Self.short, 0.5), (Self.full, 1.0 / 3)].flatMap { name, least -> [Goal] in
            let what = "MATCH of \(whole(points)), \(name == Self.short ? "short" : "full"), "
            let peers = ratios(of: name, to: bestPeer, \.perSecond)
            let echoes = { shape in echo(for: name, shape) }
            let single = ratios(of: name, to: echoes, \.cpu) { $0.depth == 1 }
            let most = { (shape: Shape) in shape.inFlight == 4096 }
            let rates = ratios(of: name, to: echoes, \.perSecond, where: most)
            let late = ratios(of: name, to: echoes, \.p99, where: most)
            return [
                peers.min().map {
                    .atLeast(1, "×", what + "worst cell over the best peer", was: $0)
                },
                single.max().map {
                    .atMost(1.3, "×", what + "depth 1, CPU over the echo's", was: $0)
                },
                rates.min().map {
                    .atLeast(least, "×", what + "64 × 64, rate over the echo's", was: $0)
                },
                late.max().map { .atMost(2, "×", what + "64 × 64, p99 over the echo's", was: $0) },
            ].compactMap { $0 }
        }
    }

    private func ratios(
        of name: String, to reference: (Shape) -> LoadFigures?,
        _ figure: KeyPath<LoadFigures, Double>, where isMeant: (Shape) -> Bool = { _ in true }
    ) -> [Double] {
        ServiceLevel.shapes.filter(isMeant).compactMap { shape in
            guard let our = figures[name]?[shape], let other = reference(shape),
                other[keyPath: figure] > 0
            else { return nil }
            return our[keyPath: figure] / other[keyPath: figure]
        }
    }
}

/// The table of PING.
enum PingRows {
    static let columns = [
        "server", "connections", "requests/s", "p50", "p99", "CPU", "rate over Redis'",
    ]

    static func add(
        _ name: String, _ shape: LoadClient.Shape, _ figures: LoadFigures, over peer: LoadFigures,
        to table: inout Table
    ) {
        table.add([
            name, "\(shape.connections)", whole(Int(figures.perSecond)), duration(figures.p50),
            duration(figures.p99), duration(figures.cpu),
            ratio(figures.perSecond, to: peer.perSecond),
        ])
    }
}
