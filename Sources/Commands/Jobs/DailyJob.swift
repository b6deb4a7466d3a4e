import Alerting
import GarageNetwork

extension Environment {
    /// Digests, garages whose pause has ended, and the question of satisfaction where nobody
    /// answers it any more.
    func dailyJob(
        _ claim: any JobClaim, isRehearsal: Bool
    ) async throws(LedgerError) -> JobReport {
        let today = clock.now.paris.day
        // First, so that the digests of the day tell of garages as they now are.
        let opened = try await claim.endPauses(before: today, isRehearsal: isRehearsal)
        let closed = try await closeUnanswered(claim, on: today, isRehearsal: isRehearsal)
        let messages = try await dailyMessages(isRehearsal: isRehearsal)
        let shown = opened.prefix(garagesShownMax).map(\.text).joined(separator: " ")
        let some = shown.isEmpty ? "" : " (\(shown)\(opened.count > garagesShownMax ? " …" : ""))"
        return JobReport(
            counts: [
                ("messages", messages), ("reopened", opened.count), ("closed", closed),
            ],
            names: [("garages", shown)],
            sentence: .of([
                Counted(messages, "messages", "messages", one: ("message", "message")),
                Counted(
                    opened.count, "garages rouverts\(some)", "garages open again\(some)",
                    one: ("garage rouvert\(some)", "garage open again\(some)")),
                Counted(closed, "clos sans réponse", "closed without an answer"),
            ]))
    }

    /// Closes what nobody said anything of for so long; how many.
    ///
    /// The key holds a character that no client can type, and makes a second try a replay.
    private func closeUnanswered(
        _ claim: any JobClaim, on today: Day, isRehearsal: Bool
    ) async throws(LedgerError) -> Int {
        let codes = try await claim.unansweredRepairs(through: today + -settings.satisfactionDays)
        guard !isRehearsal else { return codes.count }
        var closed = 0
        for code in codes {
            let outcome = try await ledger.advance(
                StepOrder(
                    code: code, step: .answerSatisfaction, scope: .everything(.admin),
                    channel: .job, reason: ReasonCode.noAnswer.rawValue, on: today,
                    key: "\u{1}no-answer:\(code.text)", at: writtenInstant))
            if case .moved(_, replayed: false) = outcome { closed += 1 }
        }
        return closed
    }
}

/// How many garages a line names.
private let garagesShownMax = 10
