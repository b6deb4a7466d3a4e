package import Geometry

extension Coordinate: ProtocolValue {
    package static var notation: String { "latitude,longitude in degrees" }

    package init(argument text: String) throws(Misreading) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            throw .notANumber(
                parts.count > 2
                    ? "a coordinate is two numbers, as 48.85,2.35: use '.' not ',' in a number"
                    : "a coordinate is latitude,longitude, as 48.85,2.35")
        }
        let (latitude, longitude) = (try number(parts[0]), try number(parts[1]))
        do throws(Coordinate.Invalid) {
            self = try Coordinate(latitude: latitude, longitude: longitude)
        } catch {
            switch error {
            case .latitude: throw .outOfRange("a latitude is in -90…90")
            case .longitude: throw .outOfRange("a longitude is in -180…180")
            }
        }
    }
}

/// How far: a length or a time, as the client wrote it.
package enum Extent: Equatable, Sendable, ProtocolValue {
    case kilometres(Double)
    case minutes(Double)

    package static var notation: String { "30km, 800m or 45min" }

    package init(argument text: String) throws(Misreading) {
        if text.hasSuffix("min") {
            self = .minutes(try Self.amount(text.dropLast(3), in: 0...600, unit: "min"))
        } else if text.hasSuffix("km") {
            self = .kilometres(try Self.amount(text.dropLast(2), in: 0...20_038, unit: "km"))
        } else if text.hasSuffix("m") {
            let metres = try Self.amount(text.dropLast(1), in: 0...20_038_000, unit: "m")
            self = .kilometres(metres / 1000)
        } else {
            throw .notANumber("it has no unit: write 30km, 800m or 45min")
        }
    }

    private static func amount(
        _ digits: Substring, in range: ClosedRange<Double>, unit: String
    ) throws(Misreading) -> Double {
        let value = try number(digits)
        guard range.contains(value) else {
            throw .outOfRange("it is between 0\(unit) and \(Int(range.upperBound))\(unit)")
        }
        return value
    }

    /// As a client would write it: `30km`, `45min`.
    package var argument: String {
        switch self {
        case .kilometres(let km): km.shortest + "km"
        case .minutes(let minutes): minutes.shortest + "min"
        }
    }
}

extension Double {
    /// The shortest text that reads back as the same number, without a needless `.0`.
    var shortest: String {
        let text = description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
