import GarageNetwork
import Geometry
import LineProtocol
import Matching

/// What one connection keeps so that a MATCH from a coordinate costs little more than its search.
struct MatchLane {
    /// The latest kinds of request, the next to be forgotten at ``oldest``.
    private var shapes: [MatchShape] = []
    /// What each of them asks; here, so that the search can be lent it without a copy.
    private var queries: [MatchQuery] = []
    private var oldest = 0
    /// What the last search found, for its memory.
    private var list = MatchList()
    private var odds: OddsReader?

    /// More kinds than a program asks by turns; their texts are compared one after the other.
    static let shapesMax = 4

    /// Forgets what requests meant: the settings, or the caller, may be others now.
    mutating func forgetShapes() {
        shapes.removeAll()
        queries.removeAll()
        oldest = 0
    }

    mutating func remember(_ shape: MatchShape) {
        if shapes.count < Self.shapesMax {
            shapes.append(shape)
            queries.append(shape.query)
        } else {
            shapes[oldest] = shape
            queries[oldest] = shape.query
            oldest = (oldest + 1) % Self.shapesMax
        }
    }

    /// Answers a line whose tag is taken off.
    ///
    /// - Parameters:
    ///   - line: What is asked.
    ///   - network: Of today, ready, and not cut off from its store.
    ///   - environment: For the odds of the month.
    ///   - tag: Echoed on every line.
    ///   - writer: Where the answer goes.
    /// - Returns: `no` where it is better read as a request after all; nil for a line of no kind
    ///   that is known.
    mutating func answer(
        _ line: UnsafeRawBufferPointer, in network: inout NetworkSnapshot,
        _ environment: Environment, tag: UnsafeRawBufferPointer?, into writer: inout LineWriter
    ) -> ExpressAnswer? {
        for number in shapes.indices {
            guard let place = shapes[number].place(in: line) else { continue }
            let text = UnsafeRawBufferPointer(rebasing: line[place])
            if let position = Coordinate(exactly: text) {
                Self.rank(&queries[number], from: position, in: &network, into: &list)
                return write(shapes[number], text, &network, environment, tag: tag, into: &writer)
            }
            // With a space in it, that is no coordinate but more keys: another kind.
            if !text.contains(0x20) { return .no }
        }
        return nil
    }

    /// Lends the search what it reads; see ``SnapshotReader/lend(_:)``.
    private static func rank(
        _ query: inout MatchQuery, from position: Coordinate, in network: inout NetworkSnapshot,
        into list: inout MatchList
    ) {
        network.rank(query, from: position, into: &list)
    }

    private mutating func write(
        _ shape: MatchShape, _ place: UnsafeRawBufferPointer, _ network: inout NetworkSnapshot,
        _ environment: Environment, tag: UnsafeRawBufferPointer?, into writer: inout LineWriter
    ) -> ExpressAnswer {
        guard let nearest = list.nearest else {
            return refuse(shape, from: place, tag: tag, into: &writer)
        }
        var telling: Telling?
        if shape.columns.tellOdds {
            if odds?.state != environment.oddsState(of: network) {
                odds = environment.odds(in: network)
            }
            telling = odds.map { Telling($0, nearest, shape.language, &network) }
        }
        writeRows(shape, telling, &network, tag: tag, into: &writer)
        writeFinal(shape.within, network.epoch, tag: tag, into: &writer)
        return writer.isFull ? .no : .worked
    }
}

// MARK: Rows

extension MatchLane {
    private func writeRows(
        _ shape: MatchShape, _ telling: Telling?, _ network: inout NetworkSnapshot,
        tag: UnsafeRawBufferPointer?, into writer: inout LineWriter
    ) {
        let received = shape.columns.tellReceived ? network.receivedThisMonth : nil
        let (cells, pace, tellMonth) = (shape.cells, shape.pace, shape.columns.tellMonth)
        for (place, garage) in list.chosen.enumerated() {
            let index = garage.index
            let month = tellMonth ? network.summary(at: index) : nil
            let odds = telling?.odds(of: garage, in: &network) ?? .unknown
            writer.begin(UInt8(ascii: "="), tag: tag)
            for (column, name) in cells {
                writer.append(name)
                switch column {
                case .rank: writer.append(whole: place + 1)
                case .garage: network.directory.withID(of: index) { writer.append(json: $0) }
                case .name: network.directory.withName(of: index) { writer.append(json: $0) }
                case .latitude:
                    writer.append(decimal: network.position(at: index).latitude, places: 6)
                case .longitude:
                    writer.append(decimal: network.position(at: index).longitude, places: 6)
                case .km: writer.append(decimal: garage.km, places: 2)
                case .minutes:
                    let minutes = pace.fixedMinutes + pace.minutesPerKm * garage.km
                    writer.append(whole: Int(minutes.rounded()))
                case .by: writer.append("\"model\"" as StaticString)
                case .committed: writer.append(whole: month?.committed ?? 0)
                case .received: writer.append(whole: received?[index] ?? 0)
                case .min: writer.append(whole: month?.min ?? 0)
                case .max: writer.append(whole: month?.max ?? 0)
                case .below: writer.append(decimal: odds.below, places: 2)
                case .above: writer.append(decimal: odds.above, places: 2)
                case .priceKm: writer.append(decimal: garage.priceKm, places: 2)
                case .why: telling?.writeReason(for: garage, odds, in: &network, to: &writer)
                }
            }
            writer.append("}\n" as StaticString)
        }
    }
}

