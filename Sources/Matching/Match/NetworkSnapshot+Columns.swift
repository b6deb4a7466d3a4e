import GarageNetwork
package import Geometry

/// Single figures of a garage, by its position: what an answer of few columns needs.
///
/// Read here and not by whoever writes the answer, because a generic collection costs ten times as
/// much from another module, where it is not made for its element.
extension NetworkSnapshot {
    package func position(at index: Int) -> Coordinate { directory.garages.position(at: index) }

    package func monthEnd(at index: Int) -> MonthEnd { monthEnds[index] }

    package func committed(at index: Int) -> Int { monthEnds[index].committed }

    package func bandMin(at index: Int) -> Int { monthEnds[index].band.min }

    package func bandMax(at index: Int) -> Int { monthEnds[index].band.max }

    /// How many people each garage received this month; the month is looked up once for all rows.
    package var receivedThisMonth: MonthColumn { MonthColumn(loads: loads[month]) }
}

/// The people received in one month, by the position of the garage.
package struct MonthColumn {
    fileprivate let loads: Chunked<GarageLoad>?

    package subscript(index: Int) -> Int { loads?[index].received ?? 0 }
}
