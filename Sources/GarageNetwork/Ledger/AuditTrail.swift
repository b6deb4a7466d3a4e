/// Where it is remembered who read, wrote or took away what.
package protocol AuditTrail: Sendable {
    /// Remembers something before it is done: where that fails, it must not be done.
    func remember(_ note: AuditNote) async throws(LedgerError)
}
