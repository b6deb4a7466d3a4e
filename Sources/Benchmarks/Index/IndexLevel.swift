import Foundation
import Geometry

extension Level {
    /// The index alone, one thread, beside what others would take.
    static let index = Level(name: "index", title: "Index: points near a place, in one process") {
        bench in
        bench.note(
            """
            Each peer is a process of its own that is given the same files and answers the same \
            questions; figures are processor time of its thread, the best of passes over up to \
            100,000 queries (fewer where a pass takes too long), with peers in turns. In brackets: \
            as a multiple of the control, a grid in C++ that was written for this question only \
            and stands for what the machine allows. Answers of all are compared with brute force, \
            garaged's to the last id, the others' to the millimetre.
            """)
        let peers = IndexPeer.all.compactMap { $0.ready(bench) }
        for layout in Layout.allCases {
            let files = try IndexFiles(layout, sizesMax: IndexSizes.largest(bench), bench)
            for count in IndexSizes.all(bench) {
                try IndexBench(bench: bench, files: files, peers: peers, count: count).run()
            }
        }
        try IndexGrowth(bench: bench, peers: peers).run()
    }
}

/// How many points there are.
enum IndexSizes {
    /// Ten million points in eight indices at once.
    private static let bytesForLargest = 8 << 30

    static func all(_ bench: Bench) -> [Int] {
        let sizes = [300, 30_000, 1_000_000]
        return largest(bench) > 1_000_000 ? sizes + [largest(bench)] : sizes
    }

    static func largest(_ bench: Bench) -> Int {
        let isRoomy = Int(clamping: Machine.here.memoryBytes) >= bytesForLargest
        return bench.isQuick || !isRoomy ? 1_000_000 : 10_000_000
    }
}

/// The points and the queries of one layout; smaller sizes are the first of the largest.
struct IndexFiles {
    let layout: Layout
    let points: URL
    let queries: URL

    private static let queryCount = 100_000

    init(_ layout: Layout, sizesMax: Int, _ bench: Bench) throws {
        let folder = bench.scratch.appending(path: "points")
        self.layout = layout
        points = try PointFile.make(layout, count: sizesMax, seed: 11, in: folder)
        queries = try PointFile.make(layout, count: Self.queryCount, seed: 12, in: folder)
    }
}

/// One table: one layout, one number of points, all peers, all questions.
struct IndexBench {
    let bench: Bench
    let files: IndexFiles
    let peers: [ReadyPeer]
    let count: Int

    /// What one peer was found to be.
    private struct Row {
        let peer: RunningPeer
        var verdict = "equal"
        var nanoseconds: [Double?] = IndexQuestion.all.map { _ in nil }
    }

    func run() throws {
        let columns =
            ["peer"] + IndexQuestion.all.map(\.title) + ["build", "bytes a point", "answers"]
        try bench.table("\(whole(count)) points, \(files.layout.rawValue)", columns) { table in
            // One after the other, so that each builds alone.
            var rows = try peers.map {
                Row(
                    peer: try $0.start(points: files.points, queries: files.queries, count: count))
            }
            defer { for row in rows { row.peer.end() } }
            try check(&rows)
            try time(&rows)
            let control = rows.first { $0.peer.name == IndexPeer.control.name }
            for row in rows { table.add(cells(row, control)) }
            judge(rows)
        }
    }

    private func check(_ rows: inout [Row]) throws {
        let checked = count > 1_000_000 ? 40 : 300
        let queries = try PointFile.read(files.queries, count: checked)
        let truth = BruteForce(
            points: try PointFile.read(files.points, count: count), queries: queries,
            metresMax: Double(IndexQuestion.all.map(\.metres).max() ?? 0))
        for (index, row) in rows.enumerated() {
            for question in IndexQuestion.all {
                guard let answers = try row.peer.answers(question, count: checked) else { continue }
                let isRight =
                    row.peer.name == IndexPeer.garaged.name
                    ? truth.areExact(answers, to: question) : truth.areRight(answers, to: question)
                if !isRight { rows[index].verdict = "**wrong**: \(question.title)" }
            }
        }
    }

    /// Peers take turns, so that what the neighbours do falls on all of them alike.
    private func time(_ rows: inout [Row]) throws {
        let (rounds, milliseconds) = bench.isQuick ? (2, 25) : (3, 100)
        for (number, question) in IndexQuestion.all.enumerated() {
            for round in 0..<rounds {
                for index in rows.indices {
                    // Another turn would cost seconds and change nothing.
                    let isSlow = (rows[index].nanoseconds[number] ?? 0) > 1e6
                    guard round == 0 || !isSlow,
                        let (cost, _) = try rows[index].peer.time(
                            question, milliseconds: milliseconds)
                    else { continue }
                    rows[index].nanoseconds[number] = min(
                        cost, rows[index].nanoseconds[number] ?? .infinity)
                }
            }
        }
    }

    private func cells(_ row: Row, _ control: Row?) -> [String] {
        let times = row.nanoseconds.enumerated().map { number, cost in
            guard let cost else { return "–" }
            let reference = control?.nanoseconds[number] ?? 0
            return "\(duration(cost)) (\(ratio(cost, to: reference)))"
        }
        let build = row.peer.buildNanoseconds
        let reference = control?.peer.buildNanoseconds ?? 0
        return [row.peer.name] + times + [
            "\(duration(build)) (\(ratio(build, to: reference)))",
            significant(row.peer.bytesAPoint), row.verdict,
        ]
    }

    /// Compares ours with the control and with the best of the others.
    private func judge(_ rows: [Row]) {
        guard let own = rows.first(where: { $0.peer.name == IndexPeer.garaged.name }) else {
            return
        }
        let control = rows.first { $0.peer.name == IndexPeer.control.name }
        let others = rows.filter {
            ![IndexPeer.garaged.name, IndexPeer.control.name, IndexPeer.scan.name]
                .contains($0.peer.name)
        }
        let place = "\(whole(count)) points, \(files.layout.rawValue)"
        for (number, question) in IndexQuestion.all.enumerated() {
            guard let cost = own.nanoseconds[number] else { continue }
            let name = "index, \(question.title), \(place)"
            if question.kind == .nearest, let least = control?.nanoseconds[number] {
                bench.goal(.atMost(1.25, "×", "\(name): the control's time", was: cost / least))
            }
            let best = others.compactMap { row in
                row.nanoseconds[number].map { (row.peer.name, $0) }
            }.min { $0.1 < $1.1 }
            if let best {
                bench.goal(.atMost(1, "×", "\(name): the time of \(best.0)", was: cost / best.1))
            }
        }
        if let control {
            let build = own.peer.buildNanoseconds / control.peer.buildNanoseconds
            bench.goal(.atMost(1.5, "×", "index, build, \(place): the control's time", was: build))
        }
        bench.goal(.atMost(20, "B", "index, bytes a point, \(place)", was: own.peer.bytesAPoint))
    }
}
