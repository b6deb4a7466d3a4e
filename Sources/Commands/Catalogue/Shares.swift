import GarageNetwork
import LineProtocol

extension Command {
    static let shares = Command(
        "SHARES", "Shows who sends whom: each prescriber's share of a garage's people.",
        access: .roles([.manager, .garage, .prescriber]),
        takes: ReportKeys.period
            + [
                GarageKeys.territory, ReportKeys.garage, ReportKeys.prescriber,
                ReportKeys.grouping, ShareKeys.threshold, ShareKeys.flagged,
            ] + ReportKeys.paging,
        errors: [.noSuch, .storeDown], example: "SHARES flagged=yes"
    ) { call throws(RequestError) in
        let isPrescriber = call.session.caller?.role == .prescriber
        let question = try call.reportQuestion(
            groupings: isPrescriber ? [.prescriber] : [.garage, .prescriber],
            usual: isPrescriber ? .prescriber : .garage)
        let threshold = try call.optional(ShareKeys.threshold)?.value ?? Percent.half
        let wantsFlagged = try call.optional(ShareKeys.flagged)
        _ = try call.groups([], question.period)
        return .later { () async throws(RequestError) -> Reply in
            // A share is of everybody there: one prescriber's rows are chosen afterwards.
            var everybody = question
            if question.grouping == .garage { everybody.organisation = nil }
            let found = try await ledger { () async throws(LedgerError) in
                try await call.environment.desks.reports.senders(everybody)
            }
            guard question.grouping == .garage else {
                return try call.groups(Concentration.rows(of: found), question.period)
            }
            let only = question.organisation.map { call.environment.directory.sender($0) }
            let shares = found.shares(thresholdPercent: threshold)
            let rows = shares.filter { share in
                (only.map { share.prescriber == $0 } ?? true)
                    && (wantsFlagged.map { share.isFlagged == ($0 == .yes) } ?? true)
            }
            return try call.groups(
                rows.map { ($0.garage, $0.row) }, question.period,
                [Field("flagged", .count(shares.count(where: \.isFlagged)))])
        }
    }
}

private enum ShareKeys {
    static let threshold = Key<Percent>(
        "threshold", "Flag a prescriber with more than this part of a garage's people.",
        default: "50")
    static let flagged = Key<Choice>("flagged", "Only rows with this flag.")
}

/// A part of a hundred.
struct Percent: BoundedWhole {
    static let range = 1...100
    static let unit = "%"
    static let half = 50
    let value: Int
    init(_ value: Int) { self.value = value }
}

/// A prescriber's part of a garage's people.
private struct SenderShare {
    let garage: String
    let prescriber: String
    let committed: Int
    let total: Int
    /// More than the threshold, and at least ``casesMin`` people.
    let isFlagged: Bool

    var row: Reply.Row {
        [
            Field("garage", .text(garage)), Field("prescriber", .text(prescriber)),
            Field("committed", .count(committed)), Field("of", .count(total)),
            Field("share", .share(of: committed, in: total)),
            Field("flagged", .text(isFlagged ? "yes" : "no")),
        ]
    }
}

extension [SenderCount] {
    fileprivate func shares(thresholdPercent: Int) -> [SenderShare] {
        var totals: [String: Int] = [:]
        for count in self { totals[count.garage, default: 0] += count.committed }
        return map { count in
            let total = totals[count.garage] ?? 0
            return SenderShare(
                garage: count.garage, prescriber: count.prescriber, committed: count.committed,
                total: total,
                isFlagged: count.committed >= casesMin
                    && count.committed * 100 > total * thresholdPercent)
        }
    }
}

/// How much of what a prescriber sends goes to one garage.
private enum Concentration {
    /// One row a prescriber, in the order of their names.
    static func rows(of counts: [SenderCount]) -> [(group: String, row: Reply.Row)] {
        let byPrescriber = Dictionary(grouping: counts, by: \.prescriber)
        return byPrescriber.sorted {
            Array($0.key.utf8).lexicographicallyPrecedes(Array($1.key.utf8))
        }
        .map { prescriber, counts in
            let total = counts.reduce(0) { $0 + $1.committed }
            let top = counts.max {
                ($0.committed, $1.garage) < ($1.committed, $0.garage)
            }
            return (
                prescriber,
                [
                    Field("prescriber", .text(prescriber)), Field("committed", .count(total)),
                    Field("garages", .count(counts.count)),
                    Field("top_garage", top.map { .text($0.garage) } ?? .missing),
                    Field("top_committed", .count(top?.committed ?? 0)),
                    Field("top_share", .share(of: top?.committed ?? 0, in: total)),
                    Field("concentration", index(counts, total)),
                ]
            )
        }
    }

    /// The sum of the squares of the shares (Herfindahl): 1 when all go to one garage.
    private static func index(_ counts: [SenderCount], _ total: Int) -> Field.Value {
        guard total >= casesMin else { return .missing }
        let squares = counts.reduce(0) { $0 + $1.committed * $1.committed }
        return .decimal(Double(squares) / Double(total * total), places: 4)
    }
}

extension Directory {
    /// How the database calls a prescriber where it counts by them.
    fileprivate func sender(_ organisation: OrganisationID) -> String {
        name(of: organisation)
            ?? (organisation == .network ? "(network)" : "(\(organisation.number))")
    }
}
