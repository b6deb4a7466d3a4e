package import Alerting
package import GarageNetwork
import Synchronization

/// What the last months say of the network, computed in the background: a value that `LOAD`,
/// `ALERTS` and `CHECK` read without waiting.
package struct Outlook: Equatable, Sendable {
    /// When it was computed; nil before the first time.
    package var asOf: Instant?
    /// Whom each garage could see, by the garage's number; none for those outside the network.
    package var circumstances: [Int64: Circumstances]
    /// The share of garages that could be in their band this month, at this demand and geography;
    /// nil while nobody computed it.
    package var attainableShare: Double?
    /// Why a part is missing; nil when nothing is.
    package var note: Note?

    /// Why a part is missing.
    package enum Note: Equatable, Sendable {
        /// Nobody asked for anything in the last months.
        case noPast
        /// More garages than ``Outlook/garagesMax``.
        case tooManyGarages(Int)
        /// More requests than ``Outlook/requestsMax``.
        case tooManyRequests(Int)
    }

    /// Before the first computation.
    package static let none = Outlook()

    /// A network of 300 garages has 14,000 requests in six months; this one takes a few seconds.
    package static let requestsMax = 1_000_000
    /// Beyond, an index of them is built too often.
    package static let garagesMax = 20_000

    package init(
        asOf: Instant? = nil, circumstances: [Int64: Circumstances] = [:],
        attainableShare: Double? = nil, note: Note? = nil
    ) {
        self.asOf = asOf
        self.circumstances = circumstances
        self.attainableShare = attainableShare
        self.note = note
    }
}

/// The outlook in use, and how many long computations are under way.
package final class CurrentOutlook: Sendable {
    private struct State {
        var value = Outlook.none
        var version: UInt64 = 0
        var reports = 0
    }
    private let state = Mutex(State())
    private let changes = Atomic<UInt64>(0)

    /// So many reports are computed at once: one for each core of a small machine, so that the
    /// event loops are never all that has to wait.
    package static let reportsMax = 2

    package init() {}

    package var value: Outlook { state.withLock { $0.value } }
    package func replace(with outlook: Outlook) {
        state.withLock { state in
            state.value = outlook
            state.version += 1
        }
        changes.add(1, ordering: .releasing)
    }

    /// Raised by every replacement, and read without the lock.
    var changeCount: UInt64 { changes.load(ordering: .acquiring) }

    /// The outlook, and a number that no other one has.
    var numbered: (value: Outlook, version: UInt64) {
        state.withLock { ($0.value, $0.version) }
    }

    /// Takes a place for a report, if one is free; ``endReport()`` gives it back.
    func beginReport() -> Bool {
        state.withLock { state in
            guard state.reports < Self.reportsMax else { return false }
            state.reports += 1
            return true
        }
    }

    func endReport() { state.withLock { $0.reports -= 1 } }
}
