/// How far a talk has come: what is kept when it is interrupted.
///
/// It holds no name and no word of the person: a pseudonym, a version, scores.
struct InterviewState: Equatable {
    let person: String
    let version: String
    let kind: String
    /// Makes sending twice the same as sending once.
    let key: String
    /// By question; nil for one that was refused.
    var answers: [String: Int?] = [:]

    init(person: String, version: String, kind: String, key: String) {
        self.person = person
        self.version = version
        self.kind = kind
        self.key = key
    }

    /// As ASSESS takes them.
    var list: String {
        answers.compactMap { id, score in score.map { (id, $0) } }.sorted { $0.0 < $1.0 }
            .map { "\($0.0)=\($0.1)" }.joined(separator: ",")
    }

    var json: String {
        let answers = answers.sorted { $0.key < $1.key }.map { id, score in
            "\"\(id)\":\(score.map { "\($0)" } ?? "null")"
        }
        return #"{"person":"\#(person)","version":"\#(version)","kind":"\#(kind)","#
            + #""key":"\#(key)","answers":{\#(answers.joined(separator: ","))}}"#
    }

    /// Reads what ``json`` wrote; nil for anything else.
    init?(json: String) {
        guard let members = JSONReader.object(json), let person = members.plain("person"),
            let version = members.plain("version"), let kind = members.plain("kind"),
            let key = members.plain("key"),
            case .object(let kept)? = members.first(where: { $0.name == "answers" })?.value
        else { return nil }
        self.init(person: person, version: version, kind: kind, key: key)
        for member in kept {
            switch member.value {
            case .null: answers[member.name] = .some(nil)
            case .number(let digits):
                guard let score = Int(digits) else { return nil }
                answers[member.name] = score
            default: return nil
            }
        }
    }
}
