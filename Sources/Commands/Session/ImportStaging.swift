import GarageNetwork
import LineProtocol
import Synchronization

/// The rows of an import that is under way on one connection: held until IMPORT-COMMIT writes
/// them all in one transaction, or the connection ends and they are gone.
final class ImportStaging: Sendable {
    /// More rows than the communes of France; at 300 bytes a row, 60 MB.
    static let rowsMax = 200_000
    /// Steps of a year of three such networks.
    ///
    /// A row is 48 bytes, and eight hundred while the file is written: 200 MB. A million rows took
    /// the daemon 800 MB, too much for one request.
    static let stepsMax = 250_000
    /// Steps that one garage's token may bring: more than a busy garage has in ten years, so that
    /// no garage can fill the memory of all.
    static let garageStepsMax = 20_000

    /// How many rows of a kind somebody may bring at once.
    static func rowsMax(of kind: ImportKind, for role: Role?) -> Int {
        guard kind == .steps else { return rowsMax }
        return role == .garage ? garageStepsMax : stepsMax
    }

    private struct State {
        var kind: ImportKind?
        var trustsPositions = false
        var rowsMax = ImportStaging.rowsMax
        var rows = ImportRows()
        /// How many rows were taken; closures of one garage are one of ``ImportRows/count``.
        var taken = 0
        var rejected = 0
        var seen: Set<String> = []
    }
    private let state = Mutex(State())

    /// Begins anew; what was staged before is forgotten.
    func begin(
        _ kind: ImportKind, trustsPositions: Bool, rowsMax: Int = ImportStaging.rowsMax
    ) {
        state.withLock { state in
            state = State()
            state.kind = kind
            state.trustsPositions = trustsPositions
            state.rowsMax = rowsMax
        }
    }

    /// What is being imported, and whether positions are taken as they are.
    func current() throws(RequestError) -> (kind: ImportKind, trustsPositions: Bool) {
        let (kind, trusts) = state.withLock { ($0.kind, $0.trustsPositions) }
        guard let kind else {
            throw RequestError(.conflict, "no import is under way here; begin with IMPORT kind=…")
        }
        return (kind, trusts)
    }

    /// Takes one row.
    ///
    /// An id that came before in the same file is a fault of the file.
    func take(id: String?, _ add: (inout ImportRows) -> Void) throws(RequestError) {
        let fault: RequestError? = state.withLock { state in
            guard state.taken < state.rowsMax else {
                return RequestError(
                    .range, "an import has at most \(state.rowsMax) rows; split the file")
            }
            if let id, !state.seen.insert(id).inserted {
                return RequestError(.conflict, "this id stands in the file twice")
            }
            add(&state.rows)
            state.taken += 1
            return nil
        }
        if let fault { throw fault }
    }

    func countRejected() { state.withLock { $0.rejected += 1 } }

    /// Everything that was staged; `isFinal` ends the import.
    func rows(isFinal: Bool) -> (rows: ImportRows, rejected: Int) {
        state.withLock { state in
            let taken = (state.rows, state.rejected)
            if isFinal { state = State() }
            return taken
        }
    }
}

/// What an import holds.
enum ImportKind: String, CaseIterable, ProtocolWord {
    case garages, prescribers, beneficiaries, places, closures, steps

    /// Who may bring such a file.
    var roles: Set<Role> {
        switch self {
        case .garages, .prescribers, .beneficiaries, .places, .closures: [.admin]
        case .steps: [.garage, .manager, .admin]
        }
    }
}

/// Staged rows; only the list of the import's kind is filled.
struct ImportRows: Sendable {
    var garages: [Garage] = []
    var prescribers: [Prescriber] = []
    var people: [EnrolmentOrder] = []
    var places: [PlaceRow] = []
    var closures: [GarageID: [ClosedPeriod]] = [:]
    var steps: [StagedStep] = []

    var count: Int {
        garages.count + prescribers.count + people.count + places.count + closures.count
            + steps.count
    }
}
