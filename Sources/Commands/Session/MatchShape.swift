import GarageNetwork
import Geometry
import LineProtocol
import Matching

/// A MATCH that was read once, for others of the same text but for the place.
///
/// Programs ask the same question from many places: `MATCH at=… within=30km fields=garage,km`. What
/// stands before and after the coordinate is compared byte by byte and means what it meant; there
/// is no second grammar of keys and no second set of their rules.
///
/// A class, so that answering by it counts one reference and not each of its parts.
final class MatchShape {
    /// What stands before the coordinate, after the tag: `MATCH at=`.
    private let head: [UInt8]
    /// What stands after it: ` within=30km fields=garage,km`.
    private let tail: [UInt8]
    /// What was asked, from the place of the first who asked.
    let query: MatchQuery
    /// The travel model's figures for the mode of the reach.
    let pace: TravelModel.Pace
    let columns: MatchColumns
    let language: Language
    /// The columns, each with its name as JSON begins it: `{"garage":`, `,"km":`.
    let cells: [(column: MatchColumn, name: ShortText)]
    /// ` within=30km`, as the final line says it.
    let within: [UInt8]
    /// What is said where no garage at all is in reach, after the mark and the tag.
    let nothingNear: [UInt8]

    /// Where the coordinate of a line stands.
    private static let mark = Array(" at=".utf8)

    /// Learns the meaning of a line, its tag taken off, from the request that it is.
    ///
    /// - Returns: Nil for what is better read each time: a person, a named place, another format
    ///   than JSON; and for what is refused, which the refusal has to be written for.
    init?(_ line: UnsafeRawBufferPointer, as request: Request, _ call: Call) {
        guard let place = Self.place(in: line), let at = request.argument(Keys.at.name),
            at.value.utf8.elementsEqual(line[place]), call.isOfBarePoint
        else { return nil }
        do throws(RequestError) {
            guard try (call.optional(Keys.format) ?? .json) == .json else { return nil }
            let decision = try call.reachDecision(for: nil, on: call.view.today)
            query = try call.question(
                from: nil, at: try call.whereabouts(), reach: decision.reach,
                limit: try call.optional(MatchKeys.limit)?.value ?? call.settings.matchRows)
            columns = try MatchColumns(call.optional(MatchKeys.fields))
            language = try call.language()
            pace = query.travel[query.reach.mode]
        } catch {
            return nil
        }
        head = Array(line[..<place.lowerBound])
        tail = Array(line[place.upperBound...])
        cells = columns.wanted.enumerated().compactMap { place, column in
            ShortText((place == 0 ? "{" : ",") + "\"\(column.rawValue)\":").map { (column, $0) }
        }
        guard cells.count == columns.wanted.count else { return nil }
        var final: [UInt8] = []
        ReplyEncoder().append(
            Reply(summary: [Field("within", .text(query.reach.argument))]), to: &final)
        // `+ OK within=30km`, without the mark, the word and the line end.
        within = Array(final.dropFirst(4).dropLast())
        final.removeAll()
        ReplyEncoder().append(
            RequestError(reachable: 0, full: 0, closed: 0, other: 0, tried: 0, query.reach),
            to: &final)
        nothingNear = Array(final.dropFirst(2))
    }

    /// Where the coordinate of a line of this shape must stand; nil for another line.
    ///
    /// One that asks for more between head and tail has a space there, and is another shape.
    func place(in line: UnsafeRawBufferPointer) -> Range<Int>? {
        let end = line.count - tail.count
        guard head.count < end, Self.isEqual(line, from: 0, head),
            Self.isEqual(line, from: end, tail)
        else { return nil }
        return head.count..<end
    }

    /// Whether a text stands at a place of a line: eight bytes at a time, then the last eight.
    private static func isEqual(
        _ line: UnsafeRawBufferPointer, from start: Int, _ text: [UInt8]
    ) -> Bool {
        text.withUnsafeBytes { text in
            guard text.count >= 8 else {
                return text.indices.allSatisfy { line[start + $0] == text[$0] }
            }
            var difference: UInt64 = 0
            var place = 0
            while true {
                difference |=
                    line.loadUnaligned(fromByteOffset: start + place, as: UInt64.self)
                    ^ text.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                guard place < text.count - 8 else { return difference == 0 }
                place = min(place + 8, text.count - 8)
            }
        }
    }

    /// The first coordinate of any line.
    private static func place(in line: UnsafeRawBufferPointer) -> Range<Int>? {
        guard line.count > mark.count else { return nil }
        for start in 0..<line.count - mark.count where isEqual(line, from: start, mark) {
            let from = start + mark.count
            return from..<(line[from...].firstIndex(of: 0x20) ?? line.count)
        }
        return nil
    }
}

extension Call {
    /// Whether a MATCH is about a coordinate and nothing else that would have to be looked up.
    fileprivate var isOfBarePoint: Bool {
        request.verb == Command.match.verb
            && [Keys.beneficiary.name, Keys.place.name, Keys.postcode.name]
                .allSatisfy { request.argument($0) == nil }
    }
}

extension Coordinate {
    /// Reads `48.8534,2.3488` where that is exact without more ado, and nil elsewhere.
    ///
    /// Fifteen digits are a whole number that a `Double` holds, and so is the power of ten it is
    /// divided by: the quotient is rounded once, to what reading the text rounds to (W. D. Clinger,
    /// "How to read floating point numbers accurately", 1990).
    init?(exactly text: UnsafeRawBufferPointer) {
        var position = 0
        guard let latitude = Self.degrees(text, &position), position < text.count,
            text[position] == UInt8(ascii: ",")
        else { return nil }
        position += 1
        guard let longitude = Self.degrees(text, &position), position == text.count else {
            return nil
        }
        do throws(Coordinate.Invalid) {
            self = try Coordinate(latitude: latitude, longitude: longitude)
        } catch {
            return nil
        }
    }

    private static let digitsMax = 15
    private static let powersOfTen = (0...digitsMax).map { exponent in
        (0..<exponent).reduce(1.0) { power, _ in power * 10 }
    }

    /// An optional minus, digits, and a point with digits after it.
    private static func degrees(_ text: UnsafeRawBufferPointer, _ position: inout Int) -> Double? {
        let isNegative = position < text.count && text[position] == UInt8(ascii: "-")
        if isNegative { position += 1 }
        var number: UInt64 = 0
        let start = position
        var point: Int?
        while position < text.count {
            let digit = text[position] &- 0x30
            if digit < 10 {
                number = number &* 10 &+ UInt64(digit)
            } else if text[position] == UInt8(ascii: "."), point == nil, position > start {
                point = position
            } else {
                break
            }
            position += 1
        }
        let digits = position - start - (point == nil ? 0 : 1)
        let decimals = point.map { position - $0 - 1 } ?? 0
        guard digits > 0, digits <= digitsMax, point == nil || decimals > 0 else { return nil }
        let value = Double(number) / powersOfTen[decimals]
        return isNegative ? -value : value
    }
}