// MARK: Final lines

extension MatchLane {
    private func writeFinal(
        _ within: [UInt8], _ epoch: UInt64, tag: UnsafeRawBufferPointer?,
        into writer: inout LineWriter
    ) {
        writer.begin(UInt8(ascii: "+"), tag: tag)
        writer.append("OK rows=" as StaticString)
        writer.append(whole: list.chosen.count)
        writer.append(within)
        writer.append(" reachable=" as StaticString)
        writer.append(whole: list.reachable)
        writer.append(" full=" as StaticString)
        writer.append(whole: list.full)
        writer.append(" closed=" as StaticString)
        writer.append(whole: list.closed)
        writer.append(" unsuitable=" as StaticString)
        writer.append(whole: list.unsuitableTotal)
        writer.append(" epoch=" as StaticString)
        writer.append(whole: Int(clamping: epoch))
        writer.append(UInt8(ascii: "\n"))
    }

    /// Nobody can take this person.
    ///
    /// - Returns: `no` for a coordinate that may be one number with a French comma, which is told
    ///   in words of its own.
    private func refuse(
        _ shape: MatchShape, from place: UnsafeRawBufferPointer, tag: UnsafeRawBufferPointer?,
        into writer: inout LineWriter
    ) -> ExpressAnswer {
        if list.reachable == 0 {
            guard place.contains(UInt8(ascii: ".")) else { return .no }
            writer.begin(UInt8(ascii: "-"), tag: tag)
            writer.append(shape.nothingNear)
        } else {
            let error = RequestError(
                reachable: list.reachable, full: list.full, closed: list.closed,
                other: list.unsuitableTotal, tried: list.tried, shape.query.reach)
            writer.append(error, tag: tag)
        }
        return writer.isFull ? .no : .refused(.noGarage)
    }
}

/// What rows tell that depends on the nearest garage and on how months are likely to end.
private struct Telling {
    private let reader: OddsReader
    private let nearest: RankedGarage
    private let nearestOdds: MonthOdds
    private let language: Language
    /// Whether the nearest garage's name needs no escaping.
    private let isNearestPlain: Bool

    init(
        _ reader: OddsReader, _ nearest: RankedGarage, _ language: Language,
        _ network: inout NetworkSnapshot
    ) {
        var isPlain = false
        network.directory.withName(of: nearest.index) { isPlain = LineWriter.standsAsItIs($0) }
        isNearestPlain = isPlain
        self.reader = reader
        self.nearest = nearest
        self.language = language
        nearestOdds = reader.odds(at: nearest.index, in: network)
    }

    func odds(of garage: RankedGarage, in network: inout NetworkSnapshot) -> MonthOdds {
        garage.index == nearest.index ? nearestOdds : reader.odds(at: garage.index, in: network)
    }

    /// Writes the sentence as JSON: straight where neither name needs escaping.
    func writeReason(
        for garage: RankedGarage, _ odds: MonthOdds, in network: inout NetworkSnapshot,
        to writer: inout LineWriter
    ) {
        let reason = Reason(
            network.standpoint(of: garage, odds),
            nearest: network.standpoint(of: nearest, nearestOdds))
        let directory = network.directory
        directory.withName(of: garage.index) { own in
            directory.withName(of: nearest.index) { nearest in
                if isNearestPlain, LineWriter.standsAsItIs(own) {
                    writer.append(jsonBy: {
                        reason.write(into: $0, in: language, own: own, nearest: nearest)
                    })
                } else {
                    var text = reason.sentence(
                        in: language, of: String(decoding: own, as: UTF8.self),
                        nearestName: String(decoding: nearest, as: UTF8.self))
                    text.withUTF8 { writer.append(json: UnsafeRawBufferPointer($0)) }
                }
            }
        }
    }
}
