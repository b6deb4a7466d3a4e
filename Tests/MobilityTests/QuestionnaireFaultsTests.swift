import Foundation
import Mobility
import Testing

/// What is wrong with a questionnaire is named, all of it.
@Suite struct QuestionnaireFaultsTests {
    /// A change of the shipped file, and what must be said about it.
    struct Fault: Sendable, CustomTestStringConvertible {
        let old: String
        let new: String
        let said: [String]

        init(_ old: String, _ new: String, _ said: String...) {
            (self.old, self.new, self.said) = (old, new, said)
        }

        var testDescription: String { "\(old) becomes \(new)" }
    }

    static let dimensionFaults = [
        Fault(
            #""id": "licence", "#, #""id": "permis de conduire", "#,
            "dimension 2: id: must be 1 to 32 ASCII letters, digits or - _",
            "dimension permis de conduire: weight of its questions together: "
                + "must be 1 to 100, is 0",
            "question L1: dimension: must be one of the dimensions",
            "question L2: dimension: must be one of the dimensions",
            "question L3: dimension: must be one of the dimensions",
            "question L4: dimension: must be one of the dimensions"),
        Fault(
            #""weight": 25, "fr": "Matériel""#, #""weight": 0, "fr": "Matériel""#,
            "dimension material: weight: must be 1 to 100, is 0"),
        Fault(
            #""weight": 25, "fr": "Matériel""#, #""weight": 101, "fr": "Matériel""#,
            "dimension material: weight: must be 1 to 100, is 101"),
        Fault(#""fr": "Permis", "#, "", "dimension licence: fr: must not be empty"),
        Fault(#""en": "Licence""#, #""en": " \t""#, "dimension licence: en: must not be empty"),
    ]

    static let questionFaults = [
        Fault(
            #""E1", "dimension""#, #""", "dimension""#,
            "question 1: id: must be 1 to 32 ASCII letters, digits or - _"),
        Fault(#""E2""#, #""E1""#, "questions: id: must not repeat, E1 does"),
        Fault(#""A1""#, #""C5""#, "questions: id: must not repeat, C5 does"),
        Fault(
            #""E1", "dimension": "environment", "weight": 3"#,
            #""E1", "dimension": "environment", "weight": "3""#,
            "question E1: weight: must be 1 to 100, is 0"),
        Fault(
            #""E1", "dimension": "environment", "weight": 3"#,
            #""E1", "dimension": "environment", "weight": 94"#,
            "dimension environment: weight of its questions together: must be 1 to 100, is 101"),
        Fault(
            #"{"score": 3, "fr": "11 à 20 min", "en": "11 to 20 min"},"#, "",
            "question E1: options: must have each score from 0 to 4 once"),
        Fault(
            #"{"score": 3, "fr": "11 à 20 min""#, #"{"score": 4, "fr": "11 à 20 min""#,
            "question E1: options: must have each score from 0 to 4 once"),
        Fault("11 à 20 min", " ", "question E1: option 3: fr: must not be empty"),
        Fault("11 to 20 min", "", "question E1: option 3: en: must not be empty"),
        Fault(
            "11 à 20 min", "21 à 40 min",
            "question E1: options: fr: must not repeat, 21 à 40 min does"),
        Fault(
            "11 to 20 min", "21 to 40 min",
            "question E1: options: en: must not repeat, 21 to 40 min does"),
        Fault(
            "Can someone drive you when needed?", "", "question E4: en: must not be empty"),
        Fault(
            "Which other means would you try?", "", "context question A2: en: must not be empty"),
    ]

    static let otherFaults = [
        Fault(
            "mobility-index/1", "mobility index",
            "version: must be 1 to 32 ASCII letters, digits or - _ / ."),
        Fault(
            "mobility-index/1", String(repeating: "1", count: 33),
            "version: must be 1 to 32 ASCII letters, digits or - _ / ."),
        Fault(
            #""last": 24"#, #""last": 25"#, "band 2: first: must be 26, is 25"),
        Fault(#""first": 25"#, #""first": 26"#, "band 2: first: must be 25, is 26"),
        Fault(#""last": 100"#, #""last": 99"#, "bands: must reach from 0 to 100, end at 99"),
        Fault(#""last": 100"#, #""last": 101"#, "band 4: last: must be 75 to 100, is 101"),
        Fault(#""empêchée""#, #""""#, "band 1: fr: must not be empty"),
        Fault(
            #""dimension_answered_percent": 60"#, #""dimension_answered_percent": 0"#,
            "rules: dimension_answered_percent: must be 1 to 100, is 0"),
        Fault(
            #""index_answered_percent": 80"#, #""index_answered_percent": 101"#,
            "rules: index_answered_percent: must be 1 to 100, is 101"),
        Fault(
            #""dimensions_needed": 5"#, #""dimensions_needed": 7"#,
            "rules: dimensions_needed: must be 1 to 6, is 7"),
        Fault(
            #""lowest_percent": 20,"#, "", "rules: lowest_percent: must be 0 to 100, is -1"),
        Fault(
            #""measurable_points": 5"#, #""measurable_points": 0"#,
            "rules: measurable_points: must be 1 to 100, is 0"),
        Fault(
            #""shelf_life_days": 183"#, #""shelf_life_days": 732"#,
            "rules: shelf_life_days: must be 1 to 731, is 732"),
    ]

    @Test("each fault is named", arguments: dimensionFaults + questionFaults + otherFaults)
    func isNamed(_ fault: Fault) throws {
        let text = QuestionnaireFile.text
        let place = try #require(text.range(of: fault.old))
        #expect(try faults(in: text.replacingCharacters(in: place, with: fault.new)) == fault.said)
    }

    @Test(
        "limits may be reached",
        arguments: [
            (
                #""E1", "dimension": "environment", "weight": 3"#,
                #""E1", "dimension": "environment", "weight": 93"#
            ),
            (#""weight": 25, "fr": "Matériel""#, #""weight": 100, "fr": "Matériel""#),
            (#""lowest_percent": 20"#, #""lowest_percent": 0"#),
            (#""dimensions_needed": 5"#, #""dimensions_needed": 6"#),
            (#""shelf_life_days": 183"#, #""shelf_life_days": 731"#),
            ("mobility-index/1", String(repeating: "1", count: 32)),
        ])
    func limitsMayBeReached(old: String, new: String) throws {
        let text = QuestionnaireFile.text
        let place = try #require(text.range(of: old))
        #expect(try faults(in: text.replacingCharacters(in: place, with: new)) == [])
    }

    @Test("all faults at once, in the order of the file")
    func allAtOnce() throws {
        let text = QuestionnaireFile.text
            .replacing("mobility-index/1", with: "").replacing("Permis\"", with: "\"")
            .replacing("jamais / pas de transport", with: "")
        #expect(
            try faults(in: text) == [
                "version: must be 1 to 32 ASCII letters, digits or - _ / .",
                "dimension licence: fr: must not be empty",
                "question E2: option 0: fr: must not be empty",
            ])
    }

    @Test("an empty file is nothing but faults")
    func emptyFile() throws {
        let said = try faults(in: "{}")
        #expect(said.contains("bands: must reach from 0 to 100, end at -1"))
        #expect(said.contains("dimensions: count: must be 1 to 10, is 0"))
        #expect(said.count == 9)
    }

    @Test("ten dimensions, not eleven; weights cannot overflow", arguments: [10, 11])
    func dimensionCount(count: Int) throws {
        let weights = Array(repeating: 1, count: count)
        let faults = try faults {
            _ = try Questionnaire.bare(
                dimensionWeights: weights, questionWeights: weights.map { [$0] })
        }
        #expect(
            faults == (count == 10 ? [] : ["dimensions: count: must be 1 to 10, is 11"]))
        let huge = try self.faults {
            _ = try Questionnaire.bare(
                dimensionWeights: [1, 1, 1, 1, .max],
                questionWeights: [[1], [1], [1], [1], [.max, .max, .min]])
        }
        #expect(huge.count == 5)
    }

    private func faults(in text: String) throws -> [String] {
        let file = try QuestionnaireFile(text)
        return try faults { _ = try file.questionnaire() }
    }

    private func faults(of build: () throws -> Void) throws -> [String] {
        do {
            try build()
            return []
        } catch let error as InvalidQuestionnaire {
            #expect(error.description == error.faults.map(\.description).joined(separator: "\n"))
            return error.faults.map(\.description)
        }
    }
}
