import GarageNetwork
import Logging

/// Says to an operator what was refused to a caller, and to the caller where to find it.
struct FaultLog: Sendable {
    let logger: Logger

    /// How long a caller that was in the way of another should wait.
    static let retryMilliseconds = 100

    func ledgerError(_ error: StoreError) -> LedgerError {
        switch error.reason {
        case .unreachable: return .storeDown
        case .conflict, .slow: return .busy(retryMilliseconds: Self.retryMilliseconds)
        case .refused, .mismatch:
            let alphabet = Array("23456789ACDEFGHJKMNPQRSTVWXYZ")
            let reference = String((0..<8).map { _ in alphabet[Int.random(in: 0..<29)] })
            logger.error(
                "the database refused a statement",
                metadata: [
                    "reference": "\(reference)", "statement": "\(error.statement)",
                    "sqlstate": "\(error.sqlState ?? "none")", "reason": "\(error.message)",
                ])
            return .internalFault(reference: reference)
        }
    }
}
