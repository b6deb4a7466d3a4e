import GarageNetwork
import Geometry
import LineProtocol
import Matching

extension Command {
    static let unplaced = Command(
        "UNPLACED", "Lists the people whom no garage could take and who wait, the longest first.",
        access: .roles([.prescriber, .manager]),
        takes: [UnplacedKeys.limit, UnplacedKeys.after], errors: [.storeDown],
        example: "UNPLACED limit=20"
    ) { call throws(RequestError) in
        let scope = try call.scope()
        let limit = try call.optional(UnplacedKeys.limit)?.value ?? RowLimit.range.upperBound
        let after = try call.optional(UnplacedKeys.after).map { Int64($0.value) }
        let environment = call.environment
        return .later { () async throws(RequestError) -> Reply in
            let found = try await ledger { () async throws(LedgerError) in
                try await environment.archive.unplaced(
                    visibleTo: scope, after: after, limit: limit + 1)
            }
            let page = found.prefix(limit)
            let gazetteer = environment.gazetteer.value
            let more: Reply.Row =
                found.count > limit
                ? [
                    Field("more", .whole(1)),
                    Field("next", page.last.map { .text("\($0.number)") } ?? .missing),
                ] : []
            return .listing(page.map { environment.row($0, gazetteer) }, more)
        }
    }
}

private enum UnplacedKeys {
    static let limit = Key<RowLimit>("limit", "How many rows at most.", default: "1000")
    static let after = Key<ListPosition>("after", "Go on after this: the `next` of a reply.")
}

/// How far the place may be that says where somebody waits, in kilometres: further, it would not.
private let nearKmMax = 20.0

extension Environment {
    /// Somebody who waits: by the pseudonym, and near which place of what department.
    fileprivate func row(_ request: UnplacedRequest, _ gazetteer: Gazetteer) -> Reply.Row {
        let near = gazetteer.nearest(
            to: request.origin, within: .kilometres(nearKmMax), limit: 1
        ).first?.place
        return [
            Field("beneficiary", .text(request.beneficiary.text)),
            Field("since", .text("\(request.since.paris.day)")),
            Field("tries", .count(request.tries)),
            Field("reachable", .count(request.reachable)), Field("full", .count(request.full)),
            Field("closed", .count(request.closed)),
            Field("unsuitable", .count(request.unsuitable)),
            Field("near", near.map { .text($0.labelled) } ?? .missing),
            Field("reach_km", .decimal(request.reachKm, places: 1)),
            Field(
                "prescriber",
                directory.name(of: OrganisationID(request.organisation)).map { .text($0) }
                    ?? .missing),
            Field("reasons", .list(request.reasons)),
            Field("last_referral", request.previous.map { .text($0.text) } ?? .missing),
        ]
    }
}

extension PlaceRow {
    /// As `Lens (62)`.
    fileprivate var labelled: String { department.isEmpty ? name : "\(name) (\(department))" }
}
