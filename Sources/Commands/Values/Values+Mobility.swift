package import GarageNetwork
import Mobility

extension AssessmentKind: ProtocolWord {}

/// The name of a version of the questionnaire.
package struct QuestionnaireVersion: Equatable, Sendable, ProtocolValue {
    package let text: String

    package static var notation: String { "a version, as mobility-index/1" }

    package init(argument text: String) throws(Misreading) {
        guard Questionnaire.isID(text, extra: "/.") else {
            throw .unreadable("a version is written like mobility-index/1")
        }
        self.text = text
    }
}

/// Scores by question; what was refused is left out.
///
/// It prints as nothing but a number.
package struct AnswerList: Equatable, Sendable, ProtocolValue {
    package let scores: [String: Int]
    /// The questions in the order in which they were told.
    let questions: [String]
    /// More than any questionnaire asks.
    private static let countMax = 1_000

    package static var notation: String { "question=score, as \"E1=4,E2=3\"" }

    package init(argument text: String) throws(Misreading) {
        var scores: [String: Int] = [:]
        var questions: [String] = []
        let entries = text.split(separator: ",", omittingEmptySubsequences: false)
        guard entries.count <= Self.countMax else {
            throw .outOfRange("it has at most \(Self.countMax) entries")
        }
        // An answer tells of health: a fault is told by its place only.
        for (number, entry) in zip(1..., text.isEmpty ? [] : entries) {
            let parts = entry.split(separator: "=", omittingEmptySubsequences: false)
                .map(Self.trimmed)
            guard parts.count == 2, Questionnaire.isID(parts[0]) else {
                throw .unreadable("entry \(number) is not question=score, as E1=4")
            }
            guard let score = Int(parts[1]) else {
                throw .notANumber("the score of entry \(number) is not a whole number")
            }
            guard scores.updateValue(score, forKey: parts[0]) == nil else {
                throw .unreadable("entry \(number) repeats a question")
            }
            questions.append(parts[0])
        }
        self.scores = scores
        self.questions = questions
    }

    private static func trimmed(_ text: Substring) -> String {
        let rest = text.drop { $0 == " " }
        return String(
            rest.prefix(
                (rest.lastIndex { $0 != " " }.map {
                    rest.distance(
                        from: rest.startIndex, to: $0)
                } ?? -1) + 1))
    }

    /// A fault in words that quote nothing but the id of a question that there is.
    func sentence(_ fault: AnswerFault) -> String {
        switch fault {
        case .unknownQuestion(let id):
            let number = (questions.firstIndex(of: id) ?? 0) + 1
            return "entry \(number) is no scored question of this version"
        case .scoreOutOfRange: return fault.description
        }
    }
}

extension AnswerList: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "‹\(scores.count) answers›" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// What a person said beside the scored questions, in a few words.
package struct SpokenAnswer: Equatable, Sendable, ProtocolValue {
    package let text: String

    package static var notation: String { Line.notation }

    package init(argument text: String) throws(Misreading) {
        self.text = try Line(argument: text).text
        var run = 0
        for scalar in text.unicodeScalars where scalar != " " && scalar != "\u{A0}" {
            run = ("0"..."9").contains(scalar) ? run + 1 : 0
            guard run < Self.digitsMax else {
                throw .outOfRange("no national number here: at most 12 digits in a row")
            }
        }
    }

    /// Thirteen digits are a national number, fifteen one with its key.
    private static let digitsMax = 13
}
