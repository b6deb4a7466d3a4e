import GarageNetwork
import LineProtocol
import Mobility

/// One assessment as a reply shows it: a row of its own, then one for each dimension.
struct AssessmentReport {
    let history: AssessmentHistory
    let kept: KeptAssessment
    let words: AssessmentWords

    private var figures: AssessmentFigures { kept.figures }

    /// An entry is compared with nothing: it is what later ones are compared with.
    private var comparison: Comparison? {
        figures.kind == .entry ? nil : history.comparison(of: kept)
    }

    func rows(leading: Reply.Row) -> [Reply.Row] {
        let assessment = history.assessment(kept)
        let comparison = comparison
        return [head(leading, assessment, comparison)]
            + (assessment?.dimensions ?? []).map { dimension($0, comparison) }
    }

    private func head(
        _ leading: Reply.Row, _ assessment: Assessment?, _ comparison: Comparison?
    ) -> Reply.Row {
        var change: IndexChange?
        if case .progress(_, let progress)? = comparison { change = progress.index }
        let index = assessment?.index
        let band = index.flatMap { assessment?.questionnaire.band(of: $0) }
        return [Field("row", .text("assessment"))] + leading + [
            Field("kind", .text(figures.kind.rawValue)), Field("version", .text(figures.version)),
            Field("on", .text("\(figures.on)")),
            Field("valid_until", .text("\(figures.validUntil)")),
            Field("index", figures.index.map { .whole(Int64($0)) } ?? .missing),
            Field("band", band.map { .text(words.say($0.name)) } ?? .missing),
            Field("change", change.map { .whole(Int64($0.points)) } ?? .missing),
            Field("measurable", change.map { .truth($0.isMeasurable) } ?? .missing),
            Field(
                "sentence",
                .text(words.sentences(assessment, comparison, on: figures.on))),
        ]
    }

    private func dimension(_ score: DimensionScore, _ comparison: Comparison?) -> Reply.Row {
        let id = score.dimension.id
        var change: DimensionChange?
        if case .progress(let entry, let progress)? = comparison {
            change = progress.dimensions.first { $0.dimension.id == id }
            return score.row(
                stood: entry.dimensions[id]?.points, change: change?.points, words,
                in: history.questionnaire(of: kept))
        }
        return score.row(stood: nil, change: nil, words, in: history.questionnaire(of: kept))
    }
}

extension DimensionScore {
    func row(
        stood: Double?, change: Double?, _ words: AssessmentWords, in questionnaire: Questionnaire?
    ) -> Reply.Row {
        func decimal(_ points: Double?) -> Field.Value {
            points.map { .decimal($0, places: 1) } ?? .missing
        }
        func band(_ points: Double?) -> Field.Value {
            let name = points.flatMap { questionnaire?.band(at: $0)?.name }
            return name.map { .text(words.say($0)) } ?? .missing
        }
        return [
            Field("row", .text("dimension")), Field("dimension", .text(dimension.id)),
            Field("name", .text(words.say(dimension.name))), Field("stood", decimal(stood)),
            Field("stands", decimal(points)), Field("change", decimal(change)),
            Field("band_stood", band(stood)), Field("band", band(points)),
        ]
    }
}
