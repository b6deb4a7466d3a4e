import Foundation
import Mobility

/// The shipped questionnaire, read as a program would read it.
///
/// A key that is missing or of the wrong type reads as an empty text or a 0, so that
/// `Questionnaire` names it among the other faults; without `sensitive` a question is sensitive.
struct QuestionnaireFile {
    typealias Object = [String: Any]

    /// Answers whose index and dimensions are known beforehand.
    struct Golden {
        let name: String
        let answers: Answers
        let index: Int?
        /// Rounded to hundredths; no entry where the dimension is not valid.
        let dimensions: [String: Double]
    }

    static let text: String = {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let path = root.appending(path: "Config/questionnaire.json").path
        return (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    }()

    let root: Object

    init(_ text: String = Self.text) throws {
        root = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? Object ?? [:]
    }

    func questionnaire() throws(InvalidQuestionnaire) -> Questionnaire {
        let rules = root["rules"] as? Object ?? [:]
        return try Questionnaire(
            version: string(root, "version"),
            isProposal: string(root, "status") != "validated",
            rules: IndexRules(
                dimensionAnsweredPercent: int(rules, "dimension_answered_percent"),
                indexAnsweredPercent: int(rules, "index_answered_percent"),
                dimensionsNeeded: int(rules, "dimensions_needed"),
                lowestPercent: rules["lowest_percent"] as? Int ?? -1,
                measurablePoints: int(rules, "measurable_points"),
                shelfLifeDays: int(rules, "shelf_life_days")),
            bands: objects("bands").map {
                Band(first: int($0, "first"), last: int($0, "last"), name: wording($0))
            },
            dimensions: objects("dimensions").map {
                Dimension(id: string($0, "id"), name: wording($0), weight: int($0, "weight"))
            },
            questions: objects("questions").map(question),
            context: objects("context").map {
                ContextQuestion(id: string($0, "id"), wording: wording($0))
            })
    }

    var golden: [Golden] {
        objects("golden").map {
            Golden(
                name: string($0, "name"), answers: Answers($0["answers"] as? [String: Int] ?? [:]),
                index: $0["index"] as? Int,
                dimensions: ($0["dimensions"] as? Object ?? [:]).compactMapValues { $0 as? Double })
        }
    }

    private func question(_ object: Object) -> Question {
        Question(
            id: string(object, "id"), dimension: string(object, "dimension"),
            weight: int(object, "weight"), wording: wording(object),
            options: (object["options"] as? [Object] ?? []).map {
                AnswerOption(score: $0["score"] as? Int ?? -1, label: wording($0))
            },
            basis: string(object, "basis"), isSensitive: object["sensitive"] as? Bool ?? true)
    }

    private func objects(_ key: String) -> [Object] { root[key] as? [Object] ?? [] }
    private func string(_ object: Object, _ key: String) -> String { object[key] as? String ?? "" }
    private func int(_ object: Object, _ key: String) -> Int { object[key] as? Int ?? 0 }
    private func wording(_ object: Object) -> Wording {
        Wording(french: string(object, "fr"), english: string(object, "en"))
    }
}
