import Foundation

/// A picture of curves over logarithmic axes; levels give it the curves.
struct Plot: Equatable {
    /// Its file's name, without the extension.
    let name: String
    let title: String
    let xTitle: String
    let yTitle: String
    /// What is counted along the horizontal axis.
    let xUnit: String
    /// What a reader should know.
    let caption: String

    static let all: [Plot] = [points, connections]

    static let points = Plot(
        name: "growth-points", title: "Cost against the number of points",
        xTitle: "points or garages", yTitle: "ns a request", xUnit: "points",
        caption: """
            Processor time of one request. Both axes are logarithmic: a straight line is a power, \
            a level one costs the same at every size.
            """)

    static let connections = Plot(
        name: "growth-connections", title: "Cost against the number of connections",
        xTitle: "connections", yTitle: "ns a request", xUnit: "connections",
        caption: """
            Processor time of the server for one request, while so many connections ask at once.
            """)

    /// A row for each place of the horizontal axis, a column for each curve.
    func table(_ curves: [Curve]) -> Table {
        var table = Table([xTitle] + curves.map(\.name))
        for x in Set(curves.flatMap { $0.points.map(\.x) }).sorted() {
            table.add(
                [whole(Int(x.rounded()))]
                    + curves.map { curve in
                        curve.points.first { $0.x == x }.map { duration($0.y) } ?? "–"
                    })
        }
        return table
    }

    /// A list of sentences on where curves bend; nothing where none does.
    func bends(in curves: [Curve]) -> [String] {
        let sentences = curves.flatMap { curve in
            Bend.all(of: curve).map { "- " + $0.sentence(about: curve, unit: xUnit) }
        }
        return sentences.isEmpty ? [] : [sentences.joined(separator: "\n")]
    }
}
