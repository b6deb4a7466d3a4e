import Foundation
import Geometry

/// A year of generated requests, played by `garagectl simulate --alerts`.
///
/// Without `--alerts` it computes the optimum too, a flow with as many edges as people have garages
/// in reach, which is for networks, not for millions.
enum Simulated {
    static let garages = 300

    struct Figures {
        let seconds: Double
        /// The most memory that it held, in bytes.
        let mostResident: Int
    }

    static func year(requests: Int, options: BenchOptions) throws -> Figures {
        let folder = try TemporaryFolder()
        try write(requests, to: folder.url)
        let begin = Clocks.wall()
        let child = try Child([
            options.garagectl(), "simulate", folder.path, "--alerts", "--policy", "nearest",
            "--quiet",
        ])
        var most = 0
        while child.isRunning {
            most = max(most, ProcessTree.mostResidentBytes(of: child.id))
            usleep(20_000)
        }
        let seconds = (Clocks.wall() - begin) / 1e9
        guard child.wait() == 0 else { throw BenchFailure("simulate: \(child.complaint)") }
        return Figures(seconds: seconds, mostResident: most)
    }

    /// The three files of a scenario; requests in the order of their times, spread evenly.
    private static func write(_ requests: Int, to folder: URL) throws {
        var rows = Array("garage_id,name,lat,lon,lo,hi\n".utf8)
        for (number, place) in Layout.uniform.places(garages, seed: 5).enumerated() {
            rows += Array("\(number),Garage \(number),".utf8)
            rows += Degrees.text(place.latitude) + [comma] + Degrees.text(place.longitude)
            rows += Array(",5,10\n".utf8)
        }
        try Data(rows).write(to: folder.appending(path: "garages.csv"))
        try Data("garage_id,from,to_inclusive\n".utf8)
            .write(to: folder.appending(path: "closures.csv"))
        let file = folder.appending(path: "demand.csv")
        try Data("request_id,ts,lat,lon,radius_km\n".utf8).write(to: file)
        let handle = try FileHandle(forWritingTo: file)
        try handle.seekToEnd()
        let people = Layout.uniform.places(min(requests, 100_000), seed: 6)
        rows = []
        for number in 0..<requests {
            let place = people[number % people.count]
            let second = Int(Double(number) / Double(requests) * Double(336 * 86_400))
            rows += Array("\(number),\(time(second)),".utf8) + Degrees.text(place.latitude)
            rows += [comma] + Degrees.text(place.longitude) + Array(",50\n".utf8)
            if rows.count > 1 << 22 || number == requests - 1 {
                try handle.write(contentsOf: rows)
                rows.removeAll(keepingCapacity: true)
            }
        }
        try handle.close()
    }

    private static let comma = UInt8(ascii: ",")

    /// A second of 2025, all months of 28 days.
    private static func time(_ second: Int) -> String {
        let (day, rest) = second.quotientAndRemainder(dividingBy: 86_400)
        let clock = [rest / 3600, rest / 60 % 60, rest % 60].map(twoDigits)
        return "2025-\(twoDigits(day / 28 + 1))-\(twoDigits(day % 28 + 1))T"
            + clock.joined(separator: ":")
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
