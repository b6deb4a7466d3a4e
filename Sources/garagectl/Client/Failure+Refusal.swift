import LineProtocol

extension Failure {
    /// A refusal of the daemon, with what to do about it.
    static func refused(_ refusal: Refusal, verb: String) -> Failure {
        Failure(
            refusal.code < 500 ? .refused : .unreachable, refusal.description,
            advice: advice(for: refusal, verb: verb.lowercased()))
    }

    /// How verbs begin whose conflicts are about no referral.
    private static let ofNoReferral = [
        "garage", "pause", "resume", "import", "reload", "clock", "contact", "token",
    ]

    private static func advice(for refusal: Refusal, verb: String) -> String? {
        guard let name = RequestError.Name(rawValue: refusal.name) else { return nil }
        return switch name {
        case .auth: "give a token with --token or $GARAGED_TOKEN"
        case .denied: "use a token of a role that may: 'garagectl help \(verb)'"
        case .unknownVerb: "'garagectl help' lists every verb"
        case .syntax, .number, .unknownKey, .repeatedKey, .missingKey, .range:
            "'garagectl help \(verb)' shows its keys, with units and an example"
        case .noSuch: nil
        case .noGarage: "another place, mode or work may be within reach; at most within=50km"
        case .full: "look further with within=50km, or see 'load band=above'"
        case .openReferral: "follow or cancel the one that is open: 'garagectl referrals'"
        case .conflict:
            ofNoReferral.contains { verb.hasPrefix($0) }
                ? nil : "see where it stands with 'garagectl referral referral=…'"
        case .keyReused: "take a new key= for a new request"
        case .busy: "try again in a moment; with the same key= it is done once"
        case .notReady: "the daemon is loading: try again, or see 'garagectl status'"
        case .storeDown:
            "the database is away: reading goes on; repeat a write later with the same key="
        case .timeout, .slow, .internal: "try again; give the reference number to who runs it"
        case .tooLong, .truncated: nil
        }
    }
}
