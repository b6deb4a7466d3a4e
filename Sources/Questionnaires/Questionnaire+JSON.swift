package import Mobility

extension Questionnaire {
    /// All of it as JSON: one text for one content, whatever file it was read from.
    ///
    /// ``QuestionnaireFile`` reads it back to an equal value.
    package var json: String {
        func wording(_ wording: Wording) -> [(String, String)] {
            [("fr", text(wording.french)), ("en", text(wording.english))]
        }
        let rules = [
            ("dimension_answered_percent", "\(rules.dimensionAnsweredPercent)"),
            ("index_answered_percent", "\(rules.indexAnsweredPercent)"),
            ("dimensions_needed", "\(rules.dimensionsNeeded)"),
            ("lowest_percent", "\(rules.lowestPercent)"),
            ("measurable_points", "\(rules.measurablePoints)"),
            ("shelf_life_days", "\(rules.shelfLifeDays)"),
        ]
        let questions = questions.map { question in
            object(
                [
                    ("id", text(question.id)), ("dimension", text(question.dimension)),
                    ("weight", "\(question.weight)"), ("sensitive", "\(question.isSensitive)"),
                ] + wording(question.wording) + [
                    (
                        "options",
                        list(
                            question.options.map {
                                object([("score", "\($0.score)")] + wording($0.label))
                            })
                    ),
                    ("basis", text(question.basis)),
                ])
        }
        return object([
            ("version", text(version)),
            ("status", text(isProposal ? "proposal" : "validated")), ("rules", object(rules)),
            (
                "bands",
                list(
                    bands.map {
                        object(
                            [("first", "\($0.first)"), ("last", "\($0.last)")] + wording($0.name))
                    })
            ),
            (
                "dimensions",
                list(
                    dimensions.map {
                        object(
                            [("id", text($0.id)), ("weight", "\($0.weight)")] + wording($0.name))
                    })
            ),
            ("questions", list(questions)),
            ("context", list(context.map { object([("id", text($0.id))] + wording($0.wording)) })),
        ])
    }

    private func object(_ members: [(String, String)]) -> String {
        "{" + members.map { "\(text($0.0)):\($0.1)" }.joined(separator: ",") + "}"
    }

    private func list(_ values: [String]) -> String {
        "[" + values.joined(separator: ",") + "]"
    }

    private func text(_ value: String) -> String {
        var text = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"", "\\": text += "\\\(scalar)"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}
