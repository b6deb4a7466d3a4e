import GarageNetwork
import LineProtocol
import Matching

extension EligibilityVerdict {
    /// One sentence, and a row for each rule that was looked at.
    func reply(
        to question: EligibilityQuestion, in words: EligibilityWords, isKept: Bool
    ) -> Reply {
        let judged = [decisive].compactMap(\.self) + others
        var until: Day?
        if case .holds(_, let through) = decisive?.finding { until = through }
        return .listing(
            judged.map { $0.row(in: words) },
            [
                Field("result", .text(result.rawValue)),
                Field("rule", decisive.map { .text($0.rule.id) } ?? .missing),
                Field("version", decisive.map { .count($0.rule.version) } ?? .missing),
                Field("valid_until", until.map { .text("\($0)") } ?? .missing),
                Field("stored", .truth(isKept)),
                Field("why", .text(sentence(to: question, in: words))),
            ])
    }

    /// Yes or no, by which rule, and what is missing.
    func sentence(to question: EligibilityQuestion, in words: EligibilityWords) -> String {
        guard let decisive else { return words.noRule(on: question.day) }
        var parts = [words.answer(decisive, question)]
        if let missing = words.missing(decisive) { parts.append(missing) }
        if case .notSaid = decisive.finding {
            let asked = ([decisive] + others).map { words.criterion($0.rule.criterion) }
            parts = [words.nothingSaid(of: asked)]
        }
        if result == .no || result == .incomplete {
            let others = others.compactMap { words.wouldDo($0) }
            if result == .no, !others.isEmpty { parts.append(words.instead(others)) }
        }
        return words.opening(result) + words.colon + parts.joined(separator: words.semicolon)
    }
}

extension EligibilityVerdict.Judged {
    fileprivate func row(in words: EligibilityWords) -> Reply.Row {
        var over: Int64?
        var since: Day?
        var until: Day?
        switch finding {
        case .over(let cents): over = cents
        case .proofTooOld(_, let day): since = day
        case .holds(_, let through): until = through
        default: break
        }
        return [
            Field("rule", .text(rule.id)), Field("version", .count(rule.version)),
            Field("criterion", .text(rule.criterion.rawValue)),
            Field("finding", .text(finding.word)), Field("over_cents", .cents(over)),
            Field("proof_since", since.map { .text("\($0)") } ?? .missing),
            Field("valid_until", until.map { .text("\($0)") } ?? .missing),
            Field("needs", .text(words.needs(self))),
        ]
    }
}

extension EligibilityFinding {
    /// What a program reads.
    fileprivate var word: String {
        switch self {
        case .holds: "holds"
        case .proofMissing: "proof-missing"
        case .proofTooOld: "proof-too-old"
        case .placeUnknown: "postcode-missing"
        case .over: "over-ceiling"
        case .isNot: "is-not"
        case .notSaid: "not-said"
        }
    }
}
