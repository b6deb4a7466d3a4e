import Foundation

/// The cost of a search from 300 to ten million points, for the plot.
struct IndexGrowth {
    let bench: Bench
    let peers: [ReadyPeer]

    private static let nearest = IndexQuestion(kind: .nearest, metres: 50_000)
    private static let within = IndexQuestion(kind: .within, metres: 20_000)
    /// A scan of more takes too long to be worth its place in the picture.
    private static let scannedMax = 1_000_000

    func run() throws {
        let files = try IndexFiles(.uniform, sizesMax: IndexSizes.largest(bench), bench)
        // Two a decade: 10^2.5, 10^3, 10^3.5 and so on.
        let counts = (5...14).map { Int(pow(10, Double($0) / 2).rounded()) }
            .filter { $0 <= IndexSizes.largest(bench) }
        for (peer, question) in [
            (IndexPeer.garaged, Self.nearest), (.control, Self.nearest), (.scan, Self.nearest),
            (.garaged, Self.within), (.control, Self.within),
        ] {
            guard let ready = peers.first(where: { $0.name == peer.name }) else { continue }
            bench.say("growth of \(peer.name), \(question.title)")
            var points: [Curve.Point] = []
            var bytesAPoint = 0.0
            for count in counts where peer.name != IndexPeer.scan.name || count <= Self.scannedMax {
                let running = try ready.start(
                    points: files.points, queries: files.queries, count: count)
                let costs = try (0..<3).compactMap { _ in
                    try running.time(question, milliseconds: bench.isQuick ? 20 : 80)?.0
                }
                running.end()
                bytesAPoint = running.bytesAPoint
                guard let best = costs.min() else { continue }
                points.append(Curve.Point(x: Double(count), y: best))
            }
            bench.plot(
                Curve(
                    plot: Plot.points.name, name: "\(peer.name): \(question.title)",
                    points: points,
                    marks: Curve.Mark.caches(bytesForEach: bytesAPoint) + [
                        Self.shape(peer, question)
                    ]))
        }
    }

    /// Where the work itself takes another form.
    private static func shape(_ peer: IndexPeer, _ question: IndexQuestion) -> Curve.Mark {
        let circle = Double.pi * pow(Double(question.metres) / 1000, 2)
        let oneInCircle = Layout.Area.boundingBox.squareKilometres / circle
        if peer.name == IndexPeer.scan.name {
            return Curve.Mark(
                x: 2000, label: "", reason: "reading every point outweighs all else from here on")
        }
        switch question.kind {
        case .nearest:
            return Curve.Mark(
                x: oneInCircle * Double(IndexQuestion.limit), label: "",
                reason: "from here on the circle holds more points than are wanted,"
                    + " and a search ends before its rim", isSteeper: false)
        case .within:
            return Curve.Mark(
                x: oneInCircle * 2000, label: "",
                reason: "cells inside the circle are counted without being read, and those on its"
                    + " rim grow with the square root of the points only", isSteeper: false)
        }
    }
}
