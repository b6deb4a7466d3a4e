import GarageNetwork

extension Check {
    /// How long a message may wait before somebody looks, in seconds: three tries.
    static let messageWaits = (warning: 900.0, critical: 3_600.0)

    package static let outbox = Check(
        name: "outbox",
        meaning: "How long the oldest message has waited to be sent, and how many were given up.",
        measure: { input in
            let outbox = input.facts.outbox
            let seconds = input.waitedSeconds
            let waiting =
                outbox.waiting == 0
                ? "no message waits"
                : "\(outbox.waiting) \(outbox.waiting == 1 ? "message waits" : "messages wait"),"
                    + " the oldest for \(Int(seconds / 60)) min"
            let dead =
                outbox.dead == 0 ? "" : "; \(outbox.dead) given up: OUTBOX state=dead lists them"
            return Measurement(
                text: waiting + dead,
                values: [
                    Value(name: "oldest", value: seconds, unit: "s", isJudged: true),
                    Value(name: "waiting", value: Double(outbox.waiting)),
                    Value(
                        name: "dead", value: Double(outbox.dead),
                        limits: (warning: 1, critical: 50)),
                ])
        },
        defaults: { _ in messageWaits })

    package static let contacts = Check(
        name: "contacts",
        meaning: "How many garages and prescribers something waits for have no e-mail.",
        measure: { input in
            let outbox = input.facts.outbox
            let ids = outbox.unreachableIDs.joined(separator: ", ")
            let more = outbox.unreachable > outbox.unreachableIDs.count ? ", …" : ""
            return Measurement(
                text: outbox.unreachable == 0
                    ? "everybody for whom something waits has an e-mail"
                    : "\(outbox.unreachable) for whom something waits have no e-mail:"
                        + " \(ids)\(more)",
                values: [
                    Value(name: "missing", value: Double(outbox.unreachable), isJudged: true)
                ])
        },
        defaults: { _ in (warning: 1, critical: 50) })
}

extension CheckInput {
    /// For how long the oldest message has waited; 0 when none does.
    fileprivate var waitedSeconds: Double {
        guard let oldest = facts.outbox.oldest, let now = now ?? facts.asOf else { return 0 }
        return max(0, Double(now.microseconds - oldest.microseconds) / 1e6).rounded()
    }
}
