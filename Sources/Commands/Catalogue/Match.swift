import GarageNetwork
import Geometry
import LineProtocol
import Matching

extension Command {
    static let match = Command(
        "MATCH", "Lists the garages a person can reach, best first, and says why.",
        access: .roles([.prescriber, .manager]),
        takes: MatchKeys.question + [Keys.beneficiary, MatchKeys.limit, MatchKeys.fields],
        errors: [.noSuch, .conflict, .noGarage, .notReady, .storeDown],
        example: "MATCH place=Lens within=30km brand=Renault limit=3"
    ) { call throws(RequestError) in
        let point = try call.whereabouts()
        guard let id = try call.optional(Keys.beneficiary) else {
            return .now(try call.matches(for: nil, at: point))
        }
        if let person = try call.remembered(id) {
            return .now(try call.matches(for: person, at: point))
        }
        return .later { () async throws(RequestError) -> Reply in
            let person = try await call.environment.fetch(id, for: call.session.scope)
            return try call.matches(for: person, at: point)
        }
    }
}

extension Call {
    fileprivate func matches(
        for person: Beneficiary?, at point: Coordinate?
    ) throws(RequestError) -> Reply {
        let network = try currentNetwork()
        let decision = try reachDecision(for: person, on: network.today)
        let query = try question(
            from: person, at: point, reach: decision.reach,
            limit: try optional(MatchKeys.limit)?.value ?? settings.matchRows)
        let columns = try MatchColumns(optional(MatchKeys.fields))
        let result = network.match(query)
        guard let nearest = result.nearest else {
            try refuseDecimalComma(result)
            throw RequestError(nothingIn: result, query.reach)
        }
        let odds = columns.tellOdds ? environment.odds(in: network) : nil
        let nearestOdds = odds?.odds(at: nearest.index, in: network) ?? .unknown
        let language = try language()
        let rows = zip(1..., result.matches).map { rank, match in
            let odds = odds?.odds(at: match.index, in: network) ?? .unknown
            return columns.row(match, rank: rank, odds: odds) {
                Reason(match, odds: odds, nearest: nearest, nearestOdds: nearestOdds)
                    .sentence(in: language, of: match.name, nearestName: nearest.name)
            }
        }
        let used = person == nil ? [] : decision.fields
        return .listing(rows, try summary(of: result, query.reach, in: network) + used)
    }

    private func summary(
        of result: MatchResult, _ reach: Reach, in network: NetworkSnapshot
    ) throws(RequestError) -> Reply.Row {
        var summary = [
            Field("within", .text(reach.argument)), Field("reachable", .count(result.reachable)),
            Field("full", .count(result.full)), Field("closed", .count(result.closed)),
            Field("unsuitable", .count(result.unsuitableTotal)),
            Field("epoch", .whole(Int64(clamping: network.epoch))),
        ]
        if let age = network.ageSeconds(at: environment.clock.now) {
            summary.append(Field("age_s", .whole(age)))
        }
        return summary
    }

    /// `at=48,85` reads as latitude 48, longitude 85; where no garage is near, whoever wrote it
    /// most likely meant one number with a French comma.
    private func refuseDecimalComma(_ result: MatchResult) throws(RequestError) {
        guard result.reachable == 0, let text = request.argument(Keys.at.name)?.value,
            !text.contains(".")
        else { return }
        throw RequestError(
            .number,
            "at: \(text) is two whole numbers, far from every garage;"
                + " a coordinate is written 48.85,2.35: use '.' not ',' in a number")
    }
}

extension ReachDecision {
    /// What was used of what is known of a person; `within` says the distance.
    fileprivate var fields: Reply.Row {
        let because = causes.isEmpty ? "default" : causes.map(\.rawValue).joined(separator: ",")
        return [
            Field("mode", .text(reach.mode.rawValue)),
            Field("detour_km", .decimal(reach.detourCapKm, places: 1)),
            Field("because", .text(because)),
        ]
    }
}
