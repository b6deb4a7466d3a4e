import Alerting
import GarageNetwork
import Matching

extension Environment {
    /// Compares what must be equal: the checks of the schema, and what is in memory with the
    /// database; seals with the newest key what another sealed, and forgets old runs.
    func nightlyJob(
        _ claim: any JobClaim, run: Int64?
    ) async throws(LedgerError) -> JobReport {
        let (checks, found) = try await claim.runChecks()
        let walk = try await desks.audit.verify(against: nil)
        // A rehearsal writes nothing.
        let resealing = run == nil ? Resealing() : try await desks.persons.reseal()
        let findings =
            found + walk.findings + (try await compareMemory(claim)) + resealing.findings
        // What was tampered with is not forgotten before somebody has seen it.
        let pruned =
            walk.finding == nil
            ? try await desks.audit.prune(
                keepingMonths: settings.auditMonths, at: writtenInstant, isRehearsal: run == nil)
            : 0
        if let run { try await claim.keep(findings, of: run) }
        let forgotten = try await claim.forgetRuns(
            olderThanDays: settings.runsKeptDays, at: writtenInstant, isRehearsal: run == nil)
        return JobReport(
            counts: [
                ("checks", checks + 2), ("findings", findings.count), ("forgotten", forgotten),
                ("audit_forgotten", pruned),
                ("resealed", resealing.resealed),
            ],
            names: [("audit_head", walk.head.text)],
            sentence: Self.sentence(checks + 2, findings, walk.head),
            needsSomebody: !findings.isEmpty)
    }

    /// What is in memory, against the database as it is now.
    ///
    /// What was committed meanwhile reaches memory within seconds; what does not is a finding.
    private func compareMemory(
        _ claim: any JobClaim
    ) async throws(LedgerError) -> [CoherenceFinding] {
        let image = try await claim.load()
        var comparison = network.compared(with: image)
        for _ in 0..<catchUpTries where comparison.different.isEmpty && !comparison.behind.isEmpty {
            try? await Task.sleep(for: catchUpPause)
            comparison = network.compared(with: image)
        }
        return [(comparison.different, "not what the database has"), (comparison.behind, "behind")]
            .flatMap { rows, words in
                NetworkComparison.Kind.allCases.compactMap { kind in
                    rows[kind].map {
                        CoherenceFinding(
                            check: "snapshot", what: "\(kind.rawValue) in memory: \(words)",
                            count: $0.count, firstID: $0.first.map { "\($0)" } ?? "")
                    }
                }
            }
    }

    /// The head of the audit is told too: an operator keeps it where no owner of the database is.
    private static func sentence(
        _ checks: Int, _ findings: [CoherenceFinding], _ head: AuditHead
    ) -> Sentence {
        let compared = sentence(checks, findings)
        guard head.position > 0 else { return compared }
        return Sentence(
            french: "\(compared.french) ; tête du journal \(head.text)",
            english: "\(compared.english); audit head \(head.text)")
    }

    private static func sentence(_ checks: Int, _ findings: [CoherenceFinding]) -> Sentence {
        guard let first = findings.first else {
            return Sentence(
                french: "\(checks) contrôles, rien à signaler",
                english: "\(checks) checks, nothing found")
        }
        let what = "\(first.check): \(first.what) (\(first.count), \(first.firstID))"
        let more = findings.count > 1 ? "; …" : ""
        return Sentence(
            french: "\(checks) contrôles, \(findings.count) anomalies : \(what)\(more)",
            english: "\(checks) checks, \(findings.count) findings: \(what)\(more)")
    }
}

extension AuditVerdict {
    /// What a nightly run keeps of it.
    fileprivate var findings: [CoherenceFinding] {
        finding.map {
            [
                CoherenceFinding(
                    check: Check.auditCheck, what: $0.sentence.english, count: 1,
                    firstID: "\($0.entry ?? $0.position ?? 0)")
            ]
        } ?? []
    }
}

extension Resealing {
    fileprivate var findings: [CoherenceFinding] {
        guard stuck > 0 else { return [] }
        return [
            CoherenceFinding(
                check: "sealed", what: "does not open: altered, or its key is missing",
                count: stuck, firstID: firstStuck ?? "")
        ]
    }
}

/// Twice as long as a change of another daemon takes at most to be found.
private let catchUpTries = 20
private let catchUpPause = Duration.milliseconds(500)
