import Geometry

extension SettingKind where Value == Int {
    static func whole(_ range: ClosedRange<Int>, unit: String) -> SettingKind {
        SettingKind(
            name: "a whole number of \(unit)",
            allowed: "\(range.lowerBound) to \(range.upperBound)",
            read: { raw throws(SettingMismatch) in
                let number: Int
                switch raw {
                case .whole(let whole): number = whole
                case .argument(let text):
                    guard let whole = Int(text) else { throw .wrongType }
                    number = whole
                case .text, .decimal, .truth, .table, .other: throw .wrongType
                }
                guard range.contains(number) else { throw .outOfRange }
                return number
            },
            write: { String($0) })
    }

    /// A size in memory, held in bytes, written with its unit.
    static func size(_ range: ClosedRange<Int>) -> SettingKind {
        SettingKind(
            name: #"a size, such as "64KiB""#,
            allowed: Quantity.text(range.lowerBound, in: sizeUnits) + " to "
                + Quantity.text(range.upperBound, in: sizeUnits),
            read: { raw throws(SettingMismatch) in
                guard let bytes = raw.text.flatMap(Quantity.init)?.converted(by: sizeUnits)
                else { throw .wrongType }
                guard bytes <= Double(range.upperBound), range.contains(Int(bytes)) else {
                    throw .outOfRange
                }
                return Int(bytes)
            },
            write: { quoted(Quantity.text($0, in: sizeUnits)) })
    }
}

extension SettingKind where Value == Double {
    static func decimal(_ range: ClosedRange<Double>, unit: String) -> SettingKind {
        SettingKind(
            name: "a number, \(unit)",
            allowed: "\(range.lowerBound) to \(range.upperBound)",
            read: { raw throws(SettingMismatch) in
                let number: Double
                switch raw {
                case .decimal(let decimal): number = decimal
                case .whole(let whole): number = Double(whole)
                case .argument(let text):
                    guard let decimal = Double(text) else { throw .wrongType }
                    number = decimal
                case .text, .truth, .table, .other: throw .wrongType
                }
                guard range.contains(number) else { throw .outOfRange }
                return number
            },
            write: { String($0) })
    }
}

extension SettingKind where Value == Duration {
    /// Held to the millisecond.
    static func duration(_ range: ClosedRange<Duration>) -> SettingKind {
        SettingKind(
            name: #"a duration, such as "300s" or "45min""#,
            allowed: "\(durationText(range.lowerBound)) to \(durationText(range.upperBound))",
            read: { raw throws(SettingMismatch) in
                guard
                    let milliseconds = raw.text.flatMap(Quantity.init)?.converted(by: durationUnits)
                else { throw .wrongType }
                guard milliseconds <= longestDurationMilliseconds else { throw .outOfRange }
                let duration = Duration.milliseconds(Int(milliseconds.rounded()))
                guard range.contains(duration) else { throw .outOfRange }
                return duration
            },
            write: { quoted(durationText($0)) })
    }
}

extension SettingKind where Value == Distance {
    /// Held in metres.
    static func distance(_ range: ClosedRange<Distance>) -> SettingKind {
        SettingKind(
            name: #"a distance, such as "800m" or "30km""#,
            allowed: "\(distanceText(range.lowerBound)) to \(distanceText(range.upperBound))",
            read: { raw throws(SettingMismatch) in
                guard let metres = raw.text.flatMap(Quantity.init)?.converted(by: distanceUnits)
                else { throw .wrongType }
                guard range.contains(.metres(metres)) else { throw .outOfRange }
                return .metres(metres)
            },
            write: { quoted(distanceText($0)) })
    }
}

private let sizeUnits: [(unit: String, factor: Double)] = [
    ("B", 1), ("KiB", 1024), ("MiB", 1_048_576), ("GiB", 1_073_741_824),
]

private let durationUnits: [(unit: String, factor: Double)] = [
    ("ms", 1), ("s", 1000), ("min", 60_000), ("h", 3_600_000), ("d", 86_400_000),
]

private let distanceUnits: [(unit: String, factor: Double)] = [("m", 1), ("km", 1000)]

/// A hundred years: above every range here, and far below what overflows.
private let longestDurationMilliseconds = 3.2e12

private func durationText(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let milliseconds = Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
    return Quantity.text(milliseconds, in: durationUnits)
}

private func distanceText(_ distance: Distance) -> String {
    Quantity.text(Int(distance.metres.rounded()), in: distanceUnits)
}
