/// One file on its way into the daemon: staged row by row, then committed whole or not at all.
struct ImportRun {
    var isPartial = false
    var isDryRun = false
    var trustsPositions = false
    /// How long the commit may take: a quarter of a million steps are one transaction.
    var commitSeconds = 3_600

    /// What became of the file.
    struct Outcome: Equatable {
        var accepted = 0
        var rejected: [RejectedRow] = []
        /// Rows that were taken with a warning, by line.
        var doubts: [Doubt] = []
        /// The daemon's row: added, changed, unchanged; nil when nothing was committed or asked.
        var commit: String?
        /// Codes of referrals that the daemon does not know, each once, as the file has them.
        var unknownCodes: [String] = []
        /// Rows that the daemon refused without listing them: there were too many.
        var unlisted = 0
        /// Whether the daemon wrote nothing although it was to.
        var isRefused = false
    }

    struct Doubt: Equatable {
        let line: Int
        let text: String
    }

    /// Stages every row, and commits unless some were refused.
    ///
    /// `advance` is told after each row, `finish` before the commit. A failure of the daemon or of
    /// the connection means that nothing was imported.
    func run(
        _ file: PreparedFile, through client: LineClient, advance: () -> Void,
        finish: () -> Void = {}
    ) throws(Failure) -> Outcome {
        var outcome = Outcome(rejected: file.rejected)
        let trust = trustsPositions ? [("trust", "yes")] : []
        let begin = try client.ask(
            RequestText("IMPORT", [("kind", file.map.kind.rawValue)] + trust))
        _ = try begin.get(verb: "IMPORT")
        try requireRoom(begin, for: file.rows.count)
        var index = 0
        try client.pipeline(file.rows.lazy.map(file.request)) { reply throws(Failure) in
            try take(reply, for: file.rows[index], of: file, into: &outcome)
            index += 1
            advance()
        }
        finish()
        try commit(file, through: client, &outcome)
        outcome.rejected.sort { $0.line < $1.line }
        return outcome
    }

    /// Refuses what the daemon would not hold, before the first row is sent.
    private func requireRoom(_ begin: WireReply, for count: Int) throws(Failure) {
        guard let rowsMax = begin.value("rows_max").flatMap(Int.init), count > rowsMax else {
            return
        }
        throw Failure(
            .refused,
            "the file has \(count.grouped) rows and an import at most \(rowsMax.grouped);"
                + " nothing was sent", advice: "split the file; each part needs the header")
    }

    private func take(
        _ reply: WireReply, for row: PreparedFile.Row, of file: PreparedFile,
        into outcome: inout Outcome
    ) throws(Failure) {
        switch reply.final {
        case .worked:
            outcome.accepted += 1
            if let doubt = reply.value("doubt") {
                outcome.doubts.append(Doubt(line: Int(row.line), text: doubt))
            }
        case .refused(let refusal):
            guard refusal.isAboutTheRow else { throw .refused(refusal, verb: "IMPORT-ROW") }
            let key = refusal.sentence.prefix { $0 != ":" && $0 != "," }
            outcome.rejected.append(
                RejectedRow(
                    line: Int(row.line), start: Int(row.start),
                    column: file.map.column(of: String(key)) ?? "",
                    reason: "\(refusal.name) \(refusal.sentenceWithoutPlace)"))
        }
    }

    /// Writes, or asks what writing would do: rows that were refused here are no reason not to
    /// hear of those that the database refuses.
    private func commit(
        _ file: PreparedFile, through client: LineClient, _ outcome: inout Outcome
    ) throws(Failure) {
        let isSteps = file.map.kind == .steps
        let isHeld = !isDryRun && !isPartial && !outcome.rejected.isEmpty
        guard !isHeld || isSteps else { return }
        var keys = isDryRun || isHeld ? [("dry_run", "yes")] : []
        if isSteps, isPartial, !isDryRun { keys.append(("partial", "yes")) }
        let reply = try client.ask(
            RequestText("IMPORT-COMMIT", keys), timeoutSeconds: commitSeconds)
        let refusedBefore = outcome.rejected.count - file.rejected.count
        try takeFaults(reply, of: file, into: &outcome)
        let listed = outcome.rejected.count - file.rejected.count
        switch reply.final {
        case .refused(let refusal):
            guard !reply.rows.isEmpty else { throw .refused(refusal, verb: "IMPORT-COMMIT") }
            outcome.isRefused = true
            outcome.unlisted = (refusal.count("rejected") ?? 0) + refusedBefore - listed
        case .worked:
            let told = reply.rows.last.flatMap(JSONReader.object)?.plain("rejected")
            outcome.unlisted = (told.flatMap(Int.init) ?? 0) - listed
            if !isHeld { outcome.commit = reply.rows.last }
        }
        outcome.unlisted = max(0, outcome.unlisted)
        outcome.accepted -= outcome.unlisted
    }

    /// The rows of a reply that each name a line: what only the database could see.
    private func takeFaults(
        _ reply: WireReply, of file: PreparedFile, into outcome: inout Outcome
    ) throws(Failure) {
        var unknown: Set<String> = []
        for text in reply.rows {
            let fault = JSONReader.object(text) ?? []
            guard let number = fault.plain("line").flatMap(Int.init) else { continue }
            guard let row = file.row(onLine: number), let error = fault.plain("error") else {
                throw .badReply("a fault on line \(number), which was not sent")
            }
            outcome.accepted -= 1
            outcome.rejected.append(
                RejectedRow(
                    line: number, start: Int(row.start),
                    column: fault.plain("key").flatMap(file.map.column) ?? "",
                    reason: "\(error) \(fault.plain("reason") ?? "")"))
            guard error == "NO-SUCH", fault.plain("key") == "referral" else { continue }
            let code = file.map.cell(
                "referral", of: file.record(line: number, start: Int(row.start)))
            if unknown.insert(code).inserted { outcome.unknownCodes.append(code) }
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

    /// The sentence without the column of the request, which is not one of the file.
    fileprivate var sentenceWithoutPlace: String {
        let words = sentence.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count > 2, words[words.count - 2] == "column",
            words[words.count - 3].last == ",", DayCell.isDigits(words[words.count - 1])
        else { return sentence }
        return String(words.dropLast(2).joined(separator: " ").dropLast())
    }
}
