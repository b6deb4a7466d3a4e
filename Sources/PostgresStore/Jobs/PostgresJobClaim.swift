package import GarageNetwork
import Glibc
import SQL

/// A lock of a session, and the session that has it.
package struct PostgresJobClaim: JobClaim {
    let thread: JobThread
    let load: NetworkLoad
    let position: NetworkPosition
    let hint: @Sendable () -> Void
    private let start = ContinuousClock.now

    init(
        thread: JobThread, load: NetworkLoad, position: NetworkPosition,
        hint: @escaping @Sendable () -> Void
    ) {
        self.thread = thread
        self.load = load
        self.position = position
        self.hint = hint
    }

    package var elapsedMilliseconds: Int64 {
        Int64((ContinuousClock.now - start) / .milliseconds(1))
    }

    package func release() async {
        // Said, not only left to the end of the session, which the server notices a little later.
        try? await thread.run { connection throws(StoreError) in
            _ = try connection.run(JobRows.unlock)
        }
        await thread.close()
    }

    package func begin(
        _ job: Job, period: String, at now: Instant?
    ) async throws(LedgerError) -> Int64? {
        try await thread.run { connection throws(StoreError) in
            let number = try connection.run(
                JobRows.begin, job.rawValue, period, Self.holder, job.isOncePerPeriod, now)
            return number.first.flatMap { $0 == 0 ? nil : $0 }
        }
    }

    package func end(
        _ number: Int64, _ outcome: JobOutcome, result: String, at now: Instant?
    ) async throws(LedgerError) {
        let milliseconds = elapsedMilliseconds
        let line = String(result.prefix(Self.resultCharactersMax))
        try await thread.run { connection throws(StoreError) in
            _ = try connection.run(
                JobRows.end, number, outcome.rawValue, milliseconds, line, now)
        }
    }

    package func endPauses(
        before today: Day, isRehearsal: Bool
    ) async throws(LedgerError) -> [GarageID] {
        let (load, position, hint) = (load, position, hint)
        return try await thread.run { connection throws(StoreError) in
            guard !isRehearsal else {
                return try connection.run(JobRows.pausesOver, today).compactMap { GarageID($0) }
            }
            let opened = try connection.transaction { () throws(StoreError) in
                _ = try connection.run(GarageWrites.clock, "\(today)")
                return try connection.run(JobRows.pausesEnd, today).compactMap { GarageID($0) }
            }
            guard !opened.isEmpty else { return [] }
            hint()
            // What cannot be read takes nothing back: the feed will read it when it can.
            try? load.publish(opened.count, into: position, on: connection)
            return opened.sorted()
        }
    }

    package func unansweredRepairs(
        through last: Day
    ) async throws(LedgerError) -> [ReferralCode] {
        try await thread.run { connection throws(StoreError) in
            try connection.run(
                JobRows.satisfactionDue, last, deadlineMilliseconds: Self.deadlineMilliseconds
            ).compactMap { ReferralCode($0) }
        }
    }

    package func load() async throws(LedgerError) -> NetworkImage {
        let load = load
        return try await thread.run { connection throws(StoreError) in
            try load.image(on: connection).image
        }
    }

    package func forgetRuns(
        olderThanDays days: Int, at now: Instant?, isRehearsal: Bool
    ) async throws(LedgerError) -> Int {
        try await thread.run { connection throws(StoreError) in
            let days = Int32(clamping: days)
            guard !isRehearsal else {
                let counts = try connection.run(JobRows.old, days, now)
                return counts.first.map(Int.init) ?? 0
            }
            return try connection.run(JobRows.prune, days, now).count
        }
    }

    /// As long as a job's statement may take in the server, and a little more.
    static let deadlineMilliseconds = 310_000
    /// The column holds a thousand.
    private static let resultCharactersMax = 1_000

    /// Who runs it: the machine and the process.
    private static let holder: String = {
        var name = [CChar](repeating: 0, count: 256)
        let isNamed = gethostname(&name, name.count - 1) == 0
        let bytes = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        let host = isNamed && !bytes.isEmpty ? String(decoding: bytes, as: UTF8.self) : "unknown"
        return "\(host)/\(getpid())"
    }()
}
