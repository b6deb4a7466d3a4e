import Foundation
import Geometry

/// Redis: geohashes in a sorted set.
///
/// Its folder is empty and nothing is kept.
final class RedisServer {
    private let folder: TemporaryFolder
    private let child: Child
    let target: LoadTarget

    init(_ places: [Coordinate]) throws {
        folder = try TemporaryFolder()
        let port = try Tools.freePort()
        child = try Child(
            [
                Tools.require("redis-server"), "--port", "\(port)", "--bind", "127.0.0.1",
                "--save", "", "--appendonly", "no", "--dir", folder.path,
            ], hasNothingToSave: true)
        target = LoadTarget(name: "Redis", port: port, rule: .resp, process: child.id)
        try child.waitFor(target)
        try Resp.load(places, into: target) { index, latitude, longitude in
            ["GEOADD", "g", longitude, latitude, "\(index + 1)"]
        }
    }

    deinit { child.stop() }

    static let ping = Resp.request(["PING"])

    /// The five nearest within a radius, with their distances.
    static func nearest(_ place: Coordinate, metres: Int) -> [UInt8] {
        Resp.request([
            "GEOSEARCH", "g", "FROMLONLAT", Resp.text(place.longitude),
            Resp.text(place.latitude), "BYRADIUS", "\(metres)", "m", "ASC", "COUNT", "5",
            "WITHDIST",
        ])
    }

    static func version() throws -> String {
        let words = try Child.run([Tools.require("redis-server"), "--version"]).split(
            separator: " ")
        return words.first { $0.hasPrefix("v=") }.map { String($0.dropFirst(2)) } ?? "unknown"
    }
}

/// Tile38: an R-tree, asked by the protocol of Redis.
final class Tile38Server {
    private let folder: TemporaryFolder
    private let child: Child
    let target: LoadTarget

    init(_ places: [Coordinate], program: String) throws {
        folder = try TemporaryFolder()
        let port = try Tools.freePort()
        child = try Child(
            [
                program, "-q", "-h", "127.0.0.1", "-p", "\(port)", "-d", folder.path,
                "--appendonly", "no",
            ], hasNothingToSave: true)
        target = LoadTarget(name: "Tile38", port: port, rule: .resp, process: child.id)
        try child.waitFor(target)
        try Resp.load(places, into: target) { index, latitude, longitude in
            ["SET", "g", "\(index + 1)", "POINT", latitude, longitude]
        }
    }

    deinit { child.stop() }

    static func nearest(_ place: Coordinate, metres: Int) -> [UInt8] {
        Resp.request([
            "NEARBY", "g", "LIMIT", "5", "DISTANCE", "POINTS", "POINT",
            Resp.text(place.latitude), Resp.text(place.longitude), "\(metres)",
        ])
    }
}

/// The protocol of Redis.
enum Resp {
    static func request(_ words: [String]) -> [UInt8] {
        var bytes = Array("*\(words.count)\r\n".utf8)
        for word in words { bytes += Array("$\(word.utf8.count)\r\n\(word)\r\n".utf8) }
        return bytes
    }

    static func text(_ degrees: Double) -> String {
        String(decoding: Degrees.text(degrees), as: UTF8.self)
    }

    /// Sends a request for each place, many at once.
    static func load(
        _ places: [Coordinate], into target: LoadTarget,
        _ words: (Int, _ latitude: String, _ longitude: String) -> [String]
    ) throws {
        let exchange = try Exchange(target)
        for start in stride(from: 0, to: places.count, by: 1000) {
            let part = start..<min(start + 1000, places.count)
            let requests = part.flatMap { index in
                request(words(index, text(places[index].latitude), text(places[index].longitude)))
            }
            _ = try exchange.ask(requests, replies: part.count)
        }
    }

    /// The first text of each array of so many elements: ids, in order.
    static func ids(_ reply: [UInt8], elements: Int) -> [Int] {
        let lines = String(decoding: reply, as: UTF8.self).split(separator: "\r\n")
        return lines.indices.dropLast(2).filter {
            lines[$0] == "*\(elements)" && lines[$0 + 1].hasPrefix("$")
        }.compactMap { Int(lines[$0 + 2]) }
    }
}
