import Foundation
import Mobility
import Questionnaires
import ShippedQuestionnaire
import Testing

/// Every fault of a questionnaire's file is named, with its line.
@Suite struct QuestionnaireFileTests {
    static let shipped = ShippedQuestionnaire.text

    private func faults(_ text: String) -> [String] {
        do throws(InvalidQuestionnaire) {
            _ = try QuestionnaireFile(text)
            return []
        } catch {
            return error.faults.map(\.description)
        }
    }

    /// The shipped file with a text in it replaced once, and the line that it stood on.
    private func altered(_ old: String, _ new: String) throws -> (text: String, line: Int) {
        let place = try #require(Self.shipped.range(of: old), "\(old)")
        let before = Self.shipped[..<place.lowerBound]
        return (
            Self.shipped.replacingCharacters(in: place, with: new),
            before.count { $0 == "\n" } + 1
        )
    }

    @Test("the shipped one has no fault, and its examples come out")
    func shippedPasses() throws {
        let file = try QuestionnaireFile(Self.shipped)
        #expect(file.questionnaire.version == "mobility-index/1")
        #expect(file.questionnaire.questions.count == 26)
        #expect(file.questionnaire.questions.filter(\.isSensitive).count == 9)
        #expect(file.questionnaire.context.map(\.id) == ["A1", "A2", "A3"])
        let labels = file.questionnaire.questions.flatMap(\.options).map(\.label)
        #expect(labels.count == 130 && labels.contains { $0.english != $0.french })
    }

    @Test("its JSON reads back as the same, and again as the same text")
    func canonical() throws {
        let one = try QuestionnaireFile(Self.shipped).questionnaire
        let two = try QuestionnaireFile(one.json).questionnaire
        #expect(one == two && one.json == two.json)
        // Another layout and another order of keys are the same questionnaire.
        let spaced = Self.shipped.replacing("\n", with: "\r\n\t")
        #expect(try QuestionnaireFile(spaced).questionnaire.json == one.json)
    }

    @Test("marks and controls in a wording survive", arguments: ["\"", "\\", "\u{1}", "\t", "🚲"])
    func escapes(mark: String) throws {
        let whole = try QuestionnaireFile(Self.shipped).questionnaire
        let question = whole.questions[0]
        let marked = Question(
            id: question.id, dimension: question.dimension, weight: question.weight,
            wording: Wording(french: "a\(mark)b", english: "c\(mark)d"),
            options: question.options, isSensitive: false)
        let before = try Questionnaire(
            version: whole.version, isProposal: false, rules: whole.rules, bands: whole.bands,
            dimensions: whole.dimensions, questions: [marked] + whole.questions.dropFirst(),
            context: whole.context)
        #expect(try QuestionnaireFile(before.json).questionnaire == before)
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        let old: String
        let new: String
        let told: String

        init(_ old: String, _ new: String, _ told: String) {
            self.old = old
            self.new = new
            self.told = told
        }

        var testDescription: String { told }
    }

