import GarageNetwork

/// Until when each garage has to answer what is asked now, by the hours of its territory.
///
/// Worked out once for each territory: the candidates of one order are seldom in two.
struct Deadlines {
    /// The times of one garage.
    struct Times: Equatable {
        let answerBy: Instant
        /// When it is reminded; nil for never.
        let remindAt: Instant?
    }

    private let start: Instant
    private let settings: CommandSettings
    private var known: [(territory: Int?, times: Times)] = []

    init(from start: Instant, _ settings: CommandSettings) {
        self.start = start
        self.settings = settings
    }

    /// The times of a garage with that postal code.
    mutating func times(at postcode: String) -> Times {
        let territory = settings.territories.index(of: postcode)
        if let found = known.first(where: { $0.territory == territory }) { return found.times }
        let hours = settings.territories.hours(at: postcode)
        let answerBy = hours.answerBy(from: start, standardDays: settings.answerWorkingDays)
        let times = Times(
            answerBy: answerBy,
            remindAt: hours.moment(share: settings.remindShare, from: start, until: answerBy))
        known.append((territory, times))
        return times
    }
}
