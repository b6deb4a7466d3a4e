import GarageNetwork

/// Everything that a picture of a month shows, as the daemon has it.
struct NetworkLoad {
    var garages: [GarageLoad]
    let numbers: HonestNumbers
    /// The month shown, and the daemon's day and time; nil when it did not say.
    let month: Month?
    let today: Day?
    /// `17:58`.
    let time: String?

    /// Whether the month is over, so that nothing is forecast any more.
    var isOver: Bool {
        guard let month, let today else { return false }
        return month < today.month
    }

    /// How many garages stand where.
    func count(_ standing: Standing) -> Int { garages.count { $0.standing == standing } }
}

/// Asks for what a picture shows: LOAD, STATUS, and GARAGES when places are wanted.
struct LoadQuestion {
    private let month: Month?
    private let territory: String?

    /// Reads `month=` and `territory=`.
    ///
    /// - Throws: a usage failure for every other key: a picture shows all rows.
    init(_ words: [String]) throws(Failure) {
        var (month, territory) = (Month?.none, String?.none)
        for word in words {
            let name = word.prefix { $0 != "=" }
            let value = String(word.dropFirst(name.count + 1))
            switch name {
            case "month":
                month = Month(value)
                if month == nil {
                    throw Failure(
                        .usage, "'\(value.printable)' is not a month", advice: "as month=2026-11")
                }
            case "territory": territory = value
            default:
                throw Failure(
                    .usage, "a picture takes no '\(String(name).printable)='",
                    advice: "it takes month= and territory=; --limit N shortens the chart")
            }
        }
        self.month = month
        self.territory = territory
    }

    private var filter: [(String, String)] { territory.map { [("territory", $0)] } ?? [] }

    func ask(_ client: LineClient, withPlaces: Bool) throws(Failure) -> NetworkLoad {
        let keys = filter + (month.map { [("month", "\($0)")] } ?? [])
        let load = try Listing(client, "LOAD", keys)
        var garages = load.rows.compactMap(GarageLoad.init)
        if withPlaces {
            let places = try Listing(client, "GARAGES", filter).rows
            let byID = Dictionary(places.map { ($0.textNamed("garage"), $0) }) { first, _ in first }
            for index in garages.indices {
                if let row = byID[garages[index].id] { garages[index].locate(row) }
            }
        }
        let status = try client.ask(RequestText("STATUS")).rows.first.flatMap(JSONReader.object)
        let today = status?.textNamed("today").flatMap { Day($0) }
        return NetworkLoad(
            garages: garages, numbers: HonestNumbers(load.totals), month: month ?? today?.month,
            today: today, time: status?.textNamed("now").flatMap(Self.clockTime))
    }

    /// `17:58` of `2025-03-19T17:58:38+01:00`.
    private static func clockTime(_ instant: String) -> String? {
        let time = instant.drop { $0 != "T" }.dropFirst().prefix(5)
        let isTime = time.count == 5 && time.allSatisfy { $0 == ":" || $0.isASCII && $0.isNumber }
        return isTime ? String(time) : nil
    }
}

/// All rows of a verb that pages them, and the final line of its first page.
struct Listing {
    private(set) var rows: [[JSONMember]] = []
    private(set) var totals: [NamedText] = []

    init(
        _ client: LineClient, _ verb: String, _ keys: [(String, String)]
    ) throws(Failure) {
        var after: String?
        repeat {
            let place = after.map { [("after", $0)] } ?? []
            let reply = try client.ask(RequestText(verb, keys + place))
            let values = try reply.get(verb: verb)
            if after == nil { totals = values }
            rows += reply.rows.compactMap(JSONReader.object)
            let next = reply.value("more") == nil ? nil : reply.value("next")
            if let next, next == after || reply.rows.isEmpty {
                throw .badReply("\(verb) gives the same page again")
            }
            after = next
        } while after != nil
    }
}
