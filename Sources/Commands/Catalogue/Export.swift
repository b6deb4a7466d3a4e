import GarageNetwork
import LineProtocol
import Matching

extension Command {
    static let export = Command(
        "EXPORT",
        "Gives rows to take away, page by page; the audit remembers who took what.",
        access: .roles([.manager, .prescriber]), requires: [ExportKeys.what],
        takes: [ReportKeys.from, ReportKeys.through, ExportKeys.limit, ExportKeys.after],
        errors: [.noSuch, .storeDown],
        example: "EXPORT what=referrals from=2026-11-01 limit=100"
    ) { call throws(RequestError) in
        let (asked, actor) = (try call.exportAsked(), try call.auditActor())
        let limit = try call.optional(ExportKeys.limit)?.value ?? RowLimit.range.upperBound
        let token = try call.optional(ExportKeys.after)
        let environment = call.environment
        return .later { () async throws(RequestError) -> Reply in
            let begun = try await call.begun(asked, token, by: actor)
            let found = try await ledger { () async throws(LedgerError) in
                try await environment.desks.reports.rows(
                    of: begun.order, after: token?.position, limit: limit + 1)
            }
            return .export(found, begun.order, entry: begun.entry, limit: limit)
        }
    }
}

private enum ExportKeys {
    static let what = Key<ExportKind>("what", "Which rows.")
    static let limit = Key<RowLimit>("limit", "How many rows a page.", default: "1000")
    static let after = Key<ExportToken>("after", "Go on after this: the `next` of a reply.")
}

extension ExportKind: ProtocolWord {}

extension RequestError {
    fileprivate static var noSuchExport: RequestError {
        RequestError(
            .noSuch,
            "after: no such export of yours within a day; begin again without after=")
    }
}

/// Where an export goes on: the entry in the audit that it began with, and its last row.
struct ExportToken: Equatable, Sendable, ProtocolValue {
    let entry: Int64
    let position: ExportPosition

    static var notation: String { "the next of a reply, as 17.204.3" }

    init(entry: Int64, position: ExportPosition) {
        self.entry = entry
        self.position = position
    }

    init(argument text: String) throws(Misreading) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ $0.utf8.count <= 18 }) else {
            throw .unreadable("it is the next of a reply, as 17.204.3")
        }
        var numbers: [Int64] = []
        for part in parts { numbers.append(Int64(try whole(part, in: 0...Int.max))) }
        self.init(entry: numbers[0], position: ExportPosition(major: numbers[1], minor: numbers[2]))
    }

    var text: String { "\(entry).\(position.major).\(position.minor)" }
}

extension Call {
    /// The export with its entry in the audit: a new one, or the one that goes on.
    ///
    /// Rows of an export that was not begun would be taken away unseen.
    fileprivate func begun(
        _ asked: ExportOrder, _ token: ExportToken?, by actor: AuditActor
    ) async throws(RequestError) -> (entry: Int64, order: ExportOrder) {
        let reports = environment.desks.reports
        guard let token else {
            let entry = try await ledger { () async throws(LedgerError) in
                try await reports.begin(asked, by: actor)
            }
            return (entry, asked)
        }
        let order = try await ledger { () async throws(LedgerError) in
            try await reports.export(number: token.entry, by: actor, at: asked.at)
        }
        guard let order, order.what == asked.what else { throw .noSuchExport }
        return (token.entry, order)
    }

    /// A prescriber takes its own referrals, and not the network's months.
    fileprivate func exportAsked() throws(RequestError) -> ExportOrder {
        let what = try required(ExportKeys.what)
        let period = try reportPeriod()
        let scope = try scope()
        var order = ExportOrder(
            what: what, first: period.lowerBound, last: period.upperBound,
            at: environment.writtenInstant)
        if case .organisation(let own) = scope {
            guard what != .months else {
                throw RequestError(.denied, "what=months is for manager, admin")
            }
            order.organisation = own
        }
        return order
    }

}

extension Reply {
    /// The final line names the columns, so that a file of no rows has its header too.
    fileprivate static func export(
        _ found: [ExportRow], _ order: ExportOrder, entry: Int64, limit: Int
    ) -> Reply {
        let page = found.prefix(limit)
        var summary: Row = []
        if found.count > limit, let last = page.last {
            let token = ExportToken(entry: entry, position: last.position)
            summary = [Field("more", .whole(1)), Field("next", .text(token.text))]
        }
        let columns = order.what.columns
        summary += [
            Field("audit", .whole(entry)), Field("from", .text("\(order.first)")),
            Field("through", .text("\(order.last)")),
            Field("columns", .text(columns.map(\.name).joined(separator: ","))),
        ]
        return .listing(
            page.map { row in
                zip(columns, row.cells).map { Field($0.name, .cell($1, isNumber: $0.isNumber)) }
            }, summary)
    }
}

extension Field.Value {
    fileprivate static func cell(_ text: String?, isNumber: Bool) -> Field.Value {
        guard let text else { return .missing }
        guard isNumber else { return .text(text) }
        if let whole = Int64(text) { return .whole(whole) }
        return Double(text).map { .decimal($0, places: 2) } ?? .text(text)
    }
}
