import Foundation

/// The one document of all levels that were run so far.
struct Report {
    let results: [LevelResult]
    /// Levels whose results are there and cannot be read: another version wrote them.
    let unreadable: [String]

    /// Reads what each level left in a folder, in the order of ``Level/all``.
    init(in folder: URL) {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        var (results, unreadable): ([LevelResult], [String]) = ([], [])
        for level in Level.all {
            guard let data = try? Data(contentsOf: Self.file(of: level.name, in: folder)) else {
                continue
            }
            if let result = try? decoder.decode(LevelResult.self, from: data) {
                results.append(result)
            } else {
                unreadable.append(level.name)
            }
        }
        (self.results, self.unreadable) = (results, unreadable)
    }

    init(_ results: [LevelResult]) { (self.results, unreadable) = (results, []) }

    /// Leaves a result where ``init(in:)`` looks for it.
    static func keep(_ result: LevelResult, in folder: URL) throws {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try FileManager.default.createDirectory(
            at: folder.appending(path: "results"), withIntermediateDirectories: true)
        try encoder.encode(result).write(to: file(of: result.level, in: folder))
    }

    private static func file(of level: String, in folder: URL) -> URL {
        folder.appending(path: "results/\(level).json")
    }

    /// Writes the report and its plots, and says where.
    func write(to folder: URL) throws -> [URL] {
        var written = [folder.appending(path: "report.md")]
        let drawn = Plot.all.compactMap { plot -> (Plot, String)? in
            plot.svg(curves(of: plot)).map { (plot, $0) }
        }
        for (plot, svg) in drawn {
            let file = folder.appending(path: "\(plot.name).svg")
            try Data(svg.utf8).write(to: file)
            written.append(file)
        }
        try Data(markdown(with: drawn.map(\.0)).utf8).write(to: written[0])
        return written
    }

    func curves(of plot: Plot) -> [Curve] {
        results.flatMap(\.curves).filter { $0.plot == plot.name }
    }
}
