/// Dated steps of referrals from a dealer's system, sent one by one.
///
/// Each is a write of its own that is acknowledged once it is durable; with the key of its row the
/// same step sent again is done once, so that an interrupted file is simply imported again.
struct StepsRun {
    func run(
        _ file: PreparedFile, through client: LineClient, advance: () -> Void
    ) throws(Failure) -> ImportRun.Outcome {
        var outcome = ImportRun.Outcome(rejected: file.rejected)
        var index = 0
        try client.pipeline(file.rows.lazy.map { Self.request($0) }) { reply throws(Failure) in
            let row = file.rows[index]
            index += 1
            advance()
            switch reply.final {
            case .worked: outcome.accepted += 1
            case .refused(let refusal) where refusal.code < 500 && refusal.code != 429:
                if refusal.code == 401 || refusal.code == 403 {
                    throw .refused(refusal, verb: "STEP")
                }
                outcome.rejected.append(
                    RejectedRow(record: row.record, reason: "\(refusal.name) \(refusal.sentence)"))
            case .refused(let refusal): throw .refused(refusal, verb: "STEP")
            }
        }
        outcome.rejected.sort { $0.record.line < $1.record.line }
        return outcome
    }

    /// The row's own key, else one made of what it says: the same row is the same step.
    static func request(_ row: PreparedFile.Row) -> RequestText {
        if row.arguments.contains(where: { $0.0 == "key" }) {
            return RequestText("STEP", row.arguments)
        }
        let told = ["referral", "step", "on"].compactMap { key in
            row.arguments.first { $0.0 == key }?.1
        }
        let key = "import-" + told.joined(separator: "-")
        return RequestText("STEP", row.arguments + [("key", key)])
    }
}
