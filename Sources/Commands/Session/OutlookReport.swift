import GarageNetwork
import LineProtocol
import Matching
import Steering

/// What a steering verb looks back on.
struct LookBack: Sendable {
    let network: NetworkSnapshot
    let past: DemandPast
    let language: Language

    /// Those of the network, made once for all that a report asks of them.
    let garages: [Garage]

    init(network: NetworkSnapshot, past: DemandPast, language: Language) {
        self.network = network
        self.past = past
        self.language = language
        garages = Array(network.garages)
    }

    /// A sentence for the final line where nobody asked for anything; empty otherwise.
    func note(_ months: Int, otherwise instead: Wording) -> Reply.Row {
        guard past.isEmpty else { return [] }
        let words =
            switch language {
            case .french: "aucune orientation ces \(months) derniers mois : \(instead.french)"
            case .english: "no referral in the last \(months) months: \(instead.english)"
            }
        return [Field("note", .text(words))]
    }
}

extension Call {
    /// Runs a report off the event loops, once the demand of the last months was read.
    ///
    /// No more than ``CurrentOutlook/reportsMax`` run at a time.
    func report(
        monthsBack: Int = DemandPast.monthsBack, untilToday: Bool = true,
        _ body: @escaping @Sendable (LookBack) async throws(RequestError) -> Reply
    ) throws(RequestError) -> Execution {
        let network = try currentNetwork()
        let language = try language()
        let environment = environment
        return .later { () async throws(RequestError) -> Reply in
            guard environment.outlook.beginReport() else { throw .tooManyReports }
            defer { environment.outlook.endReport() }
            return try await environment.run(
                body, on: network, language, monthsBack: monthsBack, untilToday: untilToday)
        }
    }
}

extension Environment {
    @concurrent fileprivate func run(
        _ body: @Sendable (LookBack) async throws(RequestError) -> Reply,
        on network: NetworkSnapshot, _ language: Language, monthsBack: Int, untilToday: Bool
    ) async throws(RequestError) -> Reply {
        let whole = DemandPast.period(upTo: network.today, monthsBack: monthsBack)
        let lastFull = network.month.first + -1
        let period = untilToday ? whole : whole.lowerBound...max(whole.lowerBound, lastFull)
        let records = try await Commands.ledger { () async throws(LedgerError) in
            try await self.archive.demand(from: period.lowerBound, through: period.upperBound)
        }
        let past = DemandPast(records, in: period)
        return try await body(LookBack(network: network, past: past, language: language))
    }

    /// How the months of garages ended that the past knows whole.
    func pasts(_ look: LookBack) async throws(RequestError) -> [GaragePast] {
        let months = look.past.fullMonths
        guard let first = months.first, let last = months.last else {
            return look.garages.map { _ in GaragePast() }
        }
        let days = try await Commands.ledger { () async throws(LedgerError) in
            try await self.archive.days(from: first.first, through: last.last)
        }
        return GaragePast.all(
            of: look.garages, days: days, months: months, asOf: look.network.today)
    }
}

extension RequestError {
    fileprivate static let tooManyReports = RequestError(
        .busy,
        "\(CurrentOutlook.reportsMax) reports are being computed; ask again in a few seconds",
        details: [Detail("retry-ms", "3000")])
}
