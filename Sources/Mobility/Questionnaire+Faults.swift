/// A questionnaire that was refused, with everything that is wrong with it.
package struct InvalidQuestionnaire: Error, Equatable, CustomStringConvertible {
    /// At least one.
    package let faults: [QuestionnaireFault]

    package init(faults: [QuestionnaireFault]) { self.faults = faults }

    package var description: String { faults.map(\.description).joined(separator: "\n") }
}

/// One thing to put right in a questionnaire.
package struct QuestionnaireFault: Equatable, Sendable, CustomStringConvertible {
    /// Where, in the words of the file, such as `question E1: weight`.
    package let place: String
    /// What must hold there, and what is there instead.
    package let rule: String

    package init(place: String, rule: String) {
        self.place = place
        self.rule = rule
    }

    package var description: String { "\(place): \(rule)" }
}

extension Questionnaire {
    /// Everything that is wrong, in the order of the file; O(questions²), and there are few.
    package var faults: [QuestionnaireFault] {
        var check = QuestionnaireCheck()
        check.id(version, "version", extra: "/.")
        for figure in rules.figures(dimensionCount: dimensions.count) {
            check.number(figure.value, figure.range, "rules: \(figure.name)")
        }
        check.bands(bands)
        check.number(dimensions.count, 1...Questionnaire.dimensionsMax, "dimensions: count")
        for (index, dimension) in dimensions.enumerated() {
            check.dimension(dimension, at: index, questions: questions)
        }
        check.unique(dimensions.map(\.id), "dimensions: id")
        for (index, question) in questions.enumerated() {
            check.question(question, at: index, dimensions: dimensions)
        }
        for (index, question) in context.enumerated() {
            check.id(question.id, "context question \(index + 1): id")
            check.wording(question.wording, "context question \(question.id)")
        }
        check.unique(questions.map(\.id) + context.map(\.id), "questions: id")
        return check.faults
    }

    /// Whether a text can be a key: ASCII letters, digits, `-`, `_` and the extra ones.
    package static func isID(_ text: String, extra: String = "") -> Bool {
        (1...idCharactersMax).contains(text.count)
            && text.allSatisfy {
                $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0))
                    || extra.contains($0)
            }
    }
}

/// Collects the faults of one questionnaire.
private struct QuestionnaireCheck {
    var faults: [QuestionnaireFault] = []

    mutating func add(_ place: String, _ rule: String) {
        faults.append(QuestionnaireFault(place: place, rule: rule))
    }

    mutating func number(_ value: Int, _ range: ClosedRange<Int>, _ place: String) {
        guard !range.contains(value) else { return }
        add(place, "must be \(range.lowerBound) to \(range.upperBound), is \(value)")
    }

    mutating func id(_ text: String, _ place: String, extra: String = "") {
        guard !Questionnaire.isID(text, extra: extra) else { return }
        let longest = Questionnaire.idCharactersMax
        let signs = (["-", "_"] + extra.map { String($0) }).joined(separator: " ")
        add(place, "must be 1 to \(longest) ASCII letters, digits or \(signs)")
    }

    mutating func unique(_ ids: [String], _ place: String) {
        for (index, id) in ids.enumerated() where ids[..<index].contains(id) {
            add(place, "must not repeat, \(id) does")
        }
    }

    mutating func text(_ text: String, _ place: String) {
        guard text.allSatisfy(\.isWhitespace) else { return }
        add(place, "must not be empty")
    }

    mutating func wording(_ wording: Wording, _ place: String) {
        text(wording.french, "\(place): fr")
        text(wording.english, "\(place): en")
    }

    /// Each band must begin where the one before it ended.
    mutating func bands(_ bands: [Band]) {
        var next = 0
        for (index, band) in bands.enumerated() {
            let place = "band \(index + 1)"
            if band.first != next { add("\(place): first", "must be \(next), is \(band.first)") }
            number(band.last, min(next, 100)...100, "\(place): last")
            wording(band.name, place)
            next = min(max(next, band.last), 100) + 1
        }
        if next != 101 { add("bands", "must reach from 0 to 100, end at \(next - 1)") }
    }

    mutating func dimension(_ dimension: Dimension, at index: Int, questions: [Question]) {
        id(dimension.id, "dimension \(index + 1): id")
        let place = "dimension \(dimension.id)"
        wording(dimension.name, place)
        number(dimension.weight, 1...Questionnaire.weightMax, "\(place): weight")
        // A weight that is itself a fault is reported once, with its question, and must not
        // overflow the sum.
        let weights = questions.filter { $0.dimension == dimension.id }
            .map { min(max($0.weight, 1), Questionnaire.weightMax) }
        number(
            weights.reduce(0, +), 1...Questionnaire.dimensionQuestionWeightMax,
            "\(place): weight of its questions together")
    }

    mutating func question(_ question: Question, at index: Int, dimensions: [Dimension]) {
        id(question.id, "question \(index + 1): id")
        let place = "question \(question.id)"
        if !dimensions.contains(where: { $0.id == question.dimension }) {
            add("\(place): dimension", "must be one of the dimensions")
        }
        number(question.weight, 1...Questionnaire.weightMax, "\(place): weight")
        wording(question.wording, place)
        if question.options.map(\.score).sorted() != Array(Question.scores) {
            add("\(place): options", "must have each score from 0 to 4 once")
        }
        for option in question.options {
            wording(option.label, "\(place): option \(option.score)")
        }
        unique(question.options.map(\.label.french), "\(place): options: fr")
        unique(question.options.map(\.label.english), "\(place): options: en")
    }
}
