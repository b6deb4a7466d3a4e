import Mobility

/// Answers in a file, with what its authors say that they come to.
///
/// A weight that was mistyped gives other figures than its authors had, and is noticed by that.
struct GoldenExample {
    let name: String
    let line: Int
    let answers: Answers
    let index: Int?

    static func all(in node: JSONNode?, _ reading: inout FileReading) -> [GoldenExample] {
        guard let node else { return [] }
        guard case .list(let nodes) = node.content else {
            reading.add(node.line, "golden", "must be a list, is \(node.kind)")
            return []
        }
        var examples: [GoldenExample] = []
        for (number, one) in zip(1..., nodes) {
            let place = "golden \(number)"
            let found = reading.object(
                one, place, knows: ["name", "answers", "index", "dimensions"])
            let name = reading.text(found, "name", place, line: one.line)
            let scores = reading.scores(found["answers"], place, line: one.line)
            var index: Int?
            if found["index"]?.content != .null {
                index = reading.whole(found, "index", place, line: one.line)
            }
            examples.append(
                GoldenExample(name: name, line: one.line, answers: Answers(scores), index: index))
        }
        return examples
    }

    /// What is wrong with it; nil when it comes out.
    func fault(in questionnaire: Questionnaire) -> QuestionnaireFault? {
        let place = "line \(line): golden '\(name)'"
        let assessment: Assessment
        do throws(InvalidAnswers) {
            assessment = try Assessment(answers, to: questionnaire)
        } catch {
            return QuestionnaireFault(
                place: place, rule: error.faults.map(\.description).joined(separator: "; "))
        }
        guard assessment.index?.points != index else { return nil }
        func say(_ points: Int?) -> String { points.map { "\($0)" } ?? "no index" }
        return QuestionnaireFault(
            place: place,
            rule: "says \(say(index)), comes to \(say(assessment.index?.points))")
    }
}

extension FileReading {
    fileprivate mutating func scores(
        _ node: JSONNode?, _ place: String, line: Int
    ) -> [String: Int] {
        guard let node else {
            add(line, "\(place): answers", "is missing")
            return [:]
        }
        guard case .object(let members) = node.content else {
            add(node.line, "\(place): answers", "must be an object, is \(node.kind)")
            return [:]
        }
        var scores: [String: Int] = [:]
        for member in members {
            guard case .number(let digits) = member.value.content, let score = Int(digits) else {
                add(member.line, "\(place): answers", "must be whole numbers")
                continue
            }
            scores[member.name] = score
        }
        return scores
    }
}
