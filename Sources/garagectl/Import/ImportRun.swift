/// One file on its way into the daemon: staged row by row, then committed whole or not at all.
struct ImportRun {
    var isPartial = false
    var isDryRun = false
    var trustsPositions = false

    /// What became of the file.
    struct Outcome: Equatable {
        var accepted = 0
        var rejected: [RejectedRow] = []
        /// Rows that were taken with a warning, by line.
        var doubts: [Doubt] = []
        /// The daemon's row: added, changed, unchanged; nil when nothing was committed or asked.
        var commit: String?
    }

    struct Doubt: Equatable {
        let line: Int
        let text: String
    }

    /// Stages every row, and commits unless some were refused.
    ///
    /// `advance` is told after each row. A failure of the daemon or of the connection means that
    /// nothing was imported.
    func run(
        _ file: PreparedFile, through client: LineClient, advance: () -> Void
    ) throws(Failure) -> Outcome {
        var outcome = Outcome(rejected: file.rejected)
        let trust = trustsPositions ? [("trust", "yes")] : []
        let begin = RequestText("IMPORT", [("kind", file.map.kind.rawValue)] + trust)
        _ = try client.ask(begin).get(verb: "IMPORT")
        var index = 0
        let requests = file.rows.lazy.map { row in
            RequestText("IMPORT-ROW", [("line", String(row.record.line))] + row.arguments)
        }
        try client.pipeline(requests) { reply throws(Failure) in
            try take(reply, for: file.rows[index], into: &outcome)
            index += 1
            advance()
        }
        outcome.rejected.sort { $0.record.line < $1.record.line }
        guard isDryRun || isPartial || outcome.rejected.isEmpty else { return outcome }
        let dry = isDryRun ? [("dry_run", "yes")] : []
        let reply = try client.ask(RequestText("IMPORT-COMMIT", dry))
        _ = try reply.get(verb: "IMPORT-COMMIT")
        outcome.commit = reply.rows.first
        return outcome
    }

    private func take(
        _ reply: WireReply, for row: PreparedFile.Row, into outcome: inout Outcome
    ) throws(Failure) {
        switch reply.final {
        case .worked:
            outcome.accepted += 1
            if let doubt = reply.value("doubt") {
                outcome.doubts.append(Doubt(line: row.record.line, text: doubt))
            }
        case .refused(let refusal):
            guard refusal.isAboutTheRow else { throw .refused(refusal, verb: "IMPORT-ROW") }
            outcome.rejected.append(
                RejectedRow(record: row.record, reason: "\(refusal.name) \(refusal.sentence)"))
        }
    }
}

extension Refusal {
    /// Whether another row may be taken although this one was not.
    fileprivate var isAboutTheRow: Bool {
        switch code {
        case 400, 409, 413, 422: true
        case 404: name != "UNKNOWN-VERB"
        default: false
        }
    }
}
