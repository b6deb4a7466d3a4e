import Foundation

/// The command-line client of PostgreSQL, for set-up.
struct Psql {
    let conninfo: String

    /// Runs statements and psql's own commands, one a line.
    ///
    /// - Returns: the rows, cells separated by `|`.
    @discardableResult
    func run(_ script: String) throws -> String {
        let file = TemporaryFolder.name(".sql")
        try Data(script.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try Child.run([
            Tools.require("psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", conninfo,
            "-f", file.path,
        ])
    }
}

/// Degrees in multiples of 1e-7, 11 mm, which every server and index reads as the same number.
enum Degrees {
    static func text(_ degrees: Double) -> [UInt8] {
        let scaled = Int((degrees * 1e7).rounded())
        let (whole, part) = abs(scaled).quotientAndRemainder(dividingBy: 10_000_000)
        var digits = Array("\(10_000_000 + part)".utf8)
        digits[0] = UInt8(ascii: ".")
        return (scaled < 0 ? [UInt8(ascii: "-")] : []) + Array("\(whole)".utf8) + digits
    }

    static func rounded(_ degrees: Double) -> Double { (degrees * 1e7).rounded() / 1e7 }
}
