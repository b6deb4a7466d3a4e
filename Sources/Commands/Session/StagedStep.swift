import GarageNetwork
import LineProtocol

/// A step of a file as it is kept until the file is committed.
///
/// 48 bytes, a third of a ``StepOrder``: a file has many of them.
struct StagedStep: Equatable, Sendable {
    let code: ReferralCode
    /// The row's own name, when the file has one.
    let key: String?
    /// In the file, from 1.
    let line: UInt32
    let on: Day
    let amountCents: Int32?
    let event: ReferralEvent
    let reason: ReasonCode?
    /// 0 when none was told.
    let score: UInt8

    func order(scope: Scope, at instant: Instant?) -> StepOrder {
        StepOrder(
            code: code, step: event, scope: scope, channel: .dealer,
            reason: reason?.rawValue ?? "", amountCents: amountCents.map(Int64.init),
            score: score == 0 ? nil : Int(score), on: on, key: key, at: instant)
    }
}

extension Call {
    /// The first day that a step may have happened on: before the oldest programme of this kind,
    /// and after every day that a year of two digits is mistaken for.
    static let firstStepDay = Day(year: 2000, month: 1, day: 1) ?? Day(ordinal: 10_957)

    /// Takes one row of a file of steps.
    ///
    /// The day is required: without it the same file sent tomorrow would tell of other events.
    func stageStep(line: Int?) throws(RequestError) -> Reply.Row {
        let on = try required(ImportKeys.on)
        guard on >= Self.firstStepDay else {
            throw RequestError(.range, "on: \(on) is before \(Self.firstStepDay)")
        }
        guard on <= environment.clock.now.paris.day else {
            throw RequestError(.range, "on: \(on) is in the future")
        }
        let code = try required(Keys.referral)
        let key = try optional(Keys.key)?.text
        let event = try required(ImportKeys.step).event
        let reason = try optional(ImportKeys.reason)
        if let reason, !event.reasons.contains(reason) {
            throw RequestError(
                .range, "reason: '\(reason.rawValue)' does not explain '\(event.rawValue)'")
        }
        let amount = try optional(ImportKeys.amount).map { Int32(clamping: $0.value) }
        let score = try optional(ImportKeys.score)?.value ?? 0
        try staging.take(id: nil) { rows in
            rows.steps.append(
                StagedStep(
                    code: code, key: key,
                    line: UInt32(clamping: line ?? rows.steps.count + 1), on: on,
                    amountCents: amount, event: event, reason: reason, score: UInt8(clamping: score)
                ))
        }
        return []
    }
}
