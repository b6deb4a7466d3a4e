import GarageNetwork
import LineProtocol

/// Why a step, or an order about money, was not taken: the same words wherever it was told.
struct StepRefusal {
    let name: RequestError.Name
    /// The key at fault.
    let key: String
    let sentence: String

    /// - Parameters:
    ///   - kind: How it ended; whoever asks has dealt with those that were taken.
    ///   - what: What was asked, as a client wrote it.
    init(_ kind: StepOutcome.Kind, of what: String) {
        (name, key, sentence) =
            switch kind {
            case .moved, .replayed, .noSuchReferral:
                (.noSuch, Keys.referral.name, RequestError.noSuchReferral.message)
            case .keyReused: (.keyReused, Keys.key.name, RequestError.keyReused.message)
            case .full:
                (
                    .full, ImportKeys.step.name,
                    "the place was given back and the garage's month is full since;"
                        + " raise its cap, or send the person elsewhere"
                )
            case .elsewhere:
                (
                    .conflict, ImportKeys.step.name,
                    "this person was sent to another garage meanwhile; REFERRALS shows it"
                )
            case .tooEarly(let day):
                (
                    .range, ImportKeys.on.name,
                    "the referral was made on \(day), nothing happened before"
                )
            case .conflict(let state):
                (
                    .conflict, ImportKeys.step.name,
                    "\(what) is not possible: the referral is \(state.rawValue)"
                )
            }
    }

    /// For a reply, where the key stands in the sentence if it is the key that is wrong.
    var error: RequestError {
        RequestError(name, name == .range ? "\(key): \(sentence)" : sentence)
    }
}
