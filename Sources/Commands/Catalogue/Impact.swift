import GarageNetwork
import Impact
import LineProtocol
import Matching

extension Command {
    static let impact = Command(
        "IMPACT",
        "Shows both partners' indicators on the same people: linked, not caused.",
        access: .roles([.manager, .monitor, .prescriber]),
        takes: ReportKeys.period + [ImpactKeys.grouping] + ReportKeys.paging,
        errors: [.range, .storeDown], example: "IMPACT from=2026-01-01 by=month"
    ) { call throws(RequestError) in
        let question = try call.impactQuestion()
        let language = try call.language()
        let isOwn = question.organisation != nil
        let period = question.first...question.last
        _ = try call.groups([], period)
        return .later { () async throws(RequestError) -> Reply in
            let found = try await ledger { () async throws(LedgerError) in
                try await call.environment.desks.impact.figures(question)
            }
            let report = await question.report(found, isFolded: !isOwn)
            let words = ImpactWords(language)
            let rows = report.groups.flatMap { group in
                group.lines.map { line in
                    (group.name, question.column(group.name) + line.row(words))
                }
            }
            return try call.groups(
                rows, period,
                [
                    Field("by", .text(question.grouping.rawValue)),
                    Field("people", report.people), Field("folded", .text(isOwn ? "no" : "yes")),
                    Field("note", .text(words.note)),
                ])
        }
    }
}

private enum ImpactKeys {
    static let grouping = Key<ImpactGrouping>(
        "by", "By what of their first referral people are told apart.", default: "none")
}

extension ImpactGrouping: ProtocolWord {}

/// A year when nobody says: an exit and work after six months take about that long.
private let periodDaysUsual = 365

extension Call {
    /// Whose indicators are asked for: a prescriber's own people, else everybody.
    ///
    /// A monitor asks for whole months: two periods that differ by a day would tell of that day.
    fileprivate func impactQuestion() throws(RequestError) -> ImpactQuestion {
        let period = try reportPeriod(usualDays: periodDaysUsual)
        var (first, last) = (period.lowerBound, period.upperBound)
        if session.caller?.role == .monitor {
            if try optional(ReportKeys.from) == nil { first = first.month.first }
            if try optional(ReportKeys.through) == nil { last = last.month.last }
            guard first == first.month.first, last == last.month.last else {
                throw RequestError(.range, "from and through: a monitor asks for whole months")
            }
        }
        var question = ImpactQuestion(
            first: first, last: last, grouping: try optional(ImpactKeys.grouping) ?? .none,
            today: view.today)
        if case .organisation(let own)? = session.scope { question.organisation = own }
        guard session.caller?.role != .prescriber || question.organisation != nil else {
            _ = try scope()
            return question
        }
        return question
    }
}

extension ImpactQuestion {
    /// Beside the event loop: it sorts the values of tens of thousands of people.
    @concurrent fileprivate func report(
        _ figures: ImpactFigures, isFolded: Bool
    ) async -> ImpactReport {
        ImpactReport(figures, isGrouped: grouping != .none, isFolded: isFolded)
    }

    /// The column that says which group a row is of; none for everybody together.
    fileprivate func column(_ group: String) -> Reply.Row {
        grouping == .none ? [] : [Field(grouping.rawValue, .text(group))]
    }
}

extension ImpactReport {
    /// How many people there are; missing where they are too few to be told of.
    fileprivate var people: Field.Value {
        groups.first?.lines.first?.cases.map { .count($0) } ?? .missing
    }
}

extension ImpactLine {
    fileprivate func row(_ words: ImpactWords) -> Reply.Row {
        func decimal(_ value: Double?) -> Field.Value {
            value.map { .decimal($0, places: unit.places) } ?? .missing
        }
        return [
            Field("partner", .text(partner.rawValue)), Field("measure", .text(measure)),
            Field("dimension", dimension.isEmpty ? .missing : .text(dimension)),
            Field("n", cases.map { .count($0) } ?? .missing),
            Field("of", whole.map { .count($0) } ?? .missing),
            Field("value", decimal(value)), Field("low", decimal(low)),
            Field("high", decimal(high)),
            Field("coverage", coverage.map { .decimal($0, places: 4) } ?? .missing),
            Field("unit", .text(unit.rawValue)), Field("label", .text(words.label(of: self))),
        ]
    }
}

extension ImpactLine.Unit {
    fileprivate var places: Int {
        switch self {
        case .share: 4
        case .mean: 2
        case .points, .score: 1
        case .people, .referrals, .garages: 0
        }
    }
}
