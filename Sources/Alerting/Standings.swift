import GarageNetwork
package import Matching

extension NetworkSnapshot {
    /// How every garage that has not left stands this month, in the order of their ids.
    ///
    /// `around` tells the circumstances of a garage by its number, nil while nobody was counted.
    package func standings(
        _ calibration: OddsCalibration = .standard,
        around: (Int64) -> Circumstances? = { _ in nil }
    ) -> [GarageStanding] {
        standings(calibration, around: around) { index in
            (monthEnds[index], load(at: index, in: month).received)
        }
    }

    /// The pace of this month, by which every garage's odds are told.
    ///
    /// - Complexity: O(garages), and no memory.
    package func pace(around: (Int64) -> Circumstances?) -> MonthPace {
        var tally = MonthPaceTally()
        for index in garages.indices where garages.status(at: index) != .left {
            tally.add(
                monthEnds[index],
                reachedByPerMonth: around(directory.numbers[index])?.reachedByPerMonth)
        }
        return tally.pace
    }

    /// How likely one garage's month is to end outside its band: what ``standings(_:around:)``
    /// says of it, without the others.
    package func odds(
        at index: Int, _ calibration: OddsCalibration, around: Circumstances?, pace: MonthPace
    ) -> MonthOdds {
        let month = monthEnd(at: index)
        let prognosis = Prognosis(
            month, reachedByPerMonth: around?.reachedByPerMonth, pace: pace)
        return MonthOdds(of: month, prognosis, calibration)
    }

    /// The same of any month: `read` gives the month and the people received of the garage at a
    /// position.
    package func standings(
        _ calibration: OddsCalibration, around: (Int64) -> Circumstances?,
        read: (Int) -> (month: MonthEnd, received: Int)
    ) -> [GarageStanding] {
        let present = garages.indices.filter { garages.status(at: $0) != .left }
        let months = present.map(read)
        let circumstances = present.map { around(directory.numbers[$0]) }
        let pace = MonthPace(
            months.map(\.month), reachedByPerMonth: circumstances.map { $0?.reachedByPerMonth })
        return present.enumerated().map { place, index in
            GarageStanding(
                garage: garages[index], monthEnd: months[place].month,
                received: months[place].received, today: today,
                circumstances: circumstances[place], pace: pace, calibration: calibration)
        }
    }
}
