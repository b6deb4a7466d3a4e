package import GarageNetwork
package import Mobility
import Synchronization

/// The questionnaires that people are asked, and those they were asked before.
///
/// Whatever was asked with a version can be read as long as the database knows that version.
package final class CurrentQuestionnaires: Sendable {
    /// Reads what the database keeps; nil for what is no questionnaire.
    package typealias Reading = @Sendable (KeptQuestionnaire) -> Questionnaire?

    private struct State {
        var known: [String: Questionnaire] = [:]
        var asked: String?
    }
    private let state = Mutex(State())
    private let read: Reading

    package init(read: @escaping Reading = { _ in nil }) { self.read = read }

    /// Takes over all versions, and which of them is asked.
    package func replace(known: [Questionnaire], asked: String) {
        let byVersion = Dictionary(known.map { ($0.version, $0) }, uniquingKeysWith: { $1 })
        state.withLock { $0 = State(known: byVersion, asked: asked) }
    }

    /// The version that is asked now; nil before any was loaded.
    package var asked: Questionnaire? {
        state.withLock { state in state.asked.flatMap { state.known[$0] } }
    }

    func version(_ version: String) -> Questionnaire? { state.withLock { $0.known[version] } }

    /// Every one of these versions that there is, read from the database where another daemon
    /// loaded it.
    func versions(
        _ versions: Set<String>, from desk: any MobilityLedger
    ) async throws(LedgerError) -> [String: Questionnaire] {
        let known = state.withLock { $0.known }
        guard !versions.isSubset(of: known.keys) else { return known }
        let read = try await desk.questionnaires().compactMap { self.read($0) }
        return state.withLock { state in
            for one in read where state.known[one.version] == nil {
                state.known[one.version] = one
            }
            return state.known
        }
    }
}
