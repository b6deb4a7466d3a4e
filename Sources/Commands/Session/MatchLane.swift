import GarageNetwork
import Geometry
import LineProtocol
import Matching

/// What one connection keeps so that a MATCH from a coordinate costs little more than its search.
struct MatchLane {
    /// The latest kinds of request, the next to be forgotten at ``oldest``.
    private var shapes: [MatchShape] = []
    private var oldest = 0
    /// What the last search found, for its memory.
    private var list = MatchList()
    private var odds: OddsReader?

    /// More kinds than a program asks by turns; their texts are compared one after the other.
    static let shapesMax = 4

    /// Forgets what requests meant: the settings, or the caller, may be others now.
    mutating func forgetShapes() {
        shapes.removeAll()
        oldest = 0
    }

    /// The kind of a line whose tag is taken off.
    ///
    /// - Returns: Its number, and where the coordinate stands.
    func shape(of line: UnsafeRawBufferPointer) -> (number: Int, place: Range<Int>)? {
        for number in shapes.indices {
            if let place = shapes[number].place(in: line) { return (number, place) }
        }
        return nil
    }

    mutating func remember(_ shape: MatchShape) {
        if shapes.count < Self.shapesMax {
            shapes.append(shape)
        } else {
            shapes[oldest] = shape
            oldest = (oldest + 1) % Self.shapesMax
        }
    }

    /// Answers a line of a known kind.
    ///
    /// - Parameters:
    ///   - number: Its kind.
    ///   - place: Its coordinate as it is written.
    ///   - network: Of today, ready, and not cut off from its store.
    ///   - environment: For the odds of the month.
    ///   - tag: Echoed on every line.
    ///   - writer: Where the answer goes.
    /// - Returns: `no` where it is better read as a request after all.
    mutating func answer(
        _ number: Int, from place: UnsafeRawBufferPointer, in network: inout NetworkSnapshot,
        _ environment: Environment, tag: UnsafeRawBufferPointer?, into writer: inout LineWriter
    ) -> ExpressAnswer {
        guard let position = Coordinate(exactly: place) else { return .no }
        let shape = shapes[number]
        rank(&shape.query, from: position, in: &network)
        guard let nearest = list.nearest else {
            return refuse(shape, from: place, tag: tag, into: &writer)
        }
        if shape.columns.tellOdds {
            if odds?.state != environment.oddsState(of: network) {
                odds = environment.odds(in: network)
            }
            writeRowsWithOdds(shape, nearest, &network, tag: tag, into: &writer)
        } else {
            writeRows(shape, &network, tag: tag, into: &writer)
        }
        writeFinal(shape.within, network.epoch, tag: tag, into: &writer)
        return writer.isFull ? .no : .worked
    }
}

// MARK: Rows

extension MatchLane {
    /// Lends the search what it reads; see ``SnapshotReader/lend(_:)``.
    private mutating func rank(
        _ query: inout MatchQuery, from position: Coordinate, in network: inout NetworkSnapshot
    ) {
        network.rank(query, from: position, into: &list)
    }

    /// What a sentence is made of, which tells neither minutes nor people received.
    private func told(
        _ garage: RankedGarage, _ query: inout MatchQuery, _ network: inout NetworkSnapshot
    ) -> Match {
        network.match(garage, query, minutes: 0, received: 0)
    }

    private func writeRows(
        _ shape: MatchShape, _ network: inout NetworkSnapshot, tag: UnsafeRawBufferPointer?,
        into writer: inout LineWriter
    ) {
        let received = shape.columns.tellReceived ? network.receivedThisMonth : nil
        for place in list.chosen.indices {
            writer.begin(UInt8(ascii: "="), tag: tag)
            for column in shape.columns.wanted.indices {
                shape.writeName(of: column, into: &writer)
                write(
                    shape.columns.wanted[column], of: place, shape, &network, received,
                    into: &writer)
            }
            writer.append("}\n" as StaticString)
        }
    }

    private func writeRowsWithOdds(
        _ shape: MatchShape, _ nearest: RankedGarage, _ network: inout NetworkSnapshot,
        tag: UnsafeRawBufferPointer?, into writer: inout LineWriter
    ) {
        guard let reader = odds else { return }
        let received = shape.columns.tellReceived ? network.receivedThisMonth : nil
        let nearestOdds = reader.odds(at: nearest.index, in: network)
        let nearestMatch = told(nearest, &shape.query, &network)
        for place in list.chosen.indices {
            let garage = list.chosen[place]
            let isNearest = garage.index == nearest.index
            let odds = isNearest ? nearestOdds : reader.odds(at: garage.index, in: network)
            writer.begin(UInt8(ascii: "="), tag: tag)
            for column in shape.columns.wanted.indices {
                shape.writeName(of: column, into: &writer)
                switch shape.columns.wanted[column] {
                case .below: writer.append(decimal: odds.below, places: 2)
                case .above: writer.append(decimal: odds.above, places: 2)
                case .why:
                    let match = isNearest ? nearestMatch : told(garage, &shape.query, &network)
                    Reason(match, odds: odds, nearest: nearestMatch, nearestOdds: nearestOdds)
                        .write(in: shape.language, to: &writer)
                case let other:
                    write(other, of: place, shape, &network, received, into: &writer)
                }
            }
            writer.append("}\n" as StaticString)
        }
    }

    /// A column that needs no odds.
    private func write(
        _ column: MatchColumn, of place: Int, _ shape: MatchShape,
        _ network: inout NetworkSnapshot, _ received: MonthColumn?,
        into writer: inout LineWriter
    ) {
        let garage = list.chosen[place]
        let index = garage.index
        switch column {
        case .rank: writer.append(whole: place + 1)
        case .garage: network.directory.withID(of: index) { writer.append(json: $0) }
        case .name: network.directory.withName(of: index) { writer.append(json: $0) }
        case .latitude: writer.append(decimal: network.position(at: index).latitude, places: 6)
        case .longitude: writer.append(decimal: network.position(at: index).longitude, places: 6)
        case .km: writer.append(decimal: garage.km, places: 2)
        case .minutes:
            let minutes = shape.pace.fixedMinutes + shape.pace.minutesPerKm * garage.km
            writer.append(whole: Int(minutes.rounded()))
        case .by: writer.append("\"model\"" as StaticString)
        case .committed: writer.append(whole: network.committed(at: index))
        case .received: writer.append(whole: received?[index] ?? 0)
        case .min: writer.append(whole: network.bandMin(at: index))
        case .max: writer.append(whole: network.bandMax(at: index))
        case .priceKm: writer.append(decimal: garage.priceKm, places: 2)
        case .below, .above, .why: break
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

extension MatchShape {
    /// The name of a column as JSON begins it: `{"garage":`, `,"km":`.
    fileprivate func writeName(of column: Int, into writer: inout LineWriter) {
        let start = column == 0 ? 0 : nameEnds[column - 1]
        writer.append(names, start..<nameEnds[column])
    }
}

extension Reason {
    /// Writes the sentence as JSON: straight where neither name needs escaping.
    fileprivate func write(in language: Language, to writer: inout LineWriter) {
        withNames { own, nearest in
            if LineWriter.standsAsItIs(own), LineWriter.standsAsItIs(nearest) {
                writer.append(jsonBy: {
                    write(into: $0, in: language, own: own, nearest: nearest)
                })
            } else {
                var text = sentence(in: language)
                text.withUTF8 { writer.append(json: UnsafeRawBufferPointer($0)) }
            }
        }
    }
}
