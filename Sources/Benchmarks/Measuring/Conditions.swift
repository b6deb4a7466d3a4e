import Foundation

/// How the machine was when something was measured: what a figure has to be read with.
struct Conditions: Codable, Equatable {
    /// How many threads ran or wanted to, over the last minute.
    var loadAverage: Double
    /// What ``FlushControl`` says; nil where the disk would not be written.
    var flushNanoseconds: Double?

    static func now(in folder: URL) -> Conditions {
        var load = 0.0
        getloadavg(&load, 1)
        return Conditions(
            loadAverage: load, flushNanoseconds: FlushControl.median(in: folder, rounds: 32))
    }
}

/// What the disk takes to make a write last: the control beside everything that is durable.
///
/// A page of 8 kB, as PostgreSQL's log writes them, over the same place of a file that exists
/// already, then `fdatasync`.
enum FlushControl {
    static func median(in folder: URL, rounds: Int) -> Double? {
        let path = folder.appending(path: "flush-control").path
        let file = open(path, O_CREAT | O_WRONLY, 0o600)
        guard file >= 0 else { return nil }
        defer {
            close(file)
            unlink(path)
        }
        let page = [UInt8](repeating: 0x5a, count: 8192)
        var costs: [Double] = []
        // The first makes the file as large as it stays.
        for _ in 0...rounds {
            let start = Clocks.wall()
            guard pwrite(file, page, page.count, 0) == page.count, fdatasync(file) == 0 else {
                return nil
            }
            costs.append(Clocks.wall() - start)
        }
        let sorted = costs.dropFirst().sorted()
        return sorted.isEmpty ? nil : sorted[(sorted.count - 1) / 2]
    }
}
