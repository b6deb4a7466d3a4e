import GarageNetwork
import Geometry
import LineProtocol
import Matching

/// A column of MATCH; the order is that of the contract.
enum MatchColumn: String, CaseIterable {
    case rank, garage, name, latitude = "lat", longitude = "lon", km, minutes, by, committed
    case received, min, max, below = "p_below", above = "p_above", priceKm = "price_km", why
}

/// The columns that were asked for.
struct MatchColumns {
    let wanted: [MatchColumn]
    /// Whether any column needs the odds of the month.
    let tellOdds: Bool
    /// Whether the counters of the month are needed.
    let tellReceived: Bool
    /// Whether any other figure of a garage's month is.
    let tellMonth: Bool

    init(_ list: WordList?) throws(RequestError) {
        var wanted: [MatchColumn] = []
        for word in list?.words ?? [] {
            guard let column = MatchColumn(rawValue: word) else {
                throw RequestError(
                    .range,
                    "fields: a column that is not there; there are "
                        + MatchColumn.allCases.map(\.rawValue).joined(separator: ","))
            }
            wanted.append(column)
        }
        self.wanted = list == nil ? MatchColumn.allCases : wanted
        tellOdds = self.wanted.contains { $0 == .below || $0 == .above || $0 == .why }
        tellReceived = self.wanted.contains(.received)
        tellMonth = self.wanted.contains { $0 == .committed || $0 == .min || $0 == .max }
    }

    /// A row; the sentence is made only where it is wanted.
    func row(_ match: Match, rank: Int, odds: MonthOdds, why: () -> String) -> Reply.Row {
        wanted.map { column in
            switch column {
            case .rank: Field(column.rawValue, .count(rank))
            case .below: Field(column.rawValue, .decimal(odds.below, places: 2))
            case .above: Field(column.rawValue, .decimal(odds.above, places: 2))
            case .why: Field(column.rawValue, .text(why()))
            default: Field(column.rawValue, Self.value(column, match))
            }
        }
    }

    private static func value(_ column: MatchColumn, _ match: Match) -> Field.Value {
        switch column {
        case .garage: .text(match.garage.id.text)
        case .name: .text(match.name)
        case .latitude: .decimal(match.garage.position.latitude, places: 6)
        case .longitude: .decimal(match.garage.position.longitude, places: 6)
        case .km: .decimal(match.km, places: 2)
        case .minutes: .count(match.minutes)
        case .by: .text("model")
        case .committed: .count(match.monthEnd.committed)
        case .received: .count(match.received)
        case .min: .count(match.monthEnd.band.min)
        case .max: .count(match.monthEnd.band.max)
        case .priceKm: .decimal(match.priceKm, places: 2)
        case .rank, .below, .above, .why: .missing
        }
    }
}
