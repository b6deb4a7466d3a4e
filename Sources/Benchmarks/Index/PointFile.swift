import Foundation
import Geometry

/// Points as every peer reads them: pairs of little-endian doubles, latitude and longitude in
/// degrees, whole multiples of 1e-7; an id is a position in the file.
enum PointFile {
    /// Makes places and writes them, unless the same file is there.
    static func make(_ layout: Layout, count: Int, seed: UInt64, in folder: URL) throws -> URL {
        let file = folder.appending(path: "\(layout.rawValue)-\(seed)-\(count).points")
        let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
        if attributes?[.size] as? Int == count * 16 { return file }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let numbers = layout.places(count, seed: seed, over: .boundingBox).flatMap {
            [Degrees.rounded($0.latitude), Degrees.rounded($0.longitude)]
        }
        try numbers.withUnsafeBytes { try Data($0).write(to: file) }
        return file
    }

    /// The first places of a file.
    static func read(_ file: URL, count: Int) throws -> [Coordinate] {
        let data = try Data(contentsOf: file, options: .alwaysMapped)
        return try data.withUnsafeBytes { bytes in
            let numbers = bytes.bindMemory(to: Double.self)
            return try (0..<min(count, numbers.count / 2)).map {
                try Coordinate(latitude: numbers[2 * $0], longitude: numbers[2 * $0 + 1])
            }
        }
    }
}
