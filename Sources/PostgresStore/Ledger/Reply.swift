import GarageNetwork

/// The way back to whoever waits for a write.
///
/// Answered once.
struct Reply<Value: Sendable>: Sendable {
    private let continuation: CheckedContinuation<Result<Value, LedgerError>, Never>

    func answer(_ value: Value) { continuation.resume(returning: .success(value)) }
    func refuse(_ error: LedgerError) { continuation.resume(returning: .failure(error)) }

    /// Waits for the answer to what `submit` hands on.
    static func wait(
        _ submit: (Reply<Value>) -> Void
    ) async throws(LedgerError) -> Value {
        let result = await withCheckedContinuation { submit(Reply(continuation: $0)) }
        return try result.get()
    }
}
