package import GarageNetwork

extension Environment {
    /// Puts the digests of the day into the outbox, each once, and gives for how many recipients.
    ///
    /// May be cut off anywhere and run again, also by several daemons at once: a digest's key holds
    /// its day. A rehearsal writes nothing.
    package func dailyMessages(isRehearsal: Bool) async throws(LedgerError) -> Int {
        try await desks.outbox.writeDigests(at: writtenInstant, isRehearsal: isRehearsal)
    }
}
