import GarageNetwork
import LineProtocol

/// A file of steps on its way into the ledger, and how that ended.
struct StepRecording: Sendable {
    let steps: [StagedStep]
    let scope: Scope
    var isDryRun = false
    /// Whether the steps that are possible are written although others are not.
    var isPartial = false

    /// How many were new, and how many were known already.
    var added = 0
    var known = 0
    var faults: [Fault] = []

    /// A step that the ledger did not take: which, and why.
    struct Fault: Equatable, Sendable {
        /// In ``steps``.
        let index: Int
        let outcome: StepOutcome.Kind
    }

    /// Faults listed in one reply: beyond it the file is of another network, and a list helps
    /// nobody; at 150 bytes a row, 15 MB.
    static let faultsMax = 100_000
    /// How often the possible steps are tried when other people's writing makes some of them
    /// impossible meanwhile.
    static let triesMax = 3
}

extension Environment {
    /// Writes all steps in one transaction, or none; with `isPartial` all that are possible.
    ///
    /// Off the event loop: so many orders take a while to be made.
    @concurrent func record(_ recording: StepRecording) async throws(RequestError) -> StepRecording
    {
        var done = recording
        var left = Array(recording.steps.indices)
        for _ in 0..<StepRecording.triesMax {
            let at = writtenInstant
            let orders = left.map { recording.steps[$0].order(scope: recording.scope, at: at) }
            let kinds = try await Commands.ledger { () async throws(LedgerError) in
                try await self.ledger.record(all: orders, isRehearsal: recording.isDryRun)
            }
            let before = done.faults.count
            left = done.take(kinds, of: left)
            if recording.isDryRun || done.faults.count == before { return done }
            guard recording.isPartial, done.faults.count <= StepRecording.faultsMax else { break }
        }
        throw done.refusal
    }
}

extension StepRecording {
    /// Sorts outcomes into new, known and faults; gives the steps that had no fault.
    fileprivate mutating func take(_ kinds: [StepOutcome.Kind], of tried: [Int]) -> [Int] {
        (added, known) = (0, 0)
        var possible: [Int] = []
        possible.reserveCapacity(tried.count)
        for (index, kind) in zip(tried, kinds) {
            switch kind {
            case .moved: added += 1
            case .replayed: known += 1
            case .noSuchReferral, .conflict, .keyReused, .full, .elsewhere, .tooEarly:
                faults.append(Fault(index: index, outcome: kind))
                continue
            }
            possible.append(index)
        }
        return possible
    }

    /// Why nothing was written, with the steps that are in the way.
    fileprivate var refusal: RequestError {
        let advice =
            faults.count > Self.faultsMax
            ? "only the first \(Self.faultsMax) are listed: is it a file of this network?"
            : "put them right, or import the others with partial=yes"
        return RequestError(
            .conflict,
            "\(faults.count) of \(steps.count) steps are not possible and nothing was written; "
                + advice, details: [.init("rejected", "\(faults.count)")], rows: faultRows)
    }

    /// A row for each fault, in the order of the file, then the summary.
    func reply(refusedBefore: Int) -> Reply {
        .listing(
            faultRows + [
                [
                    Field("kind", .text(ImportKind.steps.rawValue)), Field("added", .count(added)),
                    Field("changed", .count(0)), Field("unchanged", .count(known)),
                    Field("rejected", .count(refusedBefore + faults.count)),
                    Field("dry_run", .truth(isDryRun)),
                ]
            ])
    }

    private var faultRows: [Reply.Row] {
        faults.sorted { $0.index < $1.index }.prefix(Self.faultsMax).map { fault in
            let step = steps[fault.index]
            let told = StepRefusal(fault.outcome, of: step.event.rawValue)
            return [
                Field("line", .whole(Int64(step.line))), Field("key", .text(told.key)),
                Field("error", .text(told.name.rawValue)), Field("reason", .text(told.sentence)),
            ]
        }
    }
}
