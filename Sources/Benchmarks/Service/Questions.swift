import Foundation
import Geometry

/// The same places and questions for every server.
struct Questions {
    /// Garages, or points of a peer: number n is the n-th, from 1.
    let places: [Coordinate]
    let people: [Coordinate]
    let radiusKm: Int

    /// People without any garage in reach are left out: they are refused, and cost nothing.
    init(_ count: Int, _ layout: Layout, radiusKm: Int = 20) {
        let places = layout.places(count, seed: 5).map(Self.rounded)
        let everybody = layout.places(4096, seed: 6).map(Self.rounded)
        let scan = LinearScan(places)
        let radius = Distance.kilometres(Double(radiusKm))
        // Among so many, everybody has one.
        people =
            count > 300_000
            ? everybody
            : everybody.filter { !scan.nearest(to: $0, within: radius, limit: 1).isEmpty }
        self.places = places
        self.radiusKm = radiusKm
    }

    var metres: Int { radiusKm * 1000 }

    /// MATCH with a tail of further keys.
    func match(_ tail: String) -> [[UInt8]] {
        people.map { person in
            let (north, east) = (Resp.text(person.latitude), Resp.text(person.longitude))
            return Array("MATCH at=\(north),\(east) within=\(radiusKm)km\(tail)\n".utf8)
        }
    }

    /// What brute force answers to the first so many.
    func truth(_ count: Int) -> [[Int]] {
        let scan = LinearScan(places)
        let radius = Distance.kilometres(Double(radiusKm))
        return people.prefix(count).map { person in
            scan.nearest(to: person, within: radius, limit: 5).map { Int($0.id) + 1 }
        }
    }

    /// The numbers of the garages in a reply of MATCH, in its order.
    static func numbers(inMatch reply: [UInt8]) -> [Int] {
        String(decoding: reply, as: UTF8.self).split(separator: "\n").compactMap { line in
            guard line.hasPrefix("= "), let key = line.range(of: "\"garage\":\"G") else {
                return nil
            }
            return Int(line[key.upperBound...].prefix { $0.isNumber })
        }
    }

    /// The share of answers that are the same, nearest first.
    static func agreement(
        _ target: LoadTarget, _ requests: [[UInt8]], _ truth: [[Int]],
        _ numbers: ([UInt8]) -> [Int]
    ) throws -> Double {
        let exchange = try Exchange(target)
        let same = try zip(requests, truth).count { request, expected in
            numbers(try exchange.ask(request)) == expected
        }
        return Double(same) / Double(truth.count)
    }

    /// How long a reply is, line ends included.
    static func meanReply(_ target: LoadTarget, _ requests: [[UInt8]]) throws -> Int {
        let exchange = try Exchange(target)
        let asked = requests.prefix(500)
        let bytes = try asked.reduce(0) { try $0 + exchange.ask($1).count }
        return max(1, bytes / max(1, asked.count))
    }

    private static func rounded(_ place: Coordinate) -> Coordinate {
        let (north, east) = (Degrees.rounded(place.latitude), Degrees.rounded(place.longitude))
        return (try? Coordinate(latitude: north, longitude: east)) ?? place
    }
}
