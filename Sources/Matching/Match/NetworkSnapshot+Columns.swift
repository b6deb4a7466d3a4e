import GarageNetwork
package import Geometry

/// Single figures of a garage, by its position: what an answer of few columns needs.
///
/// Read here and not by whoever writes the answer, because a generic collection costs ten times as
/// much from another module, where it is not made for its element.
extension NetworkSnapshot {
    package func position(at index: Int) -> Coordinate { directory.garages.position(at: index) }

    package func monthEnd(at index: Int) -> MonthEnd { monthEnds[index] }

    /// What a row tells of a garage's month.
    package func summary(at index: Int) -> MonthSummary { monthEnds.summary(at: index) }

    /// What a sentence about a garage rests on.
    package func standpoint(
        of garage: RankedGarage, _ odds: MonthOdds
    ) -> Reason.Standpoint {
        let month = monthEnds.summary(at: garage.index)
        let muteSince = garage.tier == .mute ? directory.garages[garage.index].muteSince : nil
        return Reason.Standpoint(garage, month, muteSince: muteSince, odds)
    }

    /// How many people each garage received this month; the month is looked up once for all rows.
    package var receivedThisMonth: MonthColumn { MonthColumn(loads: loads[month]) }
}

/// The people received in one month, by the position of the garage.
package struct MonthColumn {
    fileprivate let loads: Chunked<GarageLoad>?

    package subscript(index: Int) -> Int { loads?[index].received ?? 0 }
}