    static let structure = [
        Fault(
            #""status": "proposal""#, #""status": "final""#, "status: must be proposal or validated"
        ),
        Fault(#""status": "proposal","#, "", "status: is missing"),
        Fault(#""status""#, #""statu""#, "has an unknown key 'statu'"),
        Fault(#""rules": {"#, #""rules": [{"#, "a ',' or ']' must follow"),
        Fault(
            #""lowest_percent": 20"#, #""lowest_percent": "20""#,
            "rules: lowest_percent: must be a whole number, is a text"),
        Fault(
            #""lowest_percent": 20"#, #""lowest_percent": 20.5"#,
            "rules: lowest_percent: must be a whole number, is 20.5"),
        Fault(#""lowest_percent": 20"#, #""lowest_percent": 101"#, "must be 0 to 100, is 101"),
        Fault(
            #""lowest_percent": 20"#, #""lowest_percent": 20, "lowest_percent": 30"#,
            "rules: has the key 'lowest_percent' twice"),
    ]

    static let parts = [
        Fault(
            #""id": "E1", "dimension": "environment", "weight": 3, "sensitive": false"#,
            #""id": "E1", "dimension": "environment", "weight": 3"#,
            "question E1: sensitive: is missing"),
        Fault(
            #""id": "E1", "dimension": "environment", "weight": 3, "sensitive": false"#,
            #""id": "E1", "dimension": "environment", "weight": 3, "sensitive": "no""#,
            "question E1: sensitive: must be true or false, is a text"),
        Fault(
            #""id": "E1", "dimension": "environment""#, #""id": 1, "dimension": "environment""#,
            "question 1: id: must be a text, is a number"),
        Fault(#""id": "E2""#, #""id": "E1""#, "questions: id: must not repeat, E1 does"),
        Fault(
            #""dimension": "environment", "weight": 3"#,
            #""dimension": "surroundings", "weight": 3"#,
            "question E1: dimension: must be one of the dimensions"),
        Fault(
            #"{"score": 3, "fr": "11 à 20 min", "en": "11 to 20 min"}"#,
            #"{"score": 3, "fr": "11 à 20 min"}"#, "question E1: option 2: en: is missing"),
        Fault(
            #"{"score": 3, "fr": "11 à 20 min""#, #"{"score": 5, "fr": "11 à 20 min""#,
            "question E1: options: must have each score from 0 to 4 once"),
        Fault(
            #"{"id": "licence", "weight": 15"#, #"{"id": "licence", "weight": 0"#,
            "dimension licence: weight: must be 1 to 100, is 0"),
        Fault(#""first": 25"#, #""first": 26"#, "band 2: first: must be 25, is 26"),
        Fault(#""id": "A1""#, #""id": "A 1""#, "context question 1: id: must be 1 to 32"),
        Fault(#""index": 41"#, #""index": 42"#, "says 42, comes to 41"),
        Fault(#""index": null"#, #""index": 40"#, "says 40, comes to no index"),
    ]

    @Test("each fault is told with its line", arguments: structure + parts)
    func isTold(_ fault: Fault) throws {
        let (text, _) = try altered(fault.old, fault.new)
        let told = faults(text)
        #expect(told.contains { $0.contains(fault.told) }, "\(told)")
    }

    @Test("a fault that stands on a line names that line")
    func line() throws {
        let (text, line) = try altered(#""weight": 3, "sensitive": false"#, #""weight": true"#)
        let told = faults(text)
        #expect(told.count == 2, "\(told)")
        #expect(
            told.contains(
                "line \(line): question E1: weight: must be a whole number, is true or false"))
        #expect(told.contains("line \(line - 1): question E1: sensitive: is missing"))
    }

    @Test("one wrong value is told once, whatever follows from it")
    func once() throws {
        for (old, new) in [
            (#""version": "mobility-index/1""#, #""version": 1"#),
            (#""weight": 20, "fr": "Environnement""#, #""weight": null, "fr": "Environnement""#),
            (#""options": ["#, #""options": {}, "basis": ["#),
        ] {
            let told = faults(try altered(old, new).text)
            #expect(told.count <= 3 && !told.isEmpty, "\(told)")
        }
    }

    @Test("several faults are all told")
    func several() throws {
        var text = Self.shipped
        for (old, new) in [
            (#""weight": 3, "sensitive": false"#, #""weight": "3", "sensitive": false"#),
            (#""id": "E4""#, #""id": "E3""#), (#""shelf_life_days": 183"#, #""shelf_life": 183"#),
            (#""en": "prevented""#, #""en": """#),
        ] {
            let place = try #require(text.range(of: old))
            text.replaceSubrange(place, with: new)
        }
        let told = faults(text)
        for part in [
            "question E1: weight: must be a whole number", "must not repeat, E3 does",
            "unknown key 'shelf_life'", "rules: shelf_life_days: is missing",
            "band 1: en: must not be empty",
        ] {
            #expect(told.contains { $0.contains(part) }, "\(part) in \(told)")
        }
    }

    @Test(
        "what is no JSON is told with its line",
        arguments: [
            ("", "line 1: a value must follow"), ("{", "line 1: a name in quotes must follow"),
            ("{\n\"version\": }", "line 2: a value must follow"),
            ("{\n\n\"a\" 1}", "line 3: a ':' must follow a name"),
            ("[1, 2", "line 1: a ',' or ']' must follow"), ("{} x", "nothing may follow"),
            ("\"a", "a text has no end"), ("\"a\nb\"", "must end on the line"),
            ("01", "must not begin with 0"), ("1.", "digits must follow a '.'"),
            ("1e", "digits must follow an 'e'"), (#""\x""#, "is no escape"),
            (#""\u12""#, "four hexadecimal digits"), (#""\ud800""#, "half a character"),
            (String(repeating: "[", count: 40), "too deep"),
        ])
    func noJSON(text: String, told: String) {
        #expect(faults(text).count == 1)
        #expect(faults(text).first?.contains(told) == true, "\(faults(text))")
    }

    @Test("another value than an object, or one without lists, is told without noise")
    func otherValues() {
        #expect(faults("[]").contains("line 1: must be an object, is a list"))
        #expect(faults("{}").count == 6, "\(faults("{}"))")
        #expect(faults("null").allSatisfy { $0.hasPrefix("line 1") })
    }
}
