import GarageNetwork
import LineProtocol
import Matching

/// The keys that reports on the past share.
enum ReportKeys {
    static let month = Key<Month>("month", "The days of this month, instead of from and through.")
    static let from = Key<Day>("from", "The first day.", default: "89 days before the last")
    static let through = Key<Day>("through", "The last day.", default: "today")
    static let grouping = Key<ReportGrouping>("by", "What is counted by.", default: "network")
    static let prescriber = Key<GarageID>("prescriber", "Only what this prescriber sent.")
    static let garage = Key<GarageID>("garage", "Only what was sent to this garage.")
    static let limit = Key<RowLimit>(
        "limit", "How many groups at most; a group is never cut.", default: "1000")
    static let after = Key<Line>("after", "Go on after this group: the `next` of a reply.")

    static let period: [any KeyDeclaration] = [month, from, through]
    static let paging: [any KeyDeclaration] = [limit, after]
}

extension ReportGrouping: ProtocolWord {}

/// Ninety days when nobody says: a quarter, long enough for the slowest step.
private let periodDaysUsual = 90
/// Five years: what is kept, and more.
private let periodDaysMax = 1_830

extension Call {
    /// The days that a report is about.
    func reportPeriod(usualDays: Int = periodDaysUsual) throws(RequestError) -> ClosedRange<Day> {
        let (from, through) = (
            try optional(ReportKeys.from), try optional(ReportKeys.through)
        )
        if let month = try optional(ReportKeys.month) {
            guard from == nil, through == nil else {
                throw RequestError(.syntax, "give month=…, or from=… and through=…, not both")
            }
            return month.first...month.last
        }
        let last = through ?? view.today
        let first = from ?? last + -(usualDays - 1)
        guard first <= last else {
            throw RequestError(.range, "from: \(first) is after \(last), the last day")
        }
        guard last - first < periodDaysMax else {
            throw RequestError(
                .range, "from: at most \(periodDaysMax) days at a time; ask year by year")
        }
        return first...last
    }

    /// What a report is asked: the keys, within what the caller may see.
    ///
    /// A garage and a prescriber see their own; a monitor sees only the network as a whole, where
    /// no figure can point at a person.
    func reportQuestion(
        groupings: Set<ReportGrouping>, usual: ReportGrouping = .network
    ) throws(RequestError) -> ReportQuestion {
        let period = try reportPeriod()
        let grouping = try optional(ReportKeys.grouping) ?? usual
        guard groupings.contains(grouping) else {
            let words = ReportGrouping.allCases.filter(groupings.contains).map(\.rawValue)
            throw RequestError(
                .range, "by: \(request.verb) counts by \(words.joined(separator: " or "))")
        }
        var question = ReportQuestion(
            first: period.lowerBound, last: period.upperBound,
            territory: try territoryAsked(), grouping: grouping)
        question.garage = try garageAsked()
        question.organisation = try prescriberAsked()
        if session.caller?.role == .monitor {
            guard grouping == .network, question.territory == nil, question.garage == nil,
                question.organisation == nil
            else {
                throw RequestError(
                    .denied, "a monitor sees the figures of the whole network only")
            }
        }
        return question
    }

    private func territoryAsked() throws(RequestError) -> String? {
        try hasKey(GarageKeys.territory) ? optional(GarageKeys.territory)?.text : nil
    }

    private func hasKey(_ key: some KeyDeclaration) -> Bool {
        request.argument(key.name) != nil
    }

    /// The garage that is asked for; for a garage its own, and another one does not exist.
    private func garageAsked() throws(RequestError) -> Int64? {
        let own = session.caller?.role == .garage ? session.caller?.garage : nil
        if session.caller?.role == .garage, own == nil { _ = try scope() }
        guard let id = try optional(ReportKeys.garage) else { return own }
        guard let found = try currentNetwork().garage(id: id), own == nil || own == found.number
        else { throw RequestError(.noSuch, "garage: no such garage; GARAGES lists them") }
        return found.number
    }

    /// The prescriber that is asked for; for a prescriber its own, and another one does not exist.
    private func prescriberAsked() throws(RequestError) -> OrganisationID? {
        let own = session.caller?.role == .prescriber ? session.caller?.organisation : nil
        if session.caller?.role == .prescriber, own == nil { _ = try scope() }
        guard let id = try optional(ReportKeys.prescriber) else { return own }
        guard let found = environment.directory.prescriber(id)?.organisation,
            own == nil || own == found
        else {
            throw RequestError(.noSuch, "prescriber: no such prescriber in this network")
        }
        return found
    }

    /// The rows of some groups, which come in the order of their groups: whole groups, and where
    /// to go on.
    func groups(
        _ rows: [(group: String, row: Reply.Row)], _ period: ClosedRange<Day>,
        _ more: Reply.Row = []
    ) throws(RequestError) -> Reply {
        let limit = try optional(ReportKeys.limit)?.value ?? RowLimit.range.upperBound
        let after = try optional(ReportKeys.after)?.text
        var page: [Reply.Row] = []
        var (last, count, isCut) = (String?.none, 0, false)
        for (group, row) in rows {
            // Groups are ordered by the bytes of their names, as the database orders them.
            if let after, !Array(after.utf8).lexicographicallyPrecedes(Array(group.utf8)) {
                continue
            }
            if group != last {
                guard count < limit else {
                    isCut = true
                    break
                }
                (last, count) = (group, count + 1)
            }
            page.append(row)
        }
        let next: Reply.Row =
            isCut ? [Field("more", .whole(1)), Field("next", .text(last ?? ""))] : []
        let days: Reply.Row = [
            Field("from", .text("\(period.lowerBound)")),
            Field("through", .text("\(period.upperBound)")),
        ]
        return .listing(page, next + days + more)
    }
}

extension ReportQuestion {
    var period: ClosedRange<Day> { first...last }

    /// The column that says which group a row is of; none for the network as a whole.
    func column(_ group: String) -> Reply.Row {
        grouping == .network ? [] : [Field(grouping.rawValue, .text(group))]
    }
}

extension Field.Value {
    /// A part of a whole, 0 to 1; missing where the whole is too small for one.
    static func share(of part: Int, in whole: Int) -> Field.Value {
        whole >= casesMin ? .decimal(Double(part) / Double(whole), places: 4) : .missing
    }
}
