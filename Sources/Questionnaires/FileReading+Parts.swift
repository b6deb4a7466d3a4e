import Mobility

extension FileReading {
    mutating func rules(_ members: [String: JSONNode], line: Int) -> IndexRules {
        let names = [
            "dimension_answered_percent", "index_answered_percent", "dimensions_needed",
            "lowest_percent", "measurable_points", "shelf_life_days",
        ]
        let node = required(members, "rules", "", line: line)
        let figures = node.map { object($0, "rules", knows: Set(names)) } ?? [:]
        let start = node?.line ?? line
        begins("rules", at: start)
        var values: [Int] = []
        for name in names where node != nil {
            values.append(whole(figures, name, "rules", line: start))
        }
        func value(_ place: Int) -> Int { place < values.count ? values[place] : 1 }
        return IndexRules(
            dimensionAnsweredPercent: value(0), indexAnsweredPercent: value(1),
            dimensionsNeeded: value(2), lowestPercent: value(3), measurablePoints: value(4),
            shelfLifeDays: value(5))
    }

    mutating func bands(_ members: [String: JSONNode], line: Int) -> [Band] {
        var bands: [Band] = []
        for (number, node) in zip(1..., list(members, "bands", "", line: line)) {
            let place = "band \(number)"
            begins(place, at: node.line)
            let band = object(node, place, knows: ["first", "last", "fr", "en"])
            bands.append(
                Band(
                    first: whole(band, "first", place, line: node.line),
                    last: whole(band, "last", place, line: node.line),
                    name: wording(band, place, line: node.line)))
        }
        return bands
    }

    mutating func dimensions(_ members: [String: JSONNode], line: Int) -> [Dimension] {
        var dimensions: [Dimension] = []
        for (number, node) in zip(1..., list(members, "dimensions", "", line: line)) {
            let unnamed = "dimension \(number)"
            let found = object(node, unnamed, knows: ["id", "weight", "fr", "en"])
            let id = text(found, "id", unnamed, line: node.line, else: "unnamed-\(number)")
            let place = "dimension \(id)"
            begins(place, at: node.line)
            begins(unnamed, at: node.line)
            dimensions.append(
                Dimension(
                    id: id, name: wording(found, place, line: node.line),
                    weight: whole(found, "weight", place, line: node.line)))
        }
        return dimensions
    }

    mutating func questions(
        _ members: [String: JSONNode], line: Int, standIn: String
    ) -> [Question] {
        var questions: [Question] = []
        for (number, node) in zip(1..., list(members, "questions", "", line: line)) {
            questions.append(question(node, number: number, standIn: standIn))
        }
        return questions
    }

    private mutating func question(
        _ node: JSONNode, number: Int, standIn: String
    ) -> Question {
        let (unnamed, line) = ("question \(number)", node.line)
        let found = object(
            node, unnamed,
            knows: ["id", "dimension", "weight", "sensitive", "fr", "en", "options", "basis"])
        let id = text(found, "id", unnamed, line: line, else: "unnamed-\(number)")
        let place = "question \(id)"
        begins(place, at: line)
        begins(unnamed, at: line)
        return Question(
            id: id, dimension: text(found, "dimension", place, line: line, else: standIn),
            weight: whole(found, "weight", place, line: line),
            wording: wording(found, place, line: line),
            options: options(found, place, line: line),
            basis: found["basis"] == nil ? "" : text(found, "basis", place, line: line),
            isSensitive: truth(found, "sensitive", place, line: line))
    }

    private mutating func options(
        _ members: [String: JSONNode], _ place: String, line: Int
    ) -> [AnswerOption] {
        let before = faults.count
        var options: [AnswerOption] = []
        for (number, node) in zip(1..., list(members, "options", place, line: line)) {
            let part = "\(place): option \(number)"
            let option = object(node, part, knows: ["score", "fr", "en"])
            options.append(
                AnswerOption(
                    score: whole(option, "score", part, line: node.line, else: -1),
                    label: wording(option, part, line: node.line)))
        }
        guard faults.count > before else { return options }
        // Told already: what stands in has no fault of its own.
        return Question.scores.map {
            AnswerOption(score: $0, label: Wording(french: "\($0)", english: "\($0)"))
        }
    }

    mutating func context(_ members: [String: JSONNode], line: Int) -> [ContextQuestion] {
        var questions: [ContextQuestion] = []
        for (number, node) in zip(1..., list(members, "context", "", line: line)) {
            let unnamed = "context question \(number)"
            let found = object(node, unnamed, knows: ["id", "fr", "en", "basis"])
            let id = text(found, "id", unnamed, line: node.line, else: "context-\(number)")
            let place = "context question \(id)"
            begins(place, at: node.line)
            begins(unnamed, at: node.line)
            questions.append(
                ContextQuestion(id: id, wording: wording(found, place, line: node.line)))
        }
        return questions
    }
}
